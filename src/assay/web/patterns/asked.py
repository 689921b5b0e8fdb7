"""What the address of a patterns page asks for: read leniently, and written back as short as it can be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.reports.catalogue.scope import Scope
from assay.reports.grouping import name_field
from assay.reports.patterns.choice import BASES, Choice
from assay.web.patterns.offered import Offered, find_unit
from assay.web.results import Reading
from assay.web.scoping import find_sellers, list_team_tree

#: as reports/themes names companies and themes: whichever is not there has nothing to show
_ABOUT, _THEME = re.compile(r"c\d{1,19}|us|incumbent|unnamed"), re.compile(r"[a-z][a-z_]{0,40}")


@dataclass(frozen=True)
class Asked:
    """Patterns as asked for. pairs: the parameters that were understood, in a fixed order.  field: to group by.

    about, theme: whom the page of themes sets beside us, and the theme of which it shows every quote.
    """

    choice: Choice
    pairs: tuple[tuple[str, str], ...]
    field: str
    about: str = ""
    theme: str = ""

    def write(self, without: str = "") -> str:
        """The address's query, less one parameter."""
        gone = {without, "from", "to"} if without == "by" else {without}
        return urlencode([pair for pair in self.pairs if pair[0] not in gone])

    @property
    def words(self) -> dict[str, str]:
        """The parameters by name."""
        return dict(self.pairs)


@dataclass(frozen=True)
class Chip:
    """One thing that the deals are narrowed to. without: the query less it."""

    kind: str
    label: str
    without: str


@dataclass(frozen=True)
class Picker:
    """One field to choose by. options: value, label and whether it is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]
    any: str


def read_asked(query: QueryDict, reading: Reading, scope: Scope, offered: Offered) -> Asked:
    """What a query asks for. What is not offered plays no part, whether it exists elsewhere or not at all."""
    words: dict[str, str] = {}

    def take(name: str, known: object) -> str:
        value = query.get(name, "")
        if isinstance(known, tuple | dict) and value in known:
            words[name] = value
            return value
        return ""

    team, unit = take("team", offered.teams), take("unit", offered.units)
    choice = Choice(
        population=scope.team_sellers,
        team=find_sellers(list_team_tree([int(team)])) if team else None,
        unit=find_unit(reading, unit) if unit else None,
        segment=take("segment", offered.segments),
        product=take("product", offered.products),
        base="sold" if take("base", BASES[1:]) else "all",
        fiscal_start=reading.fiscal_start,
    )
    cohort = take("by", ("opening",)) or "closing"
    quarters = offered.opening if cohort == "opening" else offered.closing
    choice = replace(choice, cohort=cohort, first=take("from", quarters), last=take("to", quarters))
    field = take("field", offered.fields)
    for name, form in (("about", _ABOUT), ("theme", _THEME)):
        if form.fullmatch(query.get(name, "")):
            words[name] = query.get(name, "")
    return Asked(choice, tuple(words.items()), field, words.get("about", ""), words.get("theme", ""))


def list_chips(asked: Asked, offered: Offered) -> Iterator[Chip]:
    """What the deals are narrowed to, each with the way back."""
    names = _name_parameters()
    labels = {"team": offered.teams, "base": {"sold": _("won and lost alone")}}
    for name, value in asked.pairs:
        if name not in {"by", "field", "about", "theme"}:
            yield Chip(names[name], labels.get(name, {}).get(value, value), asked.write(name))


def list_pickers(asked: Asked, offered: Offered) -> Iterator[Picker]:
    """The fields of the form, those with nothing to choose from left out."""
    names = _name_parameters()
    quarters = offered.opening if asked.choice.cohort == "opening" else offered.closing
    lists: dict[str, dict[str, str]] = {
        "team": offered.teams,
        "unit": _same(offered.units),
        "segment": _same(offered.segments),
        "product": _same(offered.products),
        "by": {"opening": _("day of opening")},
        "from": _same(quarters),
        "to": _same(quarters),
        "base": {"sold": _("won and lost alone")},
    }
    nothing = {"by": _("day of closing"), "base": _("won, lost and no decision")}
    for name, values in lists.items():
        if len(values) > 1 or name in nothing:
            options = tuple((value, label, asked.words.get(name) == value) for value, label in values.items())
            yield Picker(name, names[name], options, nothing.get(name, _("any")))


def list_group_fields(asked: Asked, offered: Offered) -> list[tuple[str, str, bool]]:
    """Fields to group by: value, label and whether it is chosen."""
    return [(name, name_field(name), name == asked.field) for name in offered.fields]


def _same(values: tuple[str, ...]) -> dict[str, str]:
    return {value: value for value in values}


def _name_parameters() -> dict[str, str]:
    return {
        "team": _("Team"),
        "unit": _("Owner's team in the CRM"),
        "segment": _("Segment"),
        "product": _("Product"),
        "by": _("Period by"),
        "from": _("From"),
        "to": _("Up to"),
        "base": _("Rates over"),
    }

"""A passage and what can be said of it, as the page shows them."""

from dataclasses import dataclass, replace
from typing import Any

import duckdb

from assay.reports.coding.context import read_context
from assay.reports.coding.passage import Choice, Passage
from assay.reports.coding.queue import NEAR, Done
from assay.tables.statement_code import NO_REASON
from assay.web.coding.forms import Typed
from assay.web.coding.models import PassageCode, Queue
from assay.web.coding.recording import list_standing
from assay.web.coding.words import ABOUT, ORIGINS, POLARITIES, SIDES, list_split, name_driver, name_theme
from assay.web.people.models import User
from assay.words.coding.coder import MARGIN
from assay.words.taxonomy import Driver, Taxonomy

_COMPETITORS = """
SELECT c.id, c.name, bool_or(x.deal_id IS NOT NULL) AS is_there FROM competitor c
LEFT JOIN deal_competitor x ON x.competitor_id = c.id AND x.deal_id = ? AND NOT x.is_deleted
WHERE NOT c.is_deleted GROUP BY c.id, c.name ORDER BY is_there DESC, lower(c.name), c.id LIMIT 500"""

#: figures on the keyboard that choose one
_MOST_CHOICES = 4

_SEVERAL = (Queue.UNSURE, Queue.SAMPLE)


@dataclass(frozen=True)
class Given:
    """A code as people read it. who: empty for the model's."""

    who: str
    driver: str
    theme: str
    about: str
    polarity: str
    code: PassageCode | None = None


def find_done(user: User, taxonomy: Taxonomy) -> Done:
    """What needs no code of this user any more."""
    split = list_split(taxonomy)
    standing = list_standing().filter(is_withdrawn=False).exclude(driver__in=split)
    own = standing.filter(coder=user).values_list("passage", flat=True)
    met: dict[str, list[str]] = {}
    for key, queue in standing.filter(queue__in=_SEVERAL).values_list("passage", "queue").distinct():
        met.setdefault(queue, []).append(key)
    return Done(own=list(own), met=met, split=split, near=find_near())


def find_near() -> float:
    """The margin below which a code of the model counts as unsure."""
    return MARGIN + NEAR


def forget_people(passage: Passage) -> Passage:
    """The passage as the model had coded it, where the last run took over what a person says: nobody is led by that."""
    if passage.coder != "person":
        return passage
    first = PassageCode.objects.filter(passage=passage.place.key, model__gt="").order_by("made_at", "id").first()
    if first is None:
        return replace(passage, driver="", choices=())
    choices = tuple(Choice(driver, score) for driver, score in first.model_choices)
    return replace(passage, driver=first.model_driver, choices=choices, model=first.model, coder="model")


def list_competitors(connection: duckdb.DuckDBPyConnection, deal_id: int) -> dict[int, str]:
    """id -> name, those of the deal first."""
    return {row[0]: row[1] for row in connection.execute(_COMPETITORS, [deal_id]).fetchall()}


def list_choices(passage: Passage, taxonomy: Taxonomy) -> list[Driver]:
    """The three that the model holds possible, in the order of the taxonomy: its own order would lead."""
    now = {code for choice in passage.choices for code in taxonomy.read_code(choice.driver)}
    parts = taxonomy.read_code(passage.driver)
    if len(parts) > 1:  # it was split since: the parts are what is asked for
        now = set(parts)
    return [driver for driver in taxonomy.in_use if driver.code in now][:_MOST_CHOICES]


def describe_passage(
    connection: duckdb.DuckDBPyConnection, passage: Passage, taxonomy: Taxonomy, typed: Typed, *, with_choices: bool
) -> dict[str, Any]:
    """What the page of one passage shows, its codes apart."""
    competitors = list_competitors(connection, passage.deal_id)
    groups = [
        (group, [driver for driver in taxonomy.in_use if driver.group == group.code]) for group in taxonomy.groups
    ]
    choices = list_choices(passage, taxonomy) if with_choices else []
    is_offered = typed.driver in {"", NO_REASON, *(driver.code for driver in choices)}
    return {
        "passage": passage,
        "key": passage.place.key,
        "context": read_context(connection, passage),
        "origin": ORIGINS.get(passage.origin, passage.origin),
        "side": SIDES.get(passage.side, passage.side),
        "row_table": "activity" if passage.place.table == "utterance" else passage.place.table,
        "choices": choices,
        "is_all_open": not choices or not is_offered,
        "groups": [(group, drivers) for group, drivers in groups if drivers],
        "themes": taxonomy.themes,
        "about": [(code, name) for code, name in ABOUT.items() if code != "competitor"],
        "competitors": [(f"competitor:{number}", name) for number, name in competitors.items()],
        "polarities": list(POLARITIES.items()),
        "typed": typed,
    }


def retype(code: PassageCode | None) -> Typed:
    """The form as it would have been filled in to give this code."""
    if code is None:
        return Typed()
    about = f"competitor:{code.competitor_id}" if code.competitor_id else code.about
    return Typed(code.driver, code.theme or "-", about, code.polarity)


def tell_given(code: PassageCode, taxonomy: Taxonomy, competitors: dict[int, str]) -> Given:
    """What somebody said."""
    about = competitors.get(code.competitor_id or 0) or ABOUT.get(code.about, code.about)
    polarity = POLARITIES.get(code.polarity, code.polarity)
    driver, theme = name_driver(taxonomy, code.driver), name_theme(taxonomy, code.theme)
    return Given(str(code.coder), driver, theme, str(about), str(polarity), code)


def tell_model(passage: Passage, taxonomy: Taxonomy) -> list[str]:
    """What the model says: one driver, or the names of those among which it could not tell."""
    if passage.driver:
        return [name_driver(taxonomy, passage.driver)]
    return [name_driver(taxonomy, choice.driver) for choice in passage.choices]

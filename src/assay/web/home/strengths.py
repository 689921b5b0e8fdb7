"""What stands out in the won deals of a rep, or of a manager's team, on the page of today."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.reports.strengths.reading import FEWEST, Strength, Strengths, read_strengths
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy

_KEPT_S = 3600
_SHOWN = 4


@dataclass(frozen=True)
class StrengthView:
    """One strength in words, with its figures."""

    name: str
    said: str
    told: Strength


@dataclass(frozen=True)
class StrengthsView:
    """won: own won deals.  fewest: from which on something can be said.  is_team: they are those of a team."""

    won: int
    fewest: int
    is_team: bool
    is_enough: bool
    shown: list[StrengthView]


def find_strengths(request: Request) -> StrengthsView | None:
    """What the user's own won deals had, or those of the team; None for whoever has none, or sees all deals."""
    sellers = request.scope.sellers
    if request.scope.everything or not sellers:
        return None
    try:
        opened = open_reading()
    except InputError:
        return None
    with opened as reading:
        key = f"strengths:{reading.version}:{hash(sellers)}"
        told: Strengths | None = cache.get(key)
        if told is None:
            told = read_strengths(reading.connection, sellers)
            cache.set(key, told, _KEPT_S)
        titles = dict(reading.connection.execute("SELECT signal, title FROM signal").fetchall()) if told.found else {}
    names = {one.code: one.name for one in speak_taxonomy().themes}
    shown = [_view(one, names if one.kind == "theme" else titles) for one in told.found[:_SHOWN]]
    return StrengthsView(told.won, FEWEST, len(sellers) > 1, told.is_enough, shown)


def _view(one: Strength, names: dict[str, str]) -> StrengthView:
    known = names.get(one.code, one.code)
    name = known if one.kind == "theme" else _(known)
    figures = {"hits": one.hits, "n": one.n, "low": round(100 * one.low), "high": round(100 * one.high),
               "other": round(100 * one.other_hits / one.other_n)}  # fmt: skip
    if one.kind == "theme":
        said = _(
            "good words of the buyer in %(hits)s of %(n)s won deals (%(low)s to %(high)s %%); elsewhere %(other)s %%"
        )
    else:
        said = _("did not fire on %(hits)s of %(n)s won deals (%(low)s to %(high)s %%); elsewhere %(other)s %%")
    return StrengthView(name, said % figures, one)

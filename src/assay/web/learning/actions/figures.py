"""The figure that an action is to change: chosen, kept as it stood, looked at again once enough deals have ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.ask import Ask
from assay.asking.changes import (
    DRIVER,
    SIGNAL,
    Change,
    Counted,
    Figure,
    compare_since,
    count_standing,
    find_enough,
    list_values,
)
from assay.store.quoting import quote_text
from assay.web.debriefs.models import Action
from assay.web.spoken_taxonomy import speak_taxonomy

Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Share:
    """A share in words: hits of n, in per cent with its interval; is_thin: of so few deals that it tells nothing."""

    hits: int
    n: int
    percent: int
    low: int
    high: int

    @property
    def is_thin(self) -> bool:
        """Whether it is of too few deals."""
        return self.n < 5


@dataclass(frozen=True)
class Told:
    """What became of a figure, as the page says it. waits: how many deals more have to end before it is looked at."""

    title: str
    among: str
    then: Share | None
    before: Share | None
    after: Share | None
    days: int
    verdict: str
    points: tuple[int, int] | None
    waits: int


def name_fields() -> dict[str, str]:
    """By what deals are chosen."""
    return {"segment": _("segment"), "product": _("product"), "size_band": _("size")}


def list_driver_choices() -> Choices:
    """The reasons of the taxonomy by group, those that we could have acted on first."""
    taxonomy = speak_taxonomy()
    rows: list[tuple[str, Any]] = [("", _("none in particular"))]
    for group in taxonomy.groups:
        own = [(one.code, one.name) for one in taxonomy.in_use if one.group == group.code]
        if own:
            rows.append((group.name, own))
    return rows


def name_driver(code: str) -> str:
    """What a reason is called; its code where the taxonomy has it no longer."""
    found = speak_taxonomy().by_code.get(code)
    return found.name if found else code


def list_figure_choices(ask: Ask) -> Choices:
    """What can be looked at: the signals of the last run and the reasons."""
    signals = ask("SELECT signal, title FROM signal ORDER BY title")
    drivers = [(f"{DRIVER} {one.code}", one.name) for one in speak_taxonomy().in_use]
    return [
        ("", _("no figure of the record shows it")),
        (_("How often it is seen in ended deals"), [(f"{SIGNAL} {name}", _(title)) for name, title in signals]),
        (_("How often it is named as a reason in lost deals"), drivers),
    ]


def list_among_choices(ask: Ask) -> Choices:
    """On which deals."""
    names = name_fields()
    return [("", _("all deals")), *((f"{f}={v}", f"{names[f]}: {v}") for f, v in list_values(ask))]


def read_figure(chosen: str, among: str) -> Figure | None:
    """The figure as the form names it; None for none."""
    kind, _space, name = chosen.partition(" ")
    if kind not in {SIGNAL, DRIVER} or not name:
        return None
    field, _is, value = among.partition("=")
    return Figure(kind, name, field, value)


def find_figure(action: Action) -> Figure | None:
    """The figure that was chosen when the action was done."""
    found, then = read_figure(action.figure, ""), action.figure_then or {}
    return found and replace(found, field=then.get("field", ""), value=then.get("value", ""))


def keep_standing(ask: Ask, figure: Figure) -> dict[str, Any]:
    """The figure as it stands now, for keeping, with how many ended deals would be enough."""
    ((as_of,),) = ask("SELECT as_of FROM run")
    standing = count_standing(ask, figure, int(as_of) + 1)
    return {
        **_keep(standing),
        "field": figure.field,
        "value": figure.value,
        "enough": find_enough(standing),
        "at": int(as_of),
    }


def _keep(counted: Counted) -> dict[str, Any]:
    found = counted.share
    interval = {"mid": found.mid, "low": found.low, "high": found.high} if found else {}
    return {"hits": counted.hits, "n": counted.n, **interval}


def look_again(ask: Ask) -> int:
    """Keeps what became of each figure of which enough deals have ended by the last run; how many."""
    ((as_of,),) = ask("SELECT as_of FROM run")
    looked = 0
    due = Action.objects.exclude(done_at=None).exclude(figure="").filter(looked_at=None, dropped_at=None)
    for action in due:
        change = find_change(ask, action, int(as_of))
        if change is None or change.after.n < (action.look_again_after or 0):
            continue
        now = {
            "before": _keep(change.before),
            "after": _keep(change.after),
            "days": change.days,
            "verdict": change.verdict,
            "at": int(as_of),
        }
        Action.objects.filter(pk=action.pk, looked_at=None).update(figure_now=now, looked_at=timezone.now())
        looked += 1
    return looked


def find_change(ask: Ask, action: Action, as_of: int) -> Change | None:
    """The figure of an action since it was done; None where there is none to look at."""
    figure = find_figure(action)
    if figure is None or action.done_at is None:
        return None
    return compare_since(ask, figure, int(action.done_at.timestamp()), as_of + 1)


def tell_change(ask: Ask, action: Action) -> Told | None:
    """What became of the figure, as far as the last run knows."""
    ((as_of,),) = ask("SELECT as_of FROM run")
    figure, change = find_figure(action), find_change(ask, action, int(as_of))
    if figure is None or change is None:
        return None
    names = name_fields()
    points = change.difference and (round(100 * change.difference.low), round(100 * change.difference.high))
    return Told(
        title=name_figure(ask, figure),
        among=f"{names[figure.field]}: {figure.value}" if figure.field else _("all deals"),
        then=_show_kept(action.figure_then),
        before=show_share(change.before),
        after=show_share(change.after),
        days=change.days,
        verdict=change.verdict,
        points=points or None,
        waits=max((action.look_again_after or 0) - change.after.n, 0),
    )


def name_figure(ask: Ask, figure: Figure) -> str:
    """What it is called."""
    if figure.kind == DRIVER:
        return name_driver(figure.name)
    rows = ask(f"SELECT title FROM signal WHERE signal = {quote_text(figure.name)}")
    return _(rows[0][0]) if rows else figure.name


def show_share(counted: Counted) -> Share:
    """A share for a page."""
    found = counted.share
    low, mid, high = (found.low, found.mid, found.high) if found else (0.0, 0.0, 1.0)
    return Share(counted.hits, counted.n, round(100 * mid), round(100 * low), round(100 * high))


def _show_kept(kept: dict[str, Any] | None) -> Share | None:
    return show_share(Counted(kept["hits"], kept["n"])) if kept else None

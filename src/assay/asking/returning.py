"""After a loss: at which fitting moments the buyer hears from us again, if the buyer said that we may come back (T11).

Few, and far apart: whoever is written to every month is being sold to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.asking.when import next_workday

#: after the yes nothing is sent for so long, and then what was learned is told
REST_DAYS, LEARNED_DAYS = 30, 60
#: before the contract ends, and before the budget is made
CONTRACT_DAYS, BUDGET_DAYS = 120, 60
#: after news, so that it is no ambush; older news is none
NEWS_DAYS, NEWS_OLD = 7, 60
#: between two moments
APART_DAYS = 30


@dataclass(frozen=True)
class Fitting:
    """One moment. key: makes it once.  kind: learned, contract, budget or news, in which order they go first."""

    key: str
    kind: str
    due: date
    about: str = ""


@dataclass(frozen=True)
class News:
    """Something that happened at the buyer since. key: of its row."""

    key: str
    on: date
    about: str


_ORDER = ("contract", "budget", "news", "learned")


def plan_moments(
    said_yes_on: date | None,
    today: date,
    *,
    contract_ends: date | None = None,
    budget_month: int | None = None,
    news: Sequence[News] = (),
    holidays: Collection[date] = (),
) -> list[Fitting]:
    """The moments still ahead, the next first; none without a yes.

    Where two would lie less than APART_DAYS apart, the one that fits better stays: the end of the contract before the
    budget, that before news, and these before what we learned.
    """
    if said_yes_on is None:
        return []
    earliest = max(said_yes_on + timedelta(days=REST_DAYS), today)
    wanted = [Fitting("learned", "learned", said_yes_on + timedelta(days=LEARNED_DAYS))]
    if contract_ends is not None and contract_ends > earliest:
        due = max(contract_ends - timedelta(days=CONTRACT_DAYS), earliest)
        wanted.append(Fitting(f"contract {contract_ends.isoformat()}", "contract", due))
    if budget_month is not None:
        due = _find_budget(budget_month, earliest)
        wanted.append(Fitting(f"budget {due.year}", "budget", due))
    for one in news:
        if today - timedelta(days=NEWS_OLD) <= one.on:
            wanted.append(Fitting(one.key, "news", max(one.on + timedelta(days=NEWS_DAYS), earliest), one.about))
    ahead = [one for one in wanted if one.due >= earliest]
    return _space([Fitting(one.key, one.kind, _to_workday(one.due, holidays), one.about) for one in ahead])


def _find_budget(month: int, earliest: date) -> date:
    """BUDGET_DAYS before the next such month begins."""
    for year in range(earliest.year, earliest.year + 3):
        due = date(year, month, 1) - timedelta(days=BUDGET_DAYS)
        if due >= earliest:
            return due
    raise ValueError(f"no month {month}")


def _to_workday(day: date, holidays: Collection[date]) -> date:
    return next_workday(day - timedelta(days=1), holidays)


def _space(moments: Sequence[Fitting]) -> list[Fitting]:
    kept: list[Fitting] = []
    for one in sorted(moments, key=lambda one: (_ORDER.index(one.kind), one.due, one.key)):
        if all(abs((one.due - other.due).days) >= APART_DAYS for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.due, one.key))

"""What plays did, judged by the lot: all deals that were proposed beside all that were held back, called or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.rescue.situation import HELD_OUT
from assay.stats.by_horizon import Watched, spread_by_horizon
from assay.stats.by_lot import DRAWN, NOTHING, LotEffect, compare_by_lot, units_needed

#: within so many days of the first suggestion what became of a deal is counted, by default
HORIZON = 90

#: an effect of each play that is worth knowing: so many more wins for each play made
WORTH_KNOWING = 0.1

#: days of one stratum: within a quarter of a year season and offer are about the same
_QUARTER = 91

#: see drawn of stats.by_lot
_VALUES_DRAWN = 20.0

#: what happened on the day itself counts as half a day later, since time runs from just after the suggestion
_SAME_DAY = 0.5

Number = NDArray[np.float64]


@dataclass(frozen=True)
class DrawnDeal:
    """An open deal for which lots were drawn, by its first suggestion; days are whole numbers of one calendar.

    day: of that suggestion.  is_held_out: by its lot.  played: day of its first play since then, whichever suggestion
    or none led to it.  ended, is_won, value: its end, where it has one, and what it is worth.
    was_silent: the buyer had stopped by that day.  spoke: first day after it on which the buyer said a word.
    """

    deal_id: int
    day: int
    is_held_out: bool
    played: int | None
    ended: int | None
    is_won: bool
    value: float | None
    was_silent: bool = False
    spoke: int | None = None


@dataclass(frozen=True)
class Judged:
    """What the lot tells of wins, of value won, and of buyers who spoke again (only deals that had been silent).

    days: the horizon.  watched: the longest that any deal has been watched, in days.  suggestions: deals drawn for.
    a_month: of them in thirty days, as so far.  more: about how many more would tell WORTH_KNOWING more wins a play
    from none in four of five such records; 0 where they are there, None where it cannot be said.
    cost: wins that holding back has cost so far, at the estimate: low, mid, high; None where it cannot be told.
    """

    wins: LotEffect
    value: LotEffect
    revived: LotEffect
    days: int
    watched: int
    suggestions: int
    held_out: int
    silent: int
    a_month: float | None
    more: int | None
    cost: tuple[float, float, float] | None

    @property
    def more_months(self) -> float | None:
        """Months until then at the team's own rate."""
        return self.more / self.a_month if self.more is not None and self.a_month else None


def take_first(drawn: Sequence[DrawnDeal]) -> list[DrawnDeal]:
    """Each deal once, by its first suggestion: what happens later, a second lot too, comes after that draw."""
    first: dict[int, DrawnDeal] = {}
    for one in sorted(drawn, key=lambda each: (each.day, each.is_held_out)):
        first.setdefault(one.deal_id, one)
    return list(first.values())


def judge_drawn(drawn: Sequence[DrawnDeal], today: int, *, days: int = HORIZON, share: float = HELD_OUT) -> Judged:
    """The differences by `days` after the first suggestion, as far as watched until `today`.

    drawn: one for each deal (take_first), only of lots in which some could be held back.  share: that was.
    Deals still open count as far as they were watched. Called or not makes no difference to the side on which a deal
    stands, since whom people call is no lot.
    """
    silent = [one for one in drawn if one.was_silent]
    watched = max((today - one.day for one in drawn), default=0)
    held_out = sum(one.is_held_out for one in drawn)
    wins = _compare(drawn, today, days, _watch_win)
    rate = len(drawn) / max(1, watched) * 30 if watched >= 14 else None
    gap = wins.difference
    cost = None if gap is None else (held_out * gap.low, held_out * gap.mid, held_out * gap.high)
    return Judged(
        wins,
        _compare(drawn, today, days, _watch_value, bounds=None, drawn_by=_VALUES_DRAWN),
        _compare(silent, today, days, _watch_word),
        *(days, watched, len(drawn), held_out, len(silent), rate),
        _find_more(wins, len(drawn), share),
        cost,
    )


def _find_more(wins: LotEffect, suggestions: int, share: float) -> int | None:
    if wins.held_out is None or wins.uptake is None or wins.uptake.mid <= 0.01:
        return None
    base = min(0.9, max(0.02, wins.held_out))
    return max(0, round(units_needed(base, WORTH_KNOWING, wins.uptake.mid, held_out=share) - suggestions))


def _compare(
    drawn: Sequence[DrawnDeal],
    today: int,
    days: int,
    watch: Callable[[DrawnDeal, int], tuple[float, int, float]],
    *,
    bounds: tuple[float, float] | None = (-1.0, 1.0),
    drawn_by: float = DRAWN,
) -> LotEffect:
    """Nothing where a side was not watched for so many days."""
    if not drawn:
        return NOTHING
    held_out = np.array([one.is_held_out for one in drawn])
    first = min(one.day for one in drawn)
    stratum = np.array([(one.day - first) // _QUARTER for one in drawn], dtype=np.int64)
    outcome, done = np.empty(len(drawn)), np.empty(len(drawn))
    for side in (held_out, ~held_out):
        some = [one for one, here in zip(drawn, side, strict=True) if here]
        events, plays = ([see(one, today) for one in some] for see in (watch, _watch_play))
        if not (_is_known(events, days) and _is_known(plays, days)):
            return NOTHING
        outcome[side], done[side] = (spread_by_horizon(_gather(rows), days) for rows in (events, plays))
    return compare_by_lot(outcome, done, held_out, stratum, bounds=bounds, drawn=drawn_by)


def _is_known(rows: Sequence[tuple[float, int, float]], days: int) -> bool:
    """Whether any was watched so long, or all ended before."""
    return any(end >= days for end, _, _ in rows) or (bool(rows) and all(way for _, way, _ in rows))


def _gather(rows: Sequence[tuple[float, int, float]]) -> Watched:
    end, way, mark = zip(*rows, strict=True)
    return Watched(np.array(end, dtype=np.float64), np.array(way, dtype=np.int64), np.array(mark, dtype=np.float64))


def _watch_win(one: DrawnDeal, today: int) -> tuple[float, int, float]:
    if one.ended is None or one.ended > today:
        return _since(one, today), 0, 0.0
    return _since(one, one.ended), 1 if one.is_won else 2, 1.0


def _watch_value(one: DrawnDeal, today: int) -> tuple[float, int, float]:
    end, way, _ = _watch_win(one, today)
    return end, way, one.value or 0.0


def _watch_play(one: DrawnDeal, today: int) -> tuple[float, int, float]:
    return _watch_event(one, one.played, today)


def _watch_word(one: DrawnDeal, today: int) -> tuple[float, int, float]:
    return _watch_event(one, one.spoke, today)


def _watch_event(one: DrawnDeal, event: int | None, today: int) -> tuple[float, int, float]:
    """The event, unless the deal ended before it."""
    end = today if one.ended is None else min(one.ended, today)
    if event is not None and event <= end:
        return _since(one, event), 1, 1.0
    return _since(one, end), 0 if one.ended is None or one.ended > today else 2, 0.0


def _since(one: DrawnDeal, day: int) -> float:
    return max(_SAME_DAY, float(day - one.day))

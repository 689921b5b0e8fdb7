"""Each play beside comparable deals of the same day that had none: what everybody asks for, and no effect.

Whom people call is their choice, so those called differ from the others in ways that nobody wrote down. Only the lot
(rescue.ledger.drawn) is free of that.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.asking.ask import Ask, list_ids
from assay.domain.spans import DAY
from assay.rescue.ledger.becoming import EPOCH_DAY, WORDS
from assay.rescue.ledger.drawn import HORIZON
from assay.stats.by_horizon import Watched, spread_by_horizon
from assay.stats.matched_sets import MatchedSets, compare_matched
from assay.stats.matching import Pairs, match_nearest

#: age in days, days since the buyer's last word, probability that the reason is at work: from here on the next band
AGES, SILENCES, CHANCES = (31, 91, 181), (8, 31, 91), (0.3, 0.5, 0.7)

#: a deal shown in a list so many days before or after has the probability that stood there
NEAR_DAYS = 45

#: comparable deals for each play at most; further apart in age than so many days they are not comparable
CONTROLS, CALIPER = 5, 45

#: open deals looked at for all days together; of more a part is taken, the same every time
_MOST_LOOKED_AT = 1_000_000

_NEVER, _NOT_KNOWN = -1, -1


@dataclass(frozen=True)
class PlayedDeal:
    """The first play of a deal: its day (date.toordinal), and the probability that stood beside it, if any."""

    deal_id: int
    day: int
    probability: float | None


@dataclass(frozen=True)
class State:
    """An open deal on one day. ended: day of its end, None while open.  value: None where not known."""

    deal_id: int
    day: int
    stage: str
    age: int
    silent: int | None
    ended: int | None
    is_won: bool
    value: float | None


@dataclass(frozen=True)
class Compared:
    """wins, value: by `days` after the play or the same day.  plays: deals played, open then and in the record.
    found: of these with a comparable one.  by_chance: of those found, matched on the probability too."""

    wins: MatchedSets
    value: MatchedSets
    days: int
    plays: int
    found: int
    by_chance: int


_NOTHING = MatchedSets(None, None, None, 0, 0)

#: (day, deal) of all open deals on these days, with stage, age and silence as they stood then
_STATES = """
  WITH days(day) AS (SELECT unnest([{days}])),
  deals AS (
    SELECT m.deal_id, m.opened_at // {DAY} + {EPOCH_DAY} AS opened, m.outcome = 'won' AS is_won, m.value,
      CASE WHEN m.outcome <> 'open' THEN coalesce(m.closed_at, m.ended_at, m.as_of) // {DAY} + {EPOCH_DAY} END AS ended,
      coalesce(d.stage, '') AS stage
    FROM moment m JOIN deal d ON d.id = m.deal_id
    WHERE NOT d.is_deleted AND m.opened_at IS NOT NULL AND (m.deal_id IN ({played}) OR m.deal_id % {part} = 0)),
  open AS (SELECT y.day, x.* FROM deals x JOIN days y ON x.opened <= y.day AND (x.ended IS NULL OR x.ended > y.day)),
  staged AS (
    SELECT deal_id, changed_at // {DAY} + {EPOCH_DAY} AS day, arg_max(new_value, sequence) AS stage,
      max(changed_at) AS at
    FROM stage_history WHERE field = 'stage' AND NOT is_deleted GROUP BY ALL),
  spoke AS (
    SELECT DISTINCT e.deal_id, e.occurred_at // {DAY} + {EPOCH_DAY} AS day FROM deal_event e WHERE {WORDS})
  SELECT o.deal_id, o.day, coalesce(s.stage, o.stage), o.day - o.opened, o.day - w.day, o.ended, o.is_won, o.value
  FROM open o
  ASOF LEFT JOIN staged s ON o.deal_id = s.deal_id AND o.day >= s.day
  ASOF LEFT JOIN spoke w ON o.deal_id = w.deal_id AND o.day >= w.day
  ORDER BY o.day, o.deal_id"""


def read_states(ask: Ask, played: Sequence[PlayedDeal]) -> list[State]:
    """The deals that were open on the days of these plays, by what the record says of those days."""
    days = sorted({one.day for one in played})
    if not days:
        return []
    ((deals,),) = ask("SELECT count(*) FROM moment")
    part = max(1, -(-deals * len(days) // _MOST_LOOKED_AT))
    rows = ask(
        _STATES.format(
            days=", ".join(map(str, days)),
            played=list_ids({one.deal_id for one in played}),
            part=part,
            DAY=DAY,
            EPOCH_DAY=EPOCH_DAY,
            WORDS=WORDS,
        )
    )
    return [State(*row) for row in rows]


def compare_plays(
    played: Sequence[PlayedDeal],
    states: Sequence[State],
    shown: Mapping[int, Sequence[tuple[int, float]]],
    today: int,
    *,
    days: int = HORIZON,
) -> Compared:
    """Each deal played beside up to five of the same day that had no play until then, by `days` later.

    Alike in stage, band of age, of silence and of the probability at work, and near in age. A play without a
    probability is compared without it.  shown: deal -> (day, probability) wherever it stood in a list.
    """
    first = {one.deal_id: one for one in sorted(played, key=lambda each: -each.day)}
    stands = {(one.deal_id, one.day): one for one in states}
    cases = [(one, stands[one.deal_id, one.day]) for one in first.values() if (one.deal_id, one.day) in stands]
    free = [one for one in states if one.deal_id not in first or first[one.deal_id].day > one.day]
    pairs, pool = _match(cases, free, shown)
    if not len(pairs.case):
        return Compared(_NOTHING, _NOTHING, days, len(cases), 0, 0)
    kept = np.unique(pairs.control)
    place = np.searchsorted(kept, pairs.control)
    chosen = np.unique(pairs.case)
    one, other = [cases[number][1] for number in chosen], [pool[number] for number in kept]
    told = [np.searchsorted(chosen, pairs.case), place, _list_deals(one), _list_deals(other)]
    by_chance = sum(cases[number][0].probability is not None for number in chosen)
    wins, value = (_compare(one, other, told, today, days, worth) for worth in (False, True))
    return Compared(wins, value, days, len(cases), len(chosen), by_chance)


def _match(
    cases: Sequence[tuple[PlayedDeal, State]], free: Sequence[State], shown: Mapping[int, Sequence[tuple[int, float]]]
) -> tuple[Pairs, list[State]]:
    """A deal of the pool stands in it twice where its probability is known: with it, and without."""
    codes: dict[tuple[object, ...], int] = defaultdict(lambda: len(codes))
    wanted = [codes[_lay_stratum(state, play.probability)] for play, state in cases]
    pool: list[State] = []
    laid: list[int] = []
    for one in free:
        for chance in {None, _find_chance(one, shown)}:
            stratum = _lay_stratum(one, chance)
            if stratum in codes:
                pool.append(one)
                laid.append(codes[stratum])
    pairs = match_nearest(
        np.array(wanted, dtype=np.int64),
        np.array([state.age for _, state in cases], dtype=np.int64),
        np.array(laid, dtype=np.int64),
        np.array([one.age for one in pool], dtype=np.int64),
        controls=CONTROLS,
        caliper=CALIPER,
    )
    return pairs, pool


def _lay_stratum(state: State, chance: float | None) -> tuple[object, ...]:
    silent = _NEVER if state.silent is None else _band(state.silent, SILENCES)
    likely = _NOT_KNOWN if chance is None else _band(chance, CHANCES)
    return state.day, state.stage, _band(state.age, AGES), silent, likely


def _band(value: float, edges: Sequence[float]) -> int:
    return sum(value >= edge for edge in edges)


def _find_chance(state: State, shown: Mapping[int, Sequence[tuple[int, float]]]) -> float | None:
    near = [(abs(day - state.day), chance) for day, chance in shown.get(state.deal_id, ())]
    return min(near)[1] if near and min(near)[0] <= NEAR_DAYS else None


def _list_deals(states: Sequence[State]) -> NDArray[np.int64]:
    return np.array([one.deal_id for one in states], dtype=np.int64)


def _compare(
    one: Sequence[State],
    other: Sequence[State],
    told: Sequence[NDArray[np.int64]],
    today: int,
    days: int,
    worth: bool,
) -> MatchedSets:
    watched = [_watch(side, today, worth) for side in (one, other)]
    if any(not (side.end >= days).any() and not (side.way > 0).all() for side in watched):
        return _NOTHING
    case, control, case_deals, pool_deals = told
    first, second = (spread_by_horizon(side, days) for side in watched)
    return compare_matched(case, control, case_deals, first, pool_deals, second)


def _watch(states: Sequence[State], today: int, worth: bool) -> Watched:
    over = np.array([one.ended is not None and one.ended <= today for one in states])
    won = np.array([one.is_won for one in states])
    end = [
        max(0.5, (one.ended if gone and one.ended else today) - one.day) for one, gone in zip(states, over, strict=True)
    ]
    mark = [(one.value or 0.0) if worth else 1.0 for one in states]
    return Watched(np.array(end), np.where(over, np.where(won, 1, 2), 0), np.array(mark))

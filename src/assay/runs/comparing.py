"""Sets lost deals beside won ones at the same age and stage, signal by signal, and says what may be claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assay.domain.interval import Interval
from assay.domain.outcome import COMPARED
from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.runs.gathering import Gathering
from assay.runs.tried import Tried
from assay.stats.enough import foresee_error, more_needed, round_up
from assay.stats.pooled_ratio import Comparison, compare_shares
from assay.store.quoting import quote_text

#: what a claim takes, all of it: see docs/decisions/0005
CLAIM_Q = 0.05
CLAIM_LIFT = 1.2
CLAIM_DEALS = 10

#: an interval within 1/1.25 .. 1.25 says that there is no difference worth acting on
DISMISS_LIFT = 1.25

#: share of closed deals whose life the youngest compared deal could have lived to the end
_MATURE_SHARE = 0.9

_COMPARED = f"outcome IN ({', '.join(map(quote_text, COMPARED))}) AND NOT closed_in_batch"

COMPARISON_TYPES = {
    "signal": "string",
    "lost_hit": "int64",
    "lost_n": "int64",
    "won_hit": "int64",
    "won_n": "int64",
    **dict.fromkeys(
        (
            *("lost_share", "lost_share_low", "lost_share_high", "won_share", "won_share_low", "won_share_high"),
            *("lift", "lift_low", "lift_high", "p", "q"),
        ),
        "float64",
    ),
    "asked": "int64",
    "verdict": "string",
    "more_needed": "int64",
    "raw_lost_share": "float64",
    "raw_won_share": "float64",
    "answered_share": "float64",
}


@dataclass(frozen=True)
class Counted:
    """One signal's deals: with a hit at one landmark at least, and all compared, on either side."""

    signal: str
    lost_hit: int
    lost_n: int
    won_hit: int
    won_n: int
    answered_share: float
    raw_lost_share: float | None
    raw_won_share: float | None
    comparison: Comparison


def find_maturity(gathering: Gathering, as_of: int) -> int | None:
    """Deals opened before this have had time to be decided; None when that would leave less than half of the ended.

    Young deals that ended already are the quick ones, and quick ends are of another kind.
    """
    life = f"""SELECT opened_at, closed_at - opened_at AS life FROM run_moment
        WHERE {_COMPARED} AND opened_at IS NOT NULL AND closed_at IS NOT NULL"""
    ((mature, kept, ended),) = gathering.rows(
        f"""WITH life AS ({life}),
            edge AS (SELECT {as_of} - quantile_cont(life, {_MATURE_SHARE})::BIGINT AS mature FROM life)
        SELECT any_value(mature), count(*) FILTER (opened_at < mature), count(*) FROM life, edge"""
    )
    return int(mature) if ended and kept * 2 >= ended else None


def count_signals(gathering: Gathering, signals: Sequence[str], mature_before: int | None) -> list[Counted]:
    """Each signal among lost and won deals, from fin_landmark and fin_answer, before anything is claimed."""
    young = f"AND opened_at < {mature_before}" if mature_before is not None else ""
    gathering.make(
        "run_compared",
        f"""SELECT deal_id, outcome <> 'won' AS lost, CAST(row_number() OVER (ORDER BY deal_id) - 1 AS INTEGER) AS place
            FROM run_moment WHERE {_COMPARED} AND opened_at IS NOT NULL {young}""",
    )
    _lay_out_landmarks(gathering, signals)
    ends, seen = _read_ends(gathering), _count_seen(gathering)
    return [_count_signal(gathering, number, signal, ends, seen) for number, signal in enumerate(signals)]


def _lay_out_landmarks(gathering: Gathering, signals: Sequence[str]) -> None:
    """Table run_weighed: the landmarks with an answer as small numbers, read once for all signals."""
    numbers = enumerate(signals)
    gathering.local.put("run_signal", {"number": "int32", "signal": "string"}, list(numbers))
    # every signal is asked at the same ages of the same deals, so that one tells which there are
    gathering.make(
        "run_stratum",
        """SELECT age_days, stage, CAST(row_number() OVER (ORDER BY age_days, stage) - 1 AS INTEGER) AS stratum
           FROM (SELECT DISTINCT age_days, stage FROM fin_landmark
                 WHERE signal = (SELECT signal FROM run_signal WHERE number = 0))""",
    )
    gathering.make(
        "run_weighed",
        """SELECT number, place, stratum, lost, answer = 'hit' AS hit
           FROM fin_landmark l JOIN run_compared USING (deal_id) JOIN run_signal USING (signal)
           JOIN run_stratum s ON s.age_days = l.age_days AND s.stage IS NOT DISTINCT FROM l.stage
           WHERE answer <> 'unknown'""",
    )


def _count_seen(gathering: Gathering) -> int:
    """Compared deals that lived to some age."""
    ((seen,),) = gathering.rows(
        """SELECT count(DISTINCT place) FROM fin_landmark JOIN run_compared USING (deal_id)
           WHERE signal = (SELECT signal FROM run_signal WHERE number = 0)"""
    )
    return int(seen)


def conclude_signals(gathering: Gathering, counted: Sequence[Counted], tried: Tried) -> None:
    """Table fin_comparison: what may be claimed, all that was tried in the run allowed for."""
    rows = [_conclude(each, tried.q["signal", each.signal], tried.asked) for each in counted]
    gathering.local.put("fin_comparison", COMPARISON_TYPES, rows)


def _count_signal(
    gathering: Gathering, number: int, signal: str, ends: Mapping[tuple[str, bool], float], seen: int
) -> Counted:
    landmarks = gathering.local.connection.execute(
        "SELECT place, stratum, lost, hit FROM run_weighed WHERE number = ? ORDER BY place, stratum", [number]
    ).fetchnumpy()
    deal, stratum = np.asarray(landmarks["place"]), np.asarray(landmarks["stratum"])
    lost, hit = np.asarray(landmarks["lost"], dtype=bool), np.asarray(landmarks["hit"], dtype=bool)
    comparison = compare_shares(deal, stratum, lost, hit)

    def count(rows: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> int:
        return int(np.count_nonzero(np.bincount(deal[rows])))

    # ages and stages at which only one kind of deal was left compare nothing, so their deals are not counted
    size = int(stratum.max(initial=-1)) + 1
    both = (np.bincount(stratum[lost], minlength=size) > 0) & (np.bincount(stratum[~lost], minlength=size) > 0)
    is_shared = both[stratum]
    return Counted(
        signal,
        lost_hit=count(is_shared & lost & hit),
        lost_n=count(is_shared & lost),
        won_hit=count(is_shared & ~lost & hit),
        won_n=count(is_shared & ~lost),
        answered_share=int(np.count_nonzero(np.bincount(deal))) / seen if seen else 0.0,
        raw_lost_share=ends.get((signal, True)),
        raw_won_share=ends.get((signal, False)),
        comparison=comparison,
    )


def _read_ends(gathering: Gathering) -> dict[tuple[str, bool], float]:
    """(signal, lost) -> share hit at the end, of deals with an answer.

    It compares nothing, since won deals live longer.
    """
    found = gathering.rows(
        """SELECT signal, lost, avg((answer = 'hit')::INT) FROM fin_answer JOIN run_compared USING (deal_id)
           WHERE answer <> 'unknown' GROUP BY ALL"""
    )
    return {(str(signal), bool(lost)): float(share) for signal, lost, share in found}


def _conclude(counted: Counted, q: float | None, asked: int) -> tuple[object, ...]:
    found = counted.comparison
    return (
        counted.signal,
        counted.lost_hit,
        counted.lost_n,
        counted.won_hit,
        counted.won_n,
        *_spread(found.lost),
        *_spread(found.won),
        *_spread(found.lift),
        found.p,
        q,
        asked,
        reach_verdict(found, q, fewest=min(counted.lost_n, counted.won_n)),
        count_missing(found, q, asked, lost=counted.lost_n, won=counted.won_n),
        counted.raw_lost_share,
        counted.raw_won_share,
        counted.answered_share,
    )


def _spread(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (interval.mid, interval.low, interval.high) if interval else (None, None, None)


def reach_verdict(found: Comparison, q: float | None, *, fewest: int) -> str:
    """associated, no_difference or not_enough.  fewest: deals on the smaller side."""
    lift = found.lift
    if lift is None or q is None or fewest < CLAIM_DEALS:
        return "not_enough"
    is_large = max(lift.mid, 1 / lift.mid) >= CLAIM_LIFT
    if q <= CLAIM_Q and lift.excludes(1) and is_large:
        return "associated"
    if lift.low >= 1 / DISMISS_LIFT and lift.high <= DISMISS_LIFT:
        return "no_difference"
    return "not_enough"


def count_missing(found: Comparison, q: float | None, asked: int, *, lost: int, won: int) -> int | None:
    """About how many more closed deals would tell a lift of SOUGHT_LIFT from none, SOUGHT_POWER of the time.

    0 when those at hand would; None when the question is settled, or the number is not in sight. The level is the
    strictest that the adjustment for `asked` questions can ask for, so that it is rather too many than too few.
    """
    fewest, deals = min(lost, won), lost + won
    if found.lift is None or found.log_se is None or reach_verdict(found, q, fewest=fewest) != "not_enough":
        return None
    more = more_needed(
        _foresee(found, found.log_se, lost, won),
        deals,
        ratio=SOUGHT_LIFT,
        power=SOUGHT_POWER,
        alpha=CLAIM_Q / max(1, asked),
    )
    if more is None or fewest >= CLAIM_DEALS:
        return more
    to_ten = round_up(deals * CLAIM_DEALS / fewest - deals)
    return max(more, to_ten)


def _foresee(found: Comparison, log_se: float, lost: int, won: int) -> float:
    if found.lost is None or found.won is None:
        return log_se
    return foresee_error(log_se, (found.lost.mid, found.won.mid), (lost, won), ratio=SOUGHT_LIFT)

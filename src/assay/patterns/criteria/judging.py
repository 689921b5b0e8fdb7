"""What a rule is worth on deals that it was not learnt on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.patterns.criteria.rule import Direction
from assay.stats.enough import more_needed
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.risk_ratio import compare_rates
from assay.stats.share import share

Flag = NDArray[np.bool_]

#: what it takes to say that a rule holds, all of it: as for signals
CLAIM_Q = 0.05
CLAIM_LIFT = 1.2
CLAIM_DEALS = 10

#: an interval within 1/1.25 .. 1.25 says that there is no difference worth acting on
_DISMISS_LIFT = 1.25


@dataclass(frozen=True)
class Trial:
    """A rule on deals: win rates of those that meet it and of the rest, the first over the second, and its p.

    unknown: deals of which a fact is unknown, which count nowhere.
    """

    n: int
    met: int
    unknown: int
    rate_met: Interval | None
    rate_rest: Interval | None
    lift: Interval | None
    p: float | None


def try_rule(meets: Flag, known: Flag, won: Flag) -> Trial:
    """meets, known, won: (deals,). meets counts only where known."""
    inside, outside = known & meets, known & ~meets
    n_in, n_out = int(inside.sum()), int(outside.sum())
    won_in, won_out = int((inside & won).sum()), int((outside & won).sum())
    found = compare_rates(won_in, n_in, won_out, n_out)
    return Trial(
        n=n_in + n_out,
        met=n_in,
        unknown=int((~known).sum()),
        rate_met=share(won_in, n_in),
        rate_rest=share(won_out, n_out),
        lift=found.ratio if found else None,
        p=found.p if found else None,
    )


def adjust_trials(trials: Sequence[Trial]) -> list[float | None]:
    """q of each over all that were tried."""
    return adjust_for_asking([trial.p for trial in trials])


def reach_verdict(trial: Trial, direction: Direction, q: float | None, basis: str) -> str:
    """held where the rule speaks for what it says, with enough deals, beyond chance and worth acting on."""
    if trial.lift is None or q is None or min(trial.met, trial.n - trial.met) < CLAIM_DEALS:
        return "not_enough"
    is_right = trial.lift.mid >= CLAIM_LIFT if direction == "pursue" else trial.lift.mid <= 1 / CLAIM_LIFT
    if is_right and q <= CLAIM_Q and trial.lift.excludes(1.0):
        return "held" if basis == "then" else "hindsight"
    if trial.lift.low > 1 / _DISMISS_LIFT and trial.lift.high < _DISMISS_LIFT:
        return "not_held"
    return "not_held" if trial.lift.excludes(1.0) else "not_enough"


def count_missing(trial: Trial, verdict: str) -> int | None:
    """About how many more later deals would tell a lift of SOUGHT_LIFT; None where the question is settled."""
    if verdict != "not_enough" or not trial.n or trial.rate_rest is None or not trial.met:
        return None
    rest, met = trial.n - trial.met, trial.met
    rate = min(max(trial.rate_rest.mid, 0.02), 0.95 / SOUGHT_LIFT)
    better = rate * SOUGHT_LIFT
    if not rest:
        return None
    error = sqrt((1 - better) / (better * met) + (1 - rate) / (rate * rest))
    return more_needed(error, trial.n, ratio=SOUGHT_LIFT, power=SOUGHT_POWER) if log(SOUGHT_LIFT) else None


def spread(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    """mid, low and high, or three times nothing."""
    return (interval.mid, interval.low, interval.high) if interval else (None, None, None)


def name_verdicts() -> Mapping[str, str]:
    """Each verdict in plain English."""
    return {
        "held": "it held on later deals",
        "hindsight": "it held on later deals, but rests on a field that keeps no history",
        "not_held": "it did not hold on later deals",
        "not_enough": "not enough to tell",
    }

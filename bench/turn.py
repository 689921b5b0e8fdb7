"""The momentum turn: what it costs, how often it is wrong, how much it finds, in made-up worlds of several families."""

import sys
import time

import numpy as np
from numpy.typing import NDArray

from assay.stats.turn import Turns, find_turns
from assay.stats.turn_prior import fit_habits
from bench.turn_worlds import WORLDS, Drawn, World, draw

#: the thresholds of the signal rhythm.momentum_turned
ODDS, LIKELY = 4.0, 0.5

#: histories drawn of each world, and of each world in which nothing turned
DRAWN = 4_000
ROUNDS = 3

Flag = NDArray[np.bool_]


def judge(drawn: Drawn) -> Turns:
    """As a run does: habits fitted to all histories, then each estimated by itself."""
    workdays, habits = fit_habits(drawn.histories)
    return find_turns(drawn.histories, workdays, habits.make_prior())


def find_claims(turns: Turns) -> Flag:
    """The histories of which a turn is claimed."""
    return np.asarray((turns.log_bf >= np.log(ODDS)) & (turns.p_turn > LIKELY), np.bool_)


def measure_auc(low: NDArray[np.float64], high: NDArray[np.float64]) -> float:
    """How often a value of `high` exceeds one of `low`; ties count half."""
    order = np.sort(low)
    below = np.searchsorted(order, high, side="left") + np.searchsorted(order, high, side="right")
    return float(below.mean() / 2 / len(low))


def measure_error(drawn: Drawn, turns: Turns, which: Flag) -> float:
    """Median distance in days of the median day from the true one."""
    return float(np.median(np.abs(turns.at - drawn.at)[which]))


def measure_cover(drawn: Drawn, turns: Turns, which: Flag) -> float:
    """How often the interval of 80 % holds the true day."""
    return float(((turns.low <= drawn.at) & (drawn.at <= turns.high))[which].mean())


def print_turn(n: int = DRAWN) -> None:
    """Prints one line a world, then the cost of a deal."""
    print(f"\nMomentum turn: {n:,} histories a world; claimed at a Bayes factor of {ODDS:g}")
    print("  world      words  days | false: steady  lull  none turns | AUC   found  error  gradual  cover  width")
    for name, world in WORLDS.items():
        print(f"  {name:<10} {_measure_world(world, n)}")
    _print_cost(n)


def _measure_world(world: World, n: int) -> str:
    drawn = draw(world, n, seed=11)
    turns = judge(drawn)
    claims = find_claims(turns)
    of = {course: drawn.course == course for course in np.unique(drawn.course)}
    still = draw(world, n, seed=12, mix=(0.7, 0.3, 0, 0))
    none = find_claims(judge(still)).mean()
    auc = measure_auc(turns.p_turn[of["steady"] | of["lull"]], turns.p_turn[of["turn"]])
    size = drawn.histories
    width = np.median((turns.high - turns.low + 1)[of["turn"]])
    sharp, slow = (measure_error(drawn, turns, of[course]) for course in ("turn", "gradual"))
    return (
        f"{size.count.sum() / n:6.1f} {(size.last - size.first).mean():5.0f} |"
        f"{claims[of['steady']].mean():12.1%} {claims[of['lull']].mean():6.1%} {none:9.1%} |"
        f" {auc:.3f} {claims[of['turn']].mean():6.1%} {sharp:6.1f} {slow:8.1f}"
        f" {measure_cover(drawn, turns, of['turn']):6.2f} {width:6.0f}"
    )


def _print_cost(n: int) -> None:
    drawn = draw(WORLDS["central"], n, seed=13)
    workdays, habits = fit_habits(drawn.histories)
    prior, costs, fits = habits.make_prior(), [], []
    for _ in range(ROUNDS):
        started = time.process_time()
        find_turns(drawn.histories, workdays, prior)
        costs.append(time.process_time() - started)
        started = time.process_time()
        fit_habits(drawn.histories)
        fits.append(time.process_time() - started)
    print(f"  CPU, best of {ROUNDS}: {min(costs) / n * 1000:.3f} ms a deal (to reach: .2); fit {min(fits):.2f} s")


if __name__ == "__main__":
    print_turn(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWN)

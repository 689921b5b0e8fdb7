"""What is told of practices in made-up companies where the truth is known: none, or 17 % more deals won.

    python -m bench.practices [--worlds N] [--seed N]

Figures within the same seller where sellers choose; a roll-out in steps at its planned end; and, for comparison, the
usual interval on a page that is opened every week while it runs. Exits with 1 where a 95 % interval holds the truth in
fewer than 93 of 100 worlds, or more than 7 of 100 that hold nothing are told of something, by more than the number of
worlds allows for. About two minutes.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.patterns.practices.judging import judge_practices
from assay.stats.stepped_wedge import compare_within_periods, settle_levels
from assay.stats.within_units import WithinUnits, compare_in_units

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: deals won without the practice, and how many more with it
USUAL, MORE = 0.25, 0.17
LEAST, MOST_FALSE = 0.93, 0.07
#: looks at the page while a roll-out runs, and deals before it by which a team's own level is taken away
WEEKS, BEFORE = 52, 100


@dataclass(frozen=True)
class Lived:
    """What one world was told. held: the interval holds the truth.  said: something was claimed."""

    middle: float
    held: bool
    said: bool
    naive: float


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each kind of world."""
    parser = argparse.ArgumentParser(prog="python -m bench.practices", description=__doc__)
    parser.add_argument("--worlds", type=int, default=300, help="of each kind")
    parser.add_argument("--seed", type=int, default=1, help="by which they are drawn")
    given = parser.parse_args(arguments)
    effects = (0.0, USUAL * MORE)
    good = [_print_chosen(given.worlds, given.seed, sellers, effect) for sellers in (14, 40) for effect in effects]
    for teams, steps, deals in ((4, 4, 60), (6, 3, 60), (8, 4, 40), (12, 4, 40), (24, 4, 40)):
        good += [_print_stepped(given.worlds, given.seed, (teams, steps, deals), effect) for effect in effects]
    for teams in (4, 12):
        _print_early(given.worlds, given.seed, teams)
    return 0 if all(good) else 1


def _print_chosen(worlds: int, seed: int, sellers: int, effect: float) -> bool:
    dice = np.random.default_rng(seed)
    lived = [_choose(dice, sellers, effect) for _ in range(worlds)]
    told = [one for one in lived if one is not None]
    held, said = float(np.mean([one.held for one in told])), float(np.mean([one.said for one in told]))
    print(
        f"sellers choose, {sellers} sellers, truth {effect * 100:4.1f} points: mean"
        f" {np.mean([one.middle for one in told]) * 100:5.1f}, interval holds it {held:6.1%}, claims {said:6.1%};"
        f" users less non-users {np.mean([one.naive for one in told]) * 100:5.1f}"
    )
    return _is_good(held, said if effect == 0 else 0.0, len(told))


def _choose(dice: np.random.Generator, sellers: int, effect: float) -> Lived | None:
    """Six half-years of ten deals or so; who wins more anyhow takes the practice up sooner; all drift upwards."""
    skill = dice.normal(0, 0.08, sellers)
    keen = dice.random(sellers) < 1 / (1 + np.exp(-20 * skill))
    begins = np.where(keen, dice.integers(1, 6, sellers), 99)
    deals = dice.poisson(10, (sellers, 6))
    unit, period = np.repeat(np.arange(sellers), deals.sum(axis=1)), np.concatenate([np.repeat(np.arange(6), row)
        for row in deals])  # fmt: skip
    done = period >= begins[unit]
    chance = (USUAL + skill[unit] + 0.01 * period + effect * done).clip(0.02, 0.98)
    hit = dice.random(len(unit)) < chance
    found = compare_in_units(unit, period, done, hit)
    if found.difference is None or not done.any():
        return None
    judged = judge_practices([found], [len(unit)])[0]
    spread = found.difference
    naive = float(hit[done].mean() - hit[~done].mean())
    return Lived(spread.mid, spread.low <= effect <= spread.high, judged.verdict.startswith("associated"), naive)


def _print_stepped(worlds: int, seed: int, size: tuple[int, int, int], effect: float) -> bool:
    dice = np.random.default_rng(seed)
    teams, steps, deals = size
    held, said, middle, levels = [], [], [], []
    for _ in range(worlds):
        hits, n, begins, before = _step(dice, size, effect)
        found = compare_within_periods(hits, n, begins, before=before)
        said.append(found.p is not None and found.p <= 0.05)
        if found.difference is not None:
            held.append(found.difference.low <= effect <= found.difference.high)
            middle.append(found.difference.mid)
        usual = _compare_levels(hits, n, begins).difference
        levels.append(usual is not None and usual.low <= effect <= usual.high)
    print(
        f"by lot, {teams} teams in {steps} steps of {deals} deals, truth {effect * 100:4.1f} points: mean"
        f" {np.mean(middle) * 100:5.1f}, interval holds it {np.mean(held):6.1%}, told {np.mean(said):6.1%};"
        f" clustered error holds it {np.mean(levels):6.1%}"
    )
    return _is_good(float(np.mean(held)), float(np.mean(said)) if effect == 0 else 0.0, worlds)


def _print_early(worlds: int, seed: int, teams: int) -> None:
    """Why nothing is told before the planned end: how often some week's usual interval leaves out none."""
    dice = np.random.default_rng(seed)
    cried = 0
    for _ in range(worlds):
        _, n, begins, _ = _step(dice, (teams, 4, 60), 0.0)
        shares = dice.normal(USUAL, 0.06, teams).clip(0.05, 0.6)
        weekly_n = dice.poisson(60 * n.shape[1] / WEEKS, (teams, WEEKS))
        weekly_hits = dice.binomial(weekly_n, shares[:, None])
        period = np.arange(WEEKS) * n.shape[1] // WEEKS
        loud = False
        for week in range(1, WEEKS + 1):
            hits, seen = (_add_up(rows[:, :week], period[:week], n.shape[1]) for rows in (weekly_hits, weekly_n))
            usual = _compare_levels(hits, seen, begins).difference
            loud = loud or (usual is not None and usual.excludes(0))
        cried += loud
    print(
        f"looked at weekly for a year, {teams} teams, no effect: the usual interval cries out in {cried / worlds:6.1%}"
    )


def _compare_levels(hits: Number, n: Number, begins: Whole) -> WithinUnits:
    """The usual way: a level for each team and each period, error clustered by team (stats.within_units)."""
    teams, periods = n.shape
    counts, won = n.astype(np.int64).ravel(), hits.astype(np.int64).ravel()
    cell = np.repeat(np.arange(teams * periods), counts)
    place = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
    doing = (np.arange(periods) >= begins[:, None]).ravel()[cell]
    return compare_in_units(cell // periods, cell % periods, doing, place < won[cell])


def _is_good(held: float, false: float, worlds: int) -> bool:
    """Both shares keep their bounds, by two standard errors of a share of so many worlds."""
    loose = 2 * np.sqrt(LEAST * (1 - LEAST) / worlds)
    return bool(held >= LEAST - loose and false <= MOST_FALSE + loose)


def _add_up(rows: Whole, period: Whole, periods: int) -> Number:
    """(teams, periods) sums of (teams, weeks)."""
    summed: Number = np.stack([np.bincount(period, row, periods) for row in rows]).astype(np.float64)
    return summed


def _step(dice: np.random.Generator, size: tuple[int, int, int], effect: float) -> tuple[Number, Number, Whole, Number]:
    """Hits, deals, beginnings, and what is known of each team's own level; shares wander a little by period."""
    teams, steps, deals = size
    begins = dice.permutation(np.arange(teams) % steps + 1)
    own = dice.normal(USUAL, 0.06, teams).clip(0.05, 0.6)
    n = dice.poisson(deals, (teams, steps + 1))
    wander = dice.normal(0, 0.03, n.shape) + np.linspace(0, 0.04, steps + 1)
    hits = dice.binomial(n, (own[:, None] + wander + effect * (np.arange(steps + 1) >= begins[:, None])).clip(0, 1))
    before = settle_levels(dice.binomial(BEFORE, own).astype(np.float64), np.full(teams, float(BEFORE)))
    return hits.astype(np.float64), n.astype(np.float64), begins, before


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

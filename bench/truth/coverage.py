"""How often the product's own 95 % intervals hold the truth, over made-up sets; prints one line an estimator."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assay.patterns.rivals.change import draw_cells
from assay.stats.cells import Counts
from assay.stats.pooled_ratio import compare_shares
from assay.stats.share import share
from assay.stats.shrunken_rate import fit_prior, shrink_rates

#: 95 % intervals are to hold the truth so often
LEAST, MOST = 0.93, 0.97

SETS = 1_000

#: fits of cells take a second each
CELL_SETS = 40


@dataclass(frozen=True)
class Cover:
    """Of so many intervals, how many held the truth; sets: independent ones behind them."""

    held: int
    intervals: int
    sets: int

    @property
    def rate(self) -> float:
        return self.held / self.intervals

    @property
    def passes(self) -> bool:
        """Within the bounds, or not to be told from it by the number of sets."""
        slack = 2 * np.sqrt(0.95 * 0.05 / self.sets)
        return bool(LEAST - slack <= self.rate <= MOST + slack)


def cover_shares(sets: int, dice: np.random.Generator) -> Cover:
    """Plain shares of counts, of 30 to 300 deals."""
    held = 0
    for _ in range(sets):
        n, p = int(dice.integers(30, 301)), float(dice.uniform(0.05, 0.6))
        found = share(int(dice.binomial(n, p)), n)
        held += found is not None and found.low <= p <= found.high
    return Cover(held, sets, sets)


def cover_rates(sets: int, dice: np.random.Generator) -> Cover:
    """Rates of twelve groups that are drawn towards each other."""
    held = 0
    for _ in range(sets):
        true = dice.beta(6, 14, 12)
        trials = dice.integers(5, 80, 12)
        hits = dice.binomial(trials, true).astype(float)
        found = shrink_rates(hits, trials.astype(float), fit_prior(hits, trials.astype(float)))
        held += int(((found.low <= true) & (true <= found.high)).sum())
    return Cover(held, sets * 12, sets)


def cover_lifts(sets: int, dice: np.random.Generator) -> Cover:
    """Hit share among lost over that among won, at four ages, a deal's ages hanging together."""
    held = told = 0
    for _ in range(sets):
        lift = float(dice.choice([1.0, 1.3, 1.8]))
        base = float(dice.uniform(0.08, 0.3))
        lost = dice.random(400) < 0.7
        ages = dice.integers(1, 5, 400)
        deal = np.repeat(np.arange(400), ages)
        stratum = np.arange(len(deal)) - np.repeat(np.cumsum(ages) - ages, ages)
        # a deal's chance is its own, so that its ages agree more than by chance
        own = dice.beta(base * 4, (1 - base) * 4, 400)
        lifted = np.minimum(np.where(lost, own * lift, own), 1.0)
        hit = dice.random(len(deal)) < lifted[deal]
        found = compare_shares(deal, stratum, lost[deal], hit).lift
        if found is None:
            continue
        truth = lift * _clipped_mean(base, lift)
        held += found.low <= truth <= found.high
        told += 1
    return Cover(held, told, told)


def _clipped_mean(base: float, lift: float) -> float:
    """What is left of a lift where chances cannot pass 1, by drawing."""
    own = np.random.default_rng(3).beta(base * 4, (1 - base) * 4, 200_000)
    return float(np.minimum(own * lift, 1.0).mean() / (own * lift).mean())


def cover_cells(sets: int, dice: np.random.Generator) -> Cover:
    """Win rates in five rows and three columns over four periods."""
    held = told = 0
    row, column = np.divmod(np.arange(15), 3)
    for _ in range(sets):
        odds = -0.6 + dice.normal(0, 0.3, 5)[row] + dice.normal(0, 0.25, 3)[column] + dice.normal(0, 0.2, 15)
        path = odds[:, None] + np.cumsum(dice.normal(0, 0.2, (15, 4)), axis=1)
        rate = 1 / (1 + np.exp(-path))
        n = dice.integers(4, 40, (15, 4))
        won = dice.binomial(n, rate)
        found = draw_cells(Counts(won.astype(float), n.astype(float), row, column))
        for period in range(4):
            weights = np.tile(np.arange(4) == period, (15, 1)).astype(float)
            told_of = found.tell_rate(weights)
            held += sum(one.low <= true <= one.high for one, true in zip(told_of, rate[:, period], strict=True))
            told += 15
    return Cover(held, told, sets)


def cover_audited(sets: int, dice: np.random.Generator) -> Cover | None:
    """Shares of losses that rest on 40 to 120 audits and on predictions of all."""
    try:
        estimate = importlib.import_module("assay.stats.audited").estimate_share
    except ImportError:
        return None
    held = 0
    for _ in range(sets):
        n, m, p = 1_200, int(dice.integers(40, 121)), float(dice.uniform(0.08, 0.5))
        true = dice.random(n) < p
        predicted = np.clip(np.where(true, dice.beta(3, 2, n), dice.beta(2, 4, n)), 0, 1)
        drawn = dice.permutation(n)[:m]
        found = estimate(true[drawn].astype(float), predicted[drawn], predicted)
        held += found is not None and found.low <= true.mean() <= found.high
    return Cover(held, sets, sets)


#: name, estimator, how many sets of it: a share of those asked for
ESTIMATORS: tuple[tuple[str, Callable[[int, np.random.Generator], Cover | None], bool], ...] = (
    ("shares of counts (stats.share)", cover_shares, False),
    ("shares that rest on audits (stats.audited)", cover_audited, False),
    ("rates drawn towards each other (stats.shrunken_rate)", cover_rates, False),
    ("lifts, clustered by deal (stats.pooled_ratio)", cover_lifts, False),
    ("win rates of cells (stats.cells)", cover_cells, True),
)


def print_coverage(sets: int, cell_sets: int) -> bool:
    """Prints a line for each; whether all pass."""
    print(f"\nHow often 95 % intervals hold the truth; to lie between {LEAST:.0%} and {MOST:.0%}")
    good = True
    for name, measure, is_slow in ESTIMATORS:
        found = measure(cell_sets if is_slow else sets, np.random.default_rng(11))
        verdict = "FAIL" if found is None or not found.passes else "ok  "
        good &= verdict != "FAIL"
        told = "not there" if found is None else f"{found.rate:.1%} of {found.intervals:,} in {found.sets:,} sets"
        print(f"  {verdict} {name}: {told}", flush=True)
    return good


def main(arguments: Sequence[str]) -> int:
    """Ends with 1 where one falls short."""
    parser = argparse.ArgumentParser(prog="python -m bench.truth.coverage", description=__doc__)
    parser.add_argument("--sets", type=int, default=SETS, help="made-up sets of each estimator")
    parser.add_argument("--cell-sets", type=int, default=CELL_SETS, help="of the cells, which take a second each")
    given = parser.parse_args(arguments)
    return 0 if print_coverage(given.sets, given.cell_sets) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

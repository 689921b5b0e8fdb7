"""Pairs: the lift from probabilities, its error, and how far it is drawn towards none."""

from math import log

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.stats.contingency_tables import Table2x2

from assay.stats.pair_lift import lift_pairs, measure_spread


def draw_flags(rng: np.random.Generator, deals: int, lift: float) -> np.ndarray:
    """Four things, each in a quarter of the deals; the first two together `lift` times as often as by chance."""
    there = rng.random((deals, 4)) < 0.25
    both = 0.0625 * lift
    kind = rng.choice(4, size=deals, p=[both, 0.25 - both, 0.25 - both, 0.5 + both])
    there[:, 0], there[:, 1] = (kind == 0) | (kind == 1), (kind == 0) | (kind == 2)
    return there.astype(float)


def test_flags_give_the_lift_of_a_table_of_counts() -> None:
    there = draw_flags(np.random.default_rng(2), 1_500, 1.8)
    found = lift_pairs(there)
    a, b = there[:, 0] > 0, there[:, 1] > 0
    assert found.both[0] == (a & b).sum()
    assert found.raw[0] == pytest.approx((a & b).sum() * len(a) / (a.sum() * b.sum()))


def test_the_error_is_near_that_of_large_samples() -> None:
    there = draw_flags(np.random.default_rng(2), 4_000, 1.5)
    found = lift_pairs(there, draws=2_000)
    a, b = there[:, 0] > 0, there[:, 1] > 0
    table = Table2x2(np.array([[(a & b).sum(), (a & ~b).sum()], [(~a & b).sum(), (~a & ~b).sum()]]))
    # lift = P(b | a) / P(b), and the share without a is fixed beside that with it
    error = table.log_riskratio_se * (~a & b).mean() / b.mean()
    found_error = abs(log(found.raw[0])) / -norm.ppf(found.p[0] / 2)
    assert found_error == pytest.approx(error, rel=0.1)


def test_things_that_belong_to_the_same_strata_alone_are_not_tied() -> None:
    rng = np.random.default_rng(11)
    stratum = np.repeat([0, 1], 1_000)
    there = (rng.random((2_000, 2)) < np.where(stratum == 0, 0.1, 0.6)[:, None]).astype(float)
    assert lift_pairs(there, draws=200).low[0] > 1.2
    within = lift_pairs(there, stratum, draws=200)
    assert within.low[0] <= 1 <= within.high[0]


def test_intervals_of_things_without_a_tie_hold_one() -> None:
    rng = np.random.default_rng(7)
    held = [
        ((found.low <= 1) & (found.high >= 1)).mean()
        for found in (lift_pairs(rng.beta(0.3, 1.0, size=(300, 6)), draws=150) for _ in range(60))
    ]
    assert np.mean(held) >= 0.95


def test_what_few_deals_say_is_drawn_nearer_to_one() -> None:
    few, many = (lift_pairs(draw_flags(np.random.default_rng(3), n, 2.0), draws=200) for n in (80, 3_000))
    assert abs(np.log(few.lift[0]) / np.log(few.raw[0])) < abs(np.log(many.lift[0]) / np.log(many.raw[0]))
    assert many.low[0] > 1.5


def test_the_spread_of_true_ratios_is_found_again() -> None:
    rng = np.random.default_rng(9)
    variance = rng.uniform(0.01, 0.05, 3_000)
    log_ratio = rng.normal(0, 0.3, 3_000) + rng.normal(0, np.sqrt(variance))
    assert measure_spread(log_ratio, variance) == pytest.approx(0.09, rel=0.1)


def test_rare_things_make_no_pairs() -> None:
    assert len(lift_pairs(np.full((20, 3), 0.1)).p) == 0

"""The pooled ratio against R, a textbook and simulated deals."""

from math import log

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.stats.contingency_tables import StratifiedTable

from assay.stats.pooled_ratio import Comparison, compare_shares

#: dat.bcg of R's metafor (Colditz et al. 1994): cases and others among the vaccinated, then among controls
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]

#: Rothman, Epidemiology: An Introduction, table 10-3 (tolbutamide trial, two age groups)
TOLBUTAMIDE = [(8, 98, 5, 115), (22, 76, 16, 69)]

Arrays = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]


def lay_out(tables: list[tuple[int, int, int, int]]) -> Arrays:
    """One row a deal: hits and others among lost, then among won, of each stratum."""
    counts = np.array(tables).ravel()
    stratum = np.repeat(np.arange(len(tables)), 4)
    lost = np.tile([True, True, False, False], len(tables))
    hit = np.tile([True, False, True, False], len(tables))
    return np.arange(counts.sum()), stratum.repeat(counts), lost.repeat(counts), hit.repeat(counts)


def compare(tables: list[tuple[int, int, int, int]], *, level: float = 0.95) -> Comparison:
    return compare_shares(*lay_out(tables), level=level)


def test_one_row_a_deal_gives_the_figures_of_metafor() -> None:
    """R metafor 4.6, rma.mh(measure="RR", tpos, tneg, cpos, cneg, data=dat.bcg): -0.4537, se 0.0393, 0.5881-0.6862."""
    result = compare(BCG)
    assert result.lift is not None
    assert result.log_se is not None
    assert round(log(result.lift.mid), 4) == -0.4537
    assert round(result.log_se, 4) == 0.0393
    assert (round(result.lift.low, 4), round(result.lift.high, 4)) == (0.5881, 0.6862)


def test_the_pooled_ratio_is_that_of_statsmodels() -> None:
    tables = [np.array([[a, b], [c, d]]) for a, b, c, d in TOLBUTAMIDE]
    result = compare(TOLBUTAMIDE)
    assert result.lift is not None
    assert result.lift.mid == pytest.approx(StratifiedTable(tables).riskratio_pooled)


def test_the_textbook_interval_comes_out() -> None:
    """Greenland and Robins' interval on the textbook's table, 90 %: 1.33 (0.87 to 2.03)."""
    result = compare(TOLBUTAMIDE, level=0.9)
    assert result.lift is not None
    assert [round(value, 2) for value in (result.lift.low, result.lift.mid, result.lift.high)] == [0.87, 1.33, 2.03]


def test_the_standardised_shares_have_the_lift_as_their_ratio() -> None:
    result = compare(BCG)
    assert result.lift is not None
    assert result.lost is not None
    assert result.won is not None
    assert result.lost.mid / result.won.mid == pytest.approx(result.lift.mid)


def test_the_same_deal_seen_five_times_is_one_deal() -> None:
    deal, stratum, lost, hit = lay_out(TOLBUTAMIDE)
    once = compare_shares(deal, stratum, lost, hit)
    five = compare_shares(np.tile(deal, 5), np.tile(stratum, 5), np.tile(lost, 5), np.tile(hit, 5))
    assert once.lift is not None
    assert five.lift is not None
    assert five.lift.mid == pytest.approx(once.lift.mid)
    assert five.log_se == pytest.approx(once.log_se, rel=1e-9)
    assert five.lift.n == once.lift.n == 409


def test_strata_with_one_kind_only_change_nothing() -> None:
    with_stranger, without = compare([*TOLBUTAMIDE, (9, 1, 0, 0)]), compare(TOLBUTAMIDE)
    assert with_stranger == without


def test_order_of_rows_changes_nothing() -> None:
    arrays = lay_out(TOLBUTAMIDE)
    order = np.random.default_rng(1).permutation(len(arrays[0]))
    shuffled = compare_shares(*(array[order] for array in arrays))
    assert shuffled.p == pytest.approx(compare(TOLBUTAMIDE).p)


def test_nobody_hit_leaves_no_lift_but_shares_with_intervals() -> None:
    result = compare([(0, 20, 0, 30)])
    assert (result.lift, result.p, result.log_se) == (None, None, None)
    assert result.lost is not None
    assert result.lost.mid == 0
    assert result.lost.high == pytest.approx(0.1611, abs=1e-4)  # Wilson of 0 in 20


def test_no_hit_on_one_side_gives_a_finite_wide_interval() -> None:
    result = compare([(12, 18, 0, 30)])
    assert result.lift is not None
    assert result.lift.mid == pytest.approx(25.0)  # (12.5 / 31) / (0.5 / 31)
    assert 1 < result.lift.low < 2
    assert 300 < result.lift.high < 500


def test_everybody_hit_is_no_claim() -> None:
    result = compare([(20, 0, 30, 0)])
    assert result.lift is None
    assert result.p is None


@pytest.mark.parametrize("lost", [True, False])
def test_one_kind_only_cannot_be_compared(lost: bool) -> None:
    rows = np.arange(6)
    result = compare_shares(rows, rows * 0, np.full(6, lost), rows > 2)
    assert result == Comparison(None, None, None, None, None)


def test_no_rows_cannot_be_compared() -> None:
    empty = np.zeros(0, dtype=np.int64)
    assert compare_shares(empty, empty, empty > 0, empty > 0).lift is None


def simulate_deals(rng: np.random.Generator, deals: int, *, lift: float = 1.0) -> Arrays:
    """Deals seen at up to six ages; a hit, once there, mostly stays; lost deals drop out earlier, as they do."""
    lost = rng.random(deals) < 0.7
    seen = np.where(lost, rng.integers(1, 5, deals), rng.integers(2, 7, deals))
    frail = rng.beta(1, 3, deals) * np.where(lost, lift, 1.0)
    deal, age = np.repeat(np.arange(deals), seen), np.concatenate([np.arange(n) for n in seen])
    lasting = rng.random(deals) < np.minimum(frail, 1)
    passing = rng.random(len(deal)) < 0.1
    return deal, age, lost[deal], lasting[deal] ^ (passing & (rng.random(len(deal)) < 0.5))


@pytest.mark.parametrize(("deals", "lift"), [(60, 1.0), (400, 1.0), (400, 1.6)])
def test_the_interval_covers_the_truth_about_95_times_in_100(deals: int, lift: float) -> None:
    rng = np.random.default_rng(11)
    truth = compare_shares(*simulate_deals(np.random.default_rng(3), 400_000, lift=lift)).lift
    assert truth is not None
    inside, rounds = 0, 500
    for _ in range(rounds):
        found = compare_shares(*simulate_deals(rng, deals, lift=lift)).lift
        inside += found is not None and not found.excludes(truth.mid)
    assert 0.92 <= inside / rounds <= 0.975  # Monte Carlo: 2 standard errors are .02

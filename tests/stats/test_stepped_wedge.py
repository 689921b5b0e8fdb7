"""Roll-outs in steps: p and interval by the orders alone, as scipy and trying every effect have them."""

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import chisquare, permutation_test

from assay.stats.stepped_wedge import compare_within_periods, count_orders, draw_lot, settle_levels

Number = NDArray[np.float64]
Whole = NDArray[np.int64]


def invent_cells(seed: int, begins: Whole, effect: float, *, deals: int = 40) -> tuple[Number, Number]:
    """(teams, periods) hits and deals of teams whose own shares differ."""
    dice = np.random.default_rng(seed)
    shape = len(begins), int(begins.max()) + 1
    n = dice.poisson(deals, shape).astype(np.float64)
    share = 0.25 + dice.normal(0, 0.06, shape[0])[:, None] + effect * (np.arange(shape[1]) >= begins[:, None])
    return dice.binomial(n.astype(np.int64), share.clip(0, 1)).astype(np.float64), n


def differ(hits: Number, n: Number, begins: Whole, effect: float = 0.0) -> float:
    """The difference written out cell by cell; `effect` is first taken off what began by the order that was drawn."""
    told = whole = 0.0
    for period in range(n.shape[1]):
        doing = begins <= period
        size = n[:, period] / (1 + np.maximum(n[:, period] - 1, 0) * 0.01)
        ours, others = size[doing].sum(), size[~doing].sum()
        if ours and others:
            share = hits[:, period] / n[:, period] - effect * (period >= DRAWN)
            weight = ours * others / (ours + others)
            gap = (share * size)[doing].sum() / ours - (share * size)[~doing].sum() / others
            told, whole = told + weight * gap, whole + weight
    return told / whole


DRAWN = np.array([1, 2, 3, 1, 2, 3])


def test_the_p_value_is_that_of_scipy() -> None:
    hits, n = invent_cells(4, DRAWN, 0.12)
    found = compare_within_periods(hits, n, DRAWN)
    asked = permutation_test(
        (DRAWN,), lambda order: abs(differ(hits, n, order)), permutation_type="pairings", alternative="greater",
        n_resamples=np.inf,
    )  # fmt: skip
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(differ(hits, n, DRAWN))
    assert found.p == pytest.approx(asked.pvalue)
    assert found.orders == 90


def test_the_interval_holds_just_those_effects_that_the_orders_do_not_rule_out() -> None:
    hits, n = invent_cells(5, DRAWN, 0.1)
    found = compare_within_periods(hits, n, DRAWN).difference
    assert found is not None
    orders = {tuple(np.random.default_rng(seed).permutation(DRAWN)) for seed in range(4_000)}
    assert len(orders) == 90
    for effect in np.linspace(found.low - 0.05, found.high + 0.05, 41):
        gaps = [abs(differ(hits, n, np.array(order), effect)) for order in orders]
        p = np.mean(np.array(gaps) >= abs(differ(hits, n, DRAWN, effect)) - 1e-12)
        if min(abs(effect - found.low), abs(effect - found.high)) > 1e-6:
            assert (p > 0.05) == (found.low < effect < found.high)


def test_what_teams_did_before_takes_their_own_level_away() -> None:
    begins = np.arange(8) % 4 + 1
    n = np.full((8, 5), 100.0)
    level = np.linspace(0.1, 0.45, 8)
    hits = n * (level[:, None] + 0.1 * (np.arange(5) >= begins[:, None]))
    found = compare_within_periods(hits, n, begins, before=level)
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(0.1)
    assert found.p == pytest.approx(1 / count_orders(begins))


def test_three_teams_can_be_told_nothing_at_all() -> None:
    begins = np.array([1, 2, 3])
    hits, n = invent_cells(6, begins, 0.5, deals=500)
    found = compare_within_periods(hits, n, begins)
    # six orders: none of them is rarer than one in six
    assert (found.difference, found.orders) == (None, 6)
    assert found.p is not None
    assert found.p >= 1 / 6


def test_where_all_teams_begin_at_once_nothing_is_told() -> None:
    begins = np.ones(6, dtype=np.int64)
    hits, n = invent_cells(7, begins, 0.3)
    found = compare_within_periods(hits, n, begins)
    assert (found.difference, found.p) == (None, None)


def test_with_very_many_orders_the_same_seed_gives_the_same_figures() -> None:
    begins = np.arange(16) % 4 + 1
    hits, n = invent_cells(8, begins, 0.1)
    assert compare_within_periods(hits, n, begins, seed=9) == compare_within_periods(hits, n, begins, seed=9)


def test_levels_before_are_drawn_to_none_where_they_rest_on_few_deals() -> None:
    levels = settle_levels(np.array([30.0, 15.0, 0.0]), np.array([100.0, 50.0, 0.0]))
    assert levels == pytest.approx([0.0, 0.0, 0.0])
    few, many = settle_levels(np.array([5.0, 500.0]), np.array([10.0, 2_000.0]))
    # 505 of 2,010 is 25.1 %: a quarter more among ten deals, next to nothing less among two thousand
    assert few == pytest.approx((0.5 - 505 / 2_010) * 10 / 60)
    assert many == pytest.approx((0.25 - 505 / 2_010) * 2_000 / 2_050)


def test_every_order_is_drawn_as_often() -> None:
    drawn = Counter(tuple(sorted(draw_lot([3, 5, 8, 9], 2, str(seed)).items())) for seed in range(6_000))
    assert len(drawn) == count_orders(np.array([0, 0, 1, 1])) == 6
    assert chisquare(list(drawn.values())).pvalue > 0.001


def test_the_lot_can_be_drawn_again_with_any_tool() -> None:
    # printf 's 1' | sha256sum begins with 00, of 's 3' with 14, of 's 2' with 97
    assert draw_lot([1, 2, 3], 2, "s") == {1: 0, 3: 0, 2: 1}
    assert sorted(draw_lot(range(7), 3, "x").values()) == [0, 0, 0, 1, 1, 2, 2]


def test_fewer_teams_than_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="2 teams cannot begin in 3 steps"):
        draw_lot([1, 2], 3, "s")

"""A practice within the same seller: as statsmodels has it, blind to who chose it, and honest about few sellers."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray

from assay.stats.within_units import compare_in_units

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]


def invent_deals(seed: int, sellers: int, effect: float, *, better: float = 0.0) -> tuple[Whole, Whole, Flag, Flag]:
    """Deals of sellers over six periods; half of them take the practice up, who win more anyhow by `better`."""
    dice = np.random.default_rng(seed)
    unit = np.repeat(np.arange(sellers), 60)
    period = np.tile(np.repeat(np.arange(6), 10), sellers)
    begins = np.where(dice.random(sellers) < 0.6, dice.integers(1, 6, sellers), 99)
    done = period >= begins[unit]
    own = dice.normal(0, 0.05, sellers) + better * (begins < 99)
    chance = 0.3 + own[unit] + 0.02 * period + effect * done
    return unit, period, done, dice.random(len(unit)) < chance


def test_difference_and_clustered_error_are_those_of_statsmodels() -> None:
    unit, period, done, hit = invent_deals(3, 30, 0.1)
    found = compare_in_units(unit, period, done, hit)
    levels = np.hstack([(unit[:, None] == np.arange(30)), (period[:, None] == np.arange(1, 6))]).astype(float)
    design = np.hstack([done[:, None].astype(float), levels])
    fit = sm.OLS(hit.astype(float), design).fit(cov_type="cluster", cov_kwds={"groups": unit, "use_correction": False})
    assert found.difference is not None
    assert found.difference.mid == pytest.approx(fit.params[0], abs=1e-10)
    assert found.error == pytest.approx(fit.bse[0] * (found.units / (found.units - 1)) ** 0.5, rel=1e-8)


def test_sellers_who_win_more_anyhow_do_not_make_a_practice_look_good() -> None:
    found = [compare_in_units(*invent_deals(seed, 40, 0.0, better=0.3)).difference for seed in range(60)]
    assert np.mean([one.mid for one in found if one]) == pytest.approx(0.0, abs=0.01)


def test_who_never_used_it_and_who_always_did_are_never_set_beside_each_other() -> None:
    unit, period = np.arange(200) // 10, np.arange(200) % 5
    done = unit < 10
    found = compare_in_units(unit, period, done, done)
    assert (found.difference, found.units, found.done, found.other) == (None, 0, 0, 0)


def test_nothing_is_said_of_no_deals() -> None:
    none, no = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    assert compare_in_units(none, none, no, no).difference is None


@pytest.mark.parametrize("effect", [0.0, 0.05])
def test_intervals_hold_what_is_true(effect: float) -> None:
    held = said = 0
    for seed in range(400):
        found = compare_in_units(*invent_deals(1_000 + seed, 14, effect, better=0.1))
        if found.difference is not None:
            said += 1
            held += found.difference.low <= effect <= found.difference.high
    assert said > 350
    assert held / said >= 0.93

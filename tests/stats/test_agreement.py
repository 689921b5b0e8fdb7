"""Agreement between coders, set against published figures."""

import numpy as np
import pytest

from assay.stats.agreement import _count_values, _weigh_alphas, agree


def _code(*coders: str) -> list[dict[str, str]]:
    """Units from one text a coder, a character a unit; a dot where that coder coded nothing."""
    return [
        {str(number): code for number, code in enumerate(column) if code != "."} for column in zip(*coders, strict=True)
    ]


#: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: B (two observers, no missing codes) and C (four)
TWO = _code("aabbdcccedda", "babbbcccedda"[:11] + "d")
FOUR = _code("123321412...", "12332241250"[:9] + "5.3", ".33323422" + "51.", "123324412" + "51.")


def test_two_observers_as_published() -> None:
    found = agree(TWO, floor=1)
    assert found is not None
    assert found.mid == pytest.approx(0.692, abs=5e-4)
    assert found.n == 12


def test_four_observers_with_gaps_as_published() -> None:
    found = agree(FOUR, floor=1)
    assert found is not None
    assert found.mid == pytest.approx(0.743, abs=5e-4)
    assert found.n == 11  # the twelfth was coded by one alone


def test_draws_are_weighed_as_the_library_does() -> None:
    counts = _count_values(FOUR)
    assert _weigh_alphas(counts, np.ones((1, len(counts))))[0] == pytest.approx(0.743, abs=5e-4)


def test_too_few_units_tell_nothing() -> None:
    assert agree(TWO) is None


def test_one_code_for_everything_tells_nothing() -> None:
    assert agree(_code("a" * 40, "a" * 40)) is None


def test_full_agreement_still_has_an_interval() -> None:
    found = agree(_code("ab" * 20, "ab" * 20))
    assert found is not None
    assert found.mid == 1
    assert found.low < 0.9


def test_codes_by_chance_agree_around_nought() -> None:
    dice = np.random.default_rng(3)
    units = [{"a": int(x), "b": int(y)} for x, y in dice.integers(0, 5, (400, 2))]
    found = agree(units)
    assert found is not None
    assert found.low < 0 < found.high


def test_the_interval_covers_the_agreement_that_holds() -> None:
    dice = np.random.default_rng(5)
    held = 0
    for _ in range(60):
        truth = dice.integers(0, 4, 80)
        # each coder gives the true code in 80 % and any of the four otherwise: alpha is 0.64
        noisy = [np.where(dice.random(80) < 0.8, truth, dice.integers(0, 4, 80)) for _coder in range(2)]
        found = agree([{"a": int(x), "b": int(y)} for x, y in zip(*noisy, strict=True)])
        assert found is not None
        held += found.low <= 0.64 <= found.high
    assert held >= 52

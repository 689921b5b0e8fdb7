"""What is claimed of something done against a concern: enough deals, allowing for all that was asked, or nothing."""

import pytest

from assay.domain.interval import Interval
from assay.patterns.offering import count_missing, reach_offer_verdict
from assay.stats.within_strata import NOTHING, WithinStrata


def find(mid: float, half: float, *, done: int = 100, won: int = 50) -> WithinStrata:
    spread = Interval(mid - half, mid, mid + half, 400)
    return WithinStrata(spread, 0.5, 0.5 - mid, half / 1.96, 0.001, done, 300, won, 120)


@pytest.mark.parametrize(("mid", "verdict"), [(0.3, "more"), (-0.3, "fewer")])
def test_a_clear_difference_is_claimed_either_way(mid: float, verdict: str) -> None:
    assert reach_offer_verdict(find(mid, 0.1), 0.001)[0] == verdict


def test_what_was_asked_besides_can_take_a_claim_away() -> None:
    assert reach_offer_verdict(find(0.3, 0.1), 0.2)[0] == "not_enough"


def test_a_bound_for_every_look_is_wider_than_for_one() -> None:
    verdict, always = reach_offer_verdict(find(0.12, 0.1), 0.01)
    assert always is not None
    assert always[0] < 0 < always[1]
    assert verdict == "not_enough"


@pytest.mark.parametrize(("done", "won"), [(9, 6), (40, 39)])
def test_a_handful_or_one_outcome_alone_claims_nothing(done: int, won: int) -> None:
    assert reach_offer_verdict(find(0.4, 0.1, done=done, won=won), 0.001)[0] == "not_enough"


def test_a_narrow_interval_about_none_says_that_there_is_none() -> None:
    assert reach_offer_verdict(find(0.0, 0.05), 0.9)[0] == "none"


def test_without_a_difference_nothing_is_told() -> None:
    assert reach_offer_verdict(NOTHING, None) == ("not_enough", None)
    assert count_missing(NOTHING, 10, "not_enough", 1) is None


def test_the_number_that_is_missing_grows_with_the_error() -> None:
    few, many = (count_missing(find(0.0, half), 400, "not_enough", 10) for half in (0.12, 0.24))
    assert few is not None
    assert many is not None
    assert many > 3 * few
    assert count_missing(find(0.3, 0.1), 400, "more", 10) is None


def test_at_least_ten_of_each_kind_are_asked_for() -> None:
    assert (count_missing(find(0.0, 0.04, done=2), 40, "not_enough", 1) or 0) >= 150

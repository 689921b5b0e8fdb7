"""Figures beside sayings: as statsmodels has them, and none where too few are known."""

import pytest
from statsmodels.stats.weightstats import DescrStatsW

from assay.domain.interval import Interval
from assay.patterns.practices.sayings import LEAST, hold_saying, tell_mean, tell_relative, tell_share
from assay.stats.within_units import WithinUnits


def test_a_mean_has_the_interval_of_statsmodels() -> None:
    counts = [2, 5, 3, 8, 1, 4, 4, 6, 2, 3, 7]
    told = tell_mean(counts)
    assert told is not None
    assert (told.low, told.high) == pytest.approx(DescrStatsW(counts).tconfint_mean())
    assert told.n == len(counts)


def test_below_the_least_there_is_no_figure() -> None:
    assert tell_mean([3] * (LEAST - 1)) is None
    assert tell_share(5, LEAST - 1) is None


def test_more_wins_by_a_share_is_the_difference_over_the_share_without() -> None:
    found = WithinUnits(Interval(0.01, 0.05, 0.09, 4000), 0.02, 0.02, 40, 2000, 2000, 0.25)
    told = tell_relative(found, is_enough=True)
    assert told is not None
    assert told.mid == pytest.approx(0.2)
    # wider than the difference alone over 0.25: the share without it is uncertain too
    assert told.high - told.low > 2 * 2.0227 * 0.02 / 0.25
    assert tell_relative(found, is_enough=False) is None


@pytest.mark.parametrize(("low", "high", "verdict"), [(0.3, 0.5, "within"), (0.5, 0.6, "below"), (0.1, 0.3, "above")])
def test_a_saying_lies_within_below_or_above_the_interval(low: float, high: float, verdict: str) -> None:
    assert hold_saying("reps_know", Interval(low, (low + high) / 2, high, 40), 40).verdict == verdict

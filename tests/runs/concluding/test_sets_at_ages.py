"""Deals with all of some drivers beside deals with some of them: as by hand, and no claim of a handful."""

import numpy as np
import pytest
from scipy.stats import t

from assay.patterns.association import reach_verdict
from assay.runs.concluding.pairs.at_ages import AtAges, compare_sets
from assay.runs.concluding.pairs.making import associate_set


def lay(both: tuple[int, int], one: tuple[int, int]) -> AtAges:
    """One age. both, one: deals with both drivers and with the first alone, and how many of these were lost."""
    number = both[0] + one[0]
    at_both = np.arange(number) < both[0]
    place = np.where(at_both, np.arange(number), np.arange(number) - both[0])
    lost = np.where(at_both, place < both[1], place < one[1])
    flags = {"first": np.ones(number, dtype=bool), "second": at_both}
    return AtAges(np.arange(number), np.zeros(number, dtype=np.int64), lost, flags)


def test_shares_ratio_and_p_are_those_of_a_table() -> None:
    found = compare_sets(lay((40, 30), (120, 45)), ("first", "second"))
    assert (found.with_all, found.with_some, found.fewest) == (40, 120, 10)
    comparison = found.comparison
    assert comparison.lost is not None
    assert comparison.won is not None
    assert comparison.lift is not None
    assert (comparison.lost.mid, comparison.won.mid) == (pytest.approx(0.75), pytest.approx(0.375))
    assert comparison.lift.mid == pytest.approx(2.0)
    # the usual error of a log risk ratio, sqrt(1/30 - 1/40 + 1/45 - 1/120)
    error = (1 / 30 - 1 / 40 + 1 / 45 - 1 / 120) ** 0.5
    assert comparison.log_se == pytest.approx(error, rel=0.02)
    assert comparison.p == pytest.approx(2 * t(39).sf(np.log(2) / error), rel=0.2)


def test_a_handful_that_all_ended_alike_claims_nothing() -> None:
    found = compare_sets(lay((14, 13), (120, 40)), ("first", "second"))
    assert reach_verdict(associate_set(found), 0.001, has_placebo=False) == ("not_enough", "few")


def test_without_deals_there_is_nothing_to_compare() -> None:
    assert compare_sets(None, ("first", "second")).comparison.lift is None

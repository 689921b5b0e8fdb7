"""How much of what audits found the rep knew, and how often the main driver was named."""

import numpy as np
import pytest

from assay.patterns.truth_gap import GAPS, measure_gap, tell_gaps

from .invented_losses import invent_losses


@pytest.mark.parametrize(
    ("stated", "found", "gap"),
    [
        ((1, 1, 0), (1, 1, 0), "all"),
        ((1, 1, 1), (1, 1, 0), "part"),
        ((1, 0, 0), (1, 1, 0), "part"),
        ((0, 0, 1), (1, 1, 0), "none"),
        ((0, 0, 1), (0, 0, 0), "none"),
        ((0, 0, 0), (1, 1, 0), "not_asked"),
    ],
)
def test_the_gap_goes_by_a_stated_rule(stated: tuple[int, ...], found: tuple[int, ...], gap: str) -> None:
    flags = tell_gaps(np.array([stated], dtype=bool), np.array([found], dtype=bool))
    assert [name for name, flag in zip(GAPS, flags[0], strict=True) if flag] == [gap]


@pytest.mark.parametrize("rep_truth", [0.4, 0.6])
def test_how_often_the_rep_names_the_main_driver_is_found(rep_truth: float) -> None:
    found = {
        (one.what, one.name): one for one in measure_gap(invent_losses(3000, 300, rep_truth=rep_truth, doubles=60))
    }
    # who says price is right where price it is
    truth = rep_truth + (1 - rep_truth) * 0.1
    rep = found["rep", ""]
    assert rep.share.mid == pytest.approx(truth, abs=0.06)
    assert rep.share.low <= truth <= rep.share.high
    assert rep.twice == 60
    assert ("buyer", "") not in found
    assert found["gap", "all"].share.mid == pytest.approx(truth, abs=0.06)
    assert sum(found["gap", name].share.mid for name in GAPS) == pytest.approx(1, abs=0.02)


def test_nothing_is_said_of_four_audits() -> None:
    assert list(measure_gap(invent_losses(300, 4))) == []

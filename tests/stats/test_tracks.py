"""A track tells of what left it as often as it was seen beside other evidence of that."""

import numpy as np
import pytest
from scipy.special import expit

from assay.stats.tracks import learn_track

PRIOR = (0.7, 0.1, 10.0)


def test_planted_rates_come_back_where_other_evidence_tells() -> None:
    random = np.random.default_rng(3)
    so = random.random(5_000) < 0.25
    evidence = np.where(so, random.normal(3.0, 1.0, 5_000), random.normal(-3.0, 1.0, 5_000))
    hit = np.where(so, random.random(5_000) < 0.5, random.random(5_000) < 0.3).astype(float)
    track = learn_track(evidence, hit, PRIOR)
    assert (track.hit, track.false) == (pytest.approx(0.5, abs=0.05), pytest.approx(0.3, abs=0.03))
    assert track.common == pytest.approx(0.25, abs=0.03)
    assert track.found == pytest.approx(np.log(0.5 / 0.3), abs=0.2)


def test_a_track_that_is_there_either_way_tells_nothing() -> None:
    random = np.random.default_rng(4)
    so = random.random(5_000) < 0.3
    evidence = np.where(so, 3.0, -3.0)
    track = learn_track(evidence, (random.random(5_000) < 0.4).astype(float), PRIOR)
    assert abs(track.found) < 0.2


def test_without_any_case_it_tells_what_was_taken_for_granted() -> None:
    track = learn_track(np.zeros(0), np.zeros(0), PRIOR)
    assert track.found == pytest.approx(np.log(7.0))
    assert track.missed == pytest.approx(np.log(0.3 / 0.9))


def test_a_few_cases_move_it_a_little_and_never_to_certainty() -> None:
    track = learn_track(np.full(6, -0.2), np.ones(6), PRIOR)
    assert 0.1 < track.false < 0.5
    assert expit(np.log(track.common / (1 - track.common)) + track.found) < 0.95


def test_what_was_learnt_of_many_is_surer() -> None:
    few, many = (learn_track(np.tile([3.0, -3.0], n), np.tile([1.0, 0.0], n), PRIOR) for n in (5, 500))
    assert many.spread < few.spread


def test_how_common_it_is_is_told_of_all_cases_and_not_of_those_in_which_one_looked() -> None:
    random = np.random.default_rng(5)
    so = random.random(5_000) < 0.1
    # normal, its variance twice its mean: then it is the log of how much likelier it is where the thing is
    evidence = random.normal(np.where(so, 2.0, -2.0), 2.0)
    # looked for in nearly all that have it and in few others, as where a change of heads is on record
    looked = random.random(5_000) < np.where(so, 0.9, 0.05)
    hit = np.where(looked, (random.random(5_000) < 0.9).astype(float), np.nan)
    assert looked[so].sum() / looked.sum() > 0.6
    assert learn_track(evidence, hit, PRIOR).common == pytest.approx(0.1, abs=0.03)

"""A bank's loan applications: what is said of their silences, learnt from earlier ones and judged on later ones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assay.stats.calibration import area_under_curve, brier_score, expected_error, fit_line
from bench.applications import Applications, read_applications
from bench.silence import SETTINGS, Judged, judge_silences


@pytest.fixture(scope="module")
def log(third_party: Callable[[str], Path]) -> Path:
    return third_party("bpi2012") / "bpic2012.parquet"


@pytest.fixture(scope="module")
def applications(log: Path) -> Applications:
    return read_applications(log)


@pytest.fixture(scope="module")
def judged(applications: Applications) -> Judged:
    return judge_silences(applications, SETTINGS[0])


def test_every_application_is_read_with_its_end(applications: Applications) -> None:
    assert len(applications.opened) == 13_087
    assert applications.won.sum() == 2_246
    assert (applications.offered < 99_999).sum() == 5_015
    assert (applications.ended >= applications.opened).all()


def test_every_applicant_spoke_when_they_applied(applications: Applications) -> None:
    assert len(np.unique(applications.word_of)) == 13_087


def test_fewer_words_are_known_without_the_calls(log: Path, applications: Applications) -> None:
    alone = read_applications(log, calls=False)
    assert 13_087 + 3_254 <= len(alone.word_of) < len(applications.word_of)


def test_what_is_said_of_later_silences_comes_true_about_as_often(judged: Judged) -> None:
    assert expected_error(judged.said, judged.dead) < 0.06
    assert 0.7 < fit_line(judged.said, judged.dead).slope < 1.3


def test_it_says_more_than_the_share_and_no_less_than_days_of_silence(judged: Judged) -> None:
    share = judged.dead.mean()
    assert brier_score(judged.said, judged.dead) < share * (1 - share)
    assert area_under_curve(judged.said, judged.dead) > area_under_curve(judged.silent, judged.dead) - 0.02


def test_nothing_is_learnt_from_what_is_judged(applications: Applications, judged: Judged) -> None:
    """The later half of the log may be anything: the model stays as it is."""
    told = applications.word_day < 15_340
    cut = Applications(
        **{**vars(applications), "word_of": applications.word_of[told], "word_day": applications.word_day[told]}
    )
    again = judge_silences(cut, SETTINGS[0])
    assert again.model.coefficients == pytest.approx(judged.model.coefficients)

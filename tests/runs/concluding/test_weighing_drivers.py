"""What goes with losing: found where it was planted, with its size; a placebo that finds nothing; silence elsewhere."""

from dataclasses import replace
from math import log

import numpy as np
import pytest

from assay.patterns.association import reach_verdict
from assay.runs.concluding.drivers.weeks import Held
from assay.runs.concluding.drivers.weighing import Found, Presence, weigh_presence
from assay.runs.deal_weeks import WEEK, DealWeeks
from assay.runs.week_covariates import build_covariates
from assay.stats.multiplicity import adjust_for_asking
from runs.invented_weeks import invent_weeks


def hold(weeks: DealWeeks) -> Held:
    """As the part holds it, without a segment."""
    found = build_covariates(weeks)
    return Held(found.pattern, found.plain, found.active, found.stage)


def weigh_planted(seed: int, deals: int, effect: float) -> Found:
    weeks, happened = invent_weeks(seed, deals, effect=effect)
    passed = (weeks.start - happened[weeks.deal]) / WEEK
    level = ((passed > 0) & (passed <= 6)).astype(float)
    return weigh_presence(weeks, hold(weeks), Presence(np.arange(len(weeks.deal)), level))


@pytest.fixture(scope="module")
def planted() -> list[Found]:
    """Worlds in which a deal is lost 1.65 times as often in the weeks in which something is at work."""
    return [weigh_planted(seed, 1_500, 0.5) for seed in range(3)]


def test_what_was_planted_is_found_with_its_size(planted: list[Found]) -> None:
    ratios = [found.association.ratio for found in planted]
    assert np.mean([log(ratio.mid) for ratio in ratios if ratio]) == pytest.approx(0.5, abs=0.15)
    assert [reach_verdict(found.association, found.association.p)[0] for found in planted].count("associated") >= 2


def test_beginnings_lent_to_other_deals_find_nothing(planted: list[Found]) -> None:
    for found in planted:
        assert found.association.placebo is not None
        assert found.association.placebo.low < 1 < found.association.placebo.high


def test_the_bound_for_every_look_is_wider_than_that_for_one(planted: list[Found]) -> None:
    for found in planted:
        ratio, always = found.association.ratio, found.association.always
        assert ratio is not None
        assert always is not None
        assert always[0] < ratio.low < ratio.high < always[1]


def test_shuffled_outcomes_claim_almost_nothing() -> None:
    weeks, _ = invent_weeks(7, 300, effect=0.0)
    rng, rows = np.random.default_rng(3), np.arange(len(weeks.deal))
    begins = rng.integers(0, 20, (8, len(weeks.opened)))
    things = [Presence(rows, (weeks.week >= begin[weeks.deal]).astype(float)) for begin in begins]
    claiming = 0
    for _ in range(12):
        lost = rng.permutation(weeks.died)
        shuffled = replace(weeks, died=lost, won=~lost)
        held = hold(shuffled)
        found = [weigh_presence(shuffled, held, one, draws=1).association for one in things]
        q = adjust_for_asking([one.p for one in found])
        claiming += any(reach_verdict(one, own)[0] == "associated" for one, own in zip(found, q, strict=True))
    assert claiming <= 1


def test_what_is_spoken_of_before_any_end_does_not_go_with_losing() -> None:
    weeks, _ = invent_weeks(11, 800, effect=0.0)
    rng = np.random.default_rng(4)
    near = weeks.last_week[weeks.deal] - weeks.week <= 2
    level = (near & (rng.random(len(weeks.opened)) < 0.6)[weeks.deal]).astype(float)
    found = weigh_presence(weeks, hold(weeks), Presence(np.arange(len(weeks.deal)), level), draws=0)
    assert found.association.ratio is not None
    assert found.association.ratio.low > 2
    assert reach_verdict(found.association, found.association.p) == ("not_enough", "ending")


def test_what_is_never_at_work_is_not_fitted() -> None:
    weeks, _ = invent_weeks(1, 100, effect=0.0)
    found = weigh_presence(weeks, hold(weeks), Presence(np.arange(len(weeks.deal)), np.zeros(len(weeks.deal))))
    assert found.association.ratio is None
    assert reach_verdict(found.association, None) == ("not_enough", "few")
    assert found.lost_n == int(weeks.died.sum())


def test_a_likelier_presence_counts_for_more() -> None:
    weeks, happened = invent_weeks(5, 1_500, effect=0.6)
    passed = (weeks.start - happened[weeks.deal]) / WEEK
    at_work = (passed > 0) & (passed <= 6)
    unsure = np.where(at_work, 0.8, 0.1)
    rows = np.arange(len(weeks.deal))
    sure, blurred = (
        weigh_presence(weeks, hold(weeks), Presence(rows, level), draws=0).association.ratio
        for level in (at_work.astype(float), unsure)
    )
    assert sure is not None
    assert blurred is not None
    # the ratio is of a level of 1 to one of 0, and these lie 0.7 apart
    assert log(blurred.mid) == pytest.approx(log(sure.mid) / 0.7, rel=1e-4)

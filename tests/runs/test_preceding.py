"""Whether an event came before losses: right where one was planted, silent where none was, with a placebo beside it."""

from math import log

import numpy as np
import pytest

from assay.domain.interval import Interval
from assay.runs.event_matching import Matched, Shares
from assay.runs.precedence import reach_event_verdict, shows_the_same
from assay.runs.preceding import Preceding, weigh_event
from assay.runs.watching import JUST, NOT_YET, draw_placebo, watch_event
from assay.runs.week_covariates import build_covariates, join_neighbours, join_rare
from runs.invented_weeks import invent_weeks


def weigh_world(seed: int, deals: int, effect: float) -> tuple[Preceding, float]:
    """What is found, and the log odds ratio of lost beside won deals that saw the event before their close."""
    weeks, happened = invent_weeks(seed, deals, effect=effect)
    since = weeks.opened.astype(float)
    found = weigh_event("x", weeks, build_covariates(weeks), happened, since, int(weeks.end.max()) + 10**8)
    had = happened <= weeks.end
    odds = [(had & side).sum() / (~had & side).sum() for side in (weeks.died, weeks.won)]
    return found, float(np.log(odds[0] / odds[1]))


@pytest.fixture(scope="module")
def planted() -> list[tuple[Preceding, float]]:
    """Worlds in which a deal is lost 1.65 times as often in the six weeks after."""
    return [weigh_world(seed, 1500, 0.5) for seed in range(4)]


def test_an_effect_that_was_planted_is_found_with_its_sign_and_size(planted: list[tuple[Preceding, float]]) -> None:
    for found, _ in planted:
        assert found.hazard is not None
        assert found.matched.lift is not None
        assert found.matched.lift.mid > 1
        assert reach_event_verdict(found, found.p) == "associated"
    mean = np.mean([log(found.hazard.mid) for found, _ in planted if found.hazard])
    assert mean == pytest.approx(0.5, abs=0.12)


def test_lost_beside_won_at_their_close_errs_even_in_the_sign(planted: list[tuple[Preceding, float]]) -> None:
    """Won deals live longer and so see more of everything: the usual odds ratio says that the event protects."""
    assert all(naive < 0 for _, naive in planted)


def test_a_placebo_finds_nothing_where_there_is_an_effect(planted: list[tuple[Preceding, float]]) -> None:
    for found, _ in planted:
        assert found.placebo is not None
        assert 0.8 < found.placebo.mid < 1.25
        assert found.placebo.low < 1 < found.placebo.high


def test_where_nothing_was_planted_almost_nothing_is_claimed() -> None:
    worlds = [weigh_world(seed, 500, 0.0)[0] for seed in range(100, 130)]
    claimed = sum(reach_event_verdict(found, found.p) == "associated" for found in worlds)
    assert claimed <= 2  # 7 in a hundred
    inside = sum(found.hazard is not None and not found.hazard.excludes(1) for found in worlds)
    assert inside >= 26


def test_the_same_deals_give_the_same_numbers() -> None:
    assert weigh_world(5, 300, 0.5) == weigh_world(5, 300, 0.5)


def test_deals_drawn_with_unequal_chances_count_for_those_that_were_not() -> None:
    weeks, happened = invent_weeks(3, 900, effect=0.5)
    covariates, since, until = build_covariates(weeks), weeks.opened.astype(float), int(weeks.end.max()) + 10**8
    alone = weigh_event("x", weeks, covariates, happened, since, until)
    object.__setattr__(weeks, "weight", np.full(900, 3.0))
    thrice = weigh_event("x", weeks, covariates, happened, since, until)
    assert alone.hazard is not None
    assert thrice.hazard is not None
    assert thrice.hazard.mid == pytest.approx(alone.hazard.mid, rel=1e-6)
    assert thrice.hazard.high == pytest.approx(alone.hazard.high, rel=1e-5)


def test_a_date_is_lent_to_a_deal_as_old_that_had_not_had_the_event() -> None:
    weeks, happened = invent_weeks(4, 300, effect=0.0)
    watched = watch_event(weeks, happened, weeks.opened.astype(float))
    for drawn in draw_placebo(watched, draws=2):
        first = np.flatnonzero((drawn.lent != NOT_YET) & (np.r_[0, drawn.lent[:-1]] == NOT_YET))
        first = first[(drawn.lent[first] == JUST)]
        assert len(first)
        assert np.isin(drawn.week[first], drawn.week[drawn.begins]).all()
        begun = dict(zip(drawn.deal[::-1], drawn.week[::-1], strict=True))
        taken = [index for index in first if drawn.week[index] > begun[drawn.deal[index]]]
        assert all(drawn.state[index] == NOT_YET for index in taken)


def test_a_deal_that_nobody_watched_is_left_out() -> None:
    weeks, happened = invent_weeks(4, 300, effect=0.0)
    since = np.where(np.arange(300) < 100, weeks.opened, np.inf)
    found = weigh_event("x", weeks, build_covariates(weeks), happened, since, int(weeks.end.max()) + 10**8)
    assert found.lost_n + found.won_n <= 100
    nobody = weigh_event("x", weeks, build_covariates(weeks), happened, np.full(300, np.inf), 10**10)
    assert (nobody.lost_n, nobody.hazard, nobody.p) == (0, None, None)


def test_levels_in_which_few_died_are_joined() -> None:
    level, died = np.repeat([0, 1, 2, 3], 20), np.tile(np.arange(20) < 4, 4)
    assert join_neighbours(level, died, fewest=8).tolist() == np.repeat([0, 0, 1, 1], 20).tolist()
    assert join_neighbours(level, died, fewest=12).tolist() == [0] * 80
    died = np.repeat([True, False, True, True], [20, 20, 3, 37])
    assert set(join_rare(np.repeat([5, 6, 7, 8], [20, 20, 3, 37]), died, fewest=4)) == {0, 1}


def make_found(low: float, mid: float, high: float, *, placebo: float = 1.0, after: int = 30) -> Preceding:
    hazard, other = Interval(low, mid, high, 100), Interval(placebo * 0.8, placebo, placebo * 1.25, 100)
    matched = Matched(0, 0, None, None, None, None)
    return Preceding("x", 50, 200, 10, 80, after, Shares(None, None), matched, hazard, hazard, other, 0.01, ())


@pytest.mark.parametrize(
    ("found", "q", "verdict"),
    [
        (make_found(1.2, 1.5, 1.9), 0.01, "associated"),
        (make_found(1.2, 1.5, 1.9), 0.06, "not_enough"),
        (make_found(1.2, 1.5, 1.9), None, "not_enough"),
        (make_found(1.2, 1.5, 1.9, after=9), 0.01, "not_enough"),
        (make_found(1.05, 1.15, 1.26), 0.01, "not_enough"),
        (make_found(1.05, 1.15, 1.24), 0.01, "no_difference"),
        (make_found(0.4, 0.6, 0.9), 0.01, "no_difference"),
        (make_found(1.2, 1.5, 1.9, placebo=1.25), 0.01, "withheld_by_placebo"),
        (make_found(1.4, 1.9, 2.5, placebo=1.3), 0.01, "withheld_by_placebo"),
        (make_found(1.2, 1.5, 1.9, placebo=0.9), 0.01, "associated"),
    ],
)
def test_a_claim_takes_all_of_its_conditions(found: Preceding, q: float | None, verdict: str) -> None:
    assert reach_event_verdict(found, q) == verdict


def test_a_placebo_that_would_be_claimed_itself_withholds_the_claim() -> None:
    assert shows_the_same(Interval(1.6, 2.0, 2.5, 9), Interval(1.1, 1.3, 1.6, 9))
    assert not shows_the_same(Interval(1.6, 2.0, 2.5, 9), Interval(0.9, 1.3, 1.6, 9))

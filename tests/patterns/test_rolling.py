"""A roll-out in steps: its plan as text, deals placed in it, and what it shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from assay.patterns.practices.rolling import (
    Plan,
    PlannedTeam,
    Power,
    count_periods,
    count_uses,
    foresee_power,
    hash_plan,
    judge_roll_out,
    place_before,
    place_units,
    read_plan,
    write_plan,
)

POWER = Power(0.2, ((0.1, 0.4),), 0.25, 300, 2520)
TEAMS = tuple(PlannedTeam(id_, f"Team {id_}", (10 * id_, 10 * id_ + 1), 25, 100, 0, id_ % 4) for id_ in range(8))
PLAN = Plan("guide", date(2026, 1, 5), 56, 4, TEAMS, POWER, seed="s")


def moment(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def test_a_plan_is_read_back_as_it_was_written() -> None:
    assert read_plan(write_plan(PLAN), {team.id: team.name for team in TEAMS}) == PLAN


def test_the_text_of_a_plan_holds_no_names() -> None:
    assert "Team 3" not in write_plan(PLAN)


def test_whatever_is_changed_in_a_plan_changes_its_hash() -> None:
    whole = hash_plan(write_plan(PLAN))
    other = replace(PLAN, first_day=date(2026, 1, 6)), replace(PLAN, seed="t"), replace(PLAN, teams=TEAMS[:-1])
    assert len({whole, *(hash_plan(write_plan(plan)) for plan in other)}) == 4


def test_it_counts_until_the_last_teams_begin_and_is_told_180_days_later() -> None:
    assert PLAN.last_day == date(2026, 1, 5) + timedelta(days=168)
    assert PLAN.known_on == PLAN.last_day + timedelta(days=180)
    assert replace(PLAN, practice="announce").known_on == PLAN.last_day + timedelta(days=30)


def test_deals_are_placed_by_team_and_step_and_others_left_out() -> None:
    first, last = PLAN.first_day, PLAN.last_day
    units = [
        (30, moment(first), True),
        (31, moment(first + timedelta(days=56)), False),
        (30, moment(first - timedelta(days=1)), True),
        (30, moment(last), True),
        (999, moment(first), True),
    ]
    hits, n = place_units(PLAN, units)
    assert hits.shape == (8, 3)
    assert (hits.sum(), n.sum()) == (1, 2)
    assert (hits[3, 0], n[3, 0], hits[3, 1], n[3, 1]) == (1, 1, 0, 1)


def test_a_team_is_on_the_side_of_those_begun_from_its_step_on() -> None:
    n = np.ones((8, 3))
    # teams 0 and 4 begin with the first step, two more with each
    assert [(one.begun_n, one.other_n) for one in count_periods(PLAN, n, n)] == [(2, 6), (4, 4), (6, 2)]


def test_a_difference_that_the_lot_made_is_told() -> None:
    begins = np.array([team.step for team in TEAMS])
    n = np.full((8, 3), 200.0)
    hits = n * (0.25 + 0.2 * (np.arange(3) >= begins[:, None]))
    found = judge_roll_out(PLAN, hits, n)
    assert found.verdict == "more"
    assert found.effect.difference is not None
    assert found.effect.difference.mid == pytest.approx(0.2)


def test_where_nothing_differs_much_is_no_difference_and_few_deals_are_not_enough() -> None:
    dice = np.random.default_rng(1)
    many = np.full((8, 3), 2_000.0)
    assert judge_roll_out(PLAN, dice.binomial(2_000, 0.25, (8, 3)).astype(float), many).verdict == "none"
    assert (
        judge_roll_out(PLAN, dice.binomial(4, 0.25, (8, 3)).astype(float), np.full((8, 3), 4.0)).verdict == "not_enough"
    )


def test_uses_are_counted_before_the_day_of_the_team_and_since() -> None:
    third = PLAN.find_day(TEAMS[2])
    uses = [(20, moment(third - timedelta(days=1))), (21, moment(third)), (20, moment(PLAN.last_day))]
    kept = count_uses(PLAN, uses)
    assert (kept[2].before, kept[2].since) == (1, 1)
    assert (kept[1].before, kept[1].since) == (0, 0)


def test_the_year_before_is_counted_by_team() -> None:
    assert place_before({1: [5, 6], 2: [7]}, [(5, 0, True), (6, 0, False), (9, 0, True)]) == {1: (1, 2), 2: (0, 0)}


def test_more_deals_foresee_that_a_smaller_effect_is_told() -> None:
    few = [PlannedTeam(id_, "", (id_,), 30, 120) for id_ in range(8)]
    many = [PlannedTeam(id_, "", (id_,), 300, 1200) for id_ in range(8)]
    small, great = foresee_power(many, 4, 56).told, foresee_power(few, 4, 56).told
    assert small is not None
    assert great is not None
    assert small < great - 0.05


def test_three_teams_are_foreseen_to_tell_nothing() -> None:
    power = foresee_power([PlannedTeam(id_, "", (id_,), 300, 1200) for id_ in range(3)], 3, 56)
    assert (power.told, power.orders) == (None, 6)
    assert all(share == 0 for _size, share in power.sizes)

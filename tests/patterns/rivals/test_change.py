"""What fell is found, what did not is left alone, and an act is confirmed by a fall after it alone."""

import numpy as np
import pytest

from assay.patterns.rivals.change import Act, Cells, draw_cells, hold_acts, judge_changes
from stats.invented_cells import Invented, invent_cells


@pytest.fixture(scope="module")
def fallen() -> tuple[Invented, Cells]:
    invented = invent_cells(np.random.default_rng(21), deals=20_000, falls=3)
    return invented, draw_cells(invented.counts)


def test_cells_that_fell_are_found_and_no_others(fallen: tuple[Invented, Cells]) -> None:
    invented, cells = fallen
    judged = judge_changes(cells)
    assert judged
    assert {cell for cell, one in enumerate(judged) if one.verdict == "fell"} == set(invented.fallen)


def test_an_act_is_confirmed_only_by_a_fall_after_it(fallen: tuple[Invented, Cells]) -> None:
    invented, cells = fallen
    judged = judge_changes(cells) or []
    half = cells.counts.periods // 2
    others = sorted(set(range(len(judged))) - set(invented.fallen))
    real, fake = Act(1, (int(invented.fallen[0]),), half - 1), Act(2, tuple(others), half)
    held = hold_acts(cells, judged, [real, fake])
    assert held[0].verdict == "fell_after"
    assert all(one.verdict != "fell_after" for one in held[1:])


def test_an_act_at_either_end_cannot_be_told(fallen: tuple[Invented, Cells]) -> None:
    invented, cells = fallen
    judged, cell = judge_changes(cells) or [], int(invented.fallen[0])
    held = hold_acts(cells, judged, [Act(1, (cell,), 0), Act(2, (cell,), 7), Act(3, (cell,), -4), Act(4, (cell,), 99)])
    assert [one.verdict for one in held] == ["not_enough"] * 4


@pytest.mark.parametrize("deals", [400, 4_000])
def test_a_history_in_which_nothing_fell_claims_next_to_nothing(deals: int) -> None:
    rng = np.random.default_rng(deals)
    judged = [judge_changes(draw_cells(invent_cells(rng, deals=deals).counts)) or [] for _ in range(2)]
    verdicts = [one.verdict for found in judged for one in found]
    assert verdicts.count("fell") <= 1
    assert len(verdicts) == 30


def test_few_deals_are_not_enough_and_say_how_many_would_be() -> None:
    judged = judge_changes(draw_cells(invent_cells(np.random.default_rng(2), deals=200).counts)) or []
    told = [one for one in judged if min(one.counts[1], one.counts[3]) > 0]
    assert {one.verdict for one in told} == {"not_enough"}
    assert all(one.more_needed is None or one.more_needed > 0 for one in told)
    assert all(one.smallest is not None and one.smallest > 0.2 for one in told)


def test_three_periods_are_too_short_a_record() -> None:
    cells = draw_cells(invent_cells(np.random.default_rng(4), deals=300, periods=3).counts)
    assert judge_changes(cells) is None

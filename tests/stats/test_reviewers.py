"""Reviewers' own error, from cases judged twice, and what agreement with them says then."""

import numpy as np
import pytest

from assay.stats.reviewers import find_accuracy, find_truthfulness, undo_error


@pytest.mark.parametrize(("right", "chance"), [(0.85, 0.1), (0.6, 0.0), (1.0, 0.2), (0.9, 0.3)])
def test_two_reviewers_tell_how_right_one_is(right: float, chance: float) -> None:
    # both right, or both wrong and the same by chance
    same = right**2 + chance * (1 - right) ** 2
    assert find_accuracy(same, chance) == pytest.approx(right)


def test_agreement_with_a_reviewer_who_errs_is_undone() -> None:
    # 85 % right, chance 0.12: agreement of 0.358 is a truth of 0.40
    assert undo_error(0.4 * 0.85 + 0.15 * 0.12, 0.85, 0.12) == pytest.approx(0.4)
    assert undo_error(0.0, 0.85, 0.12) == 0
    assert undo_error(1.0, 0.85, 0.12) == 1


def test_below_ten_judged_twice_reviewers_are_taken_at_their_word() -> None:
    found = find_truthfulness(np.ones(30), np.ones(30), np.ones(9), chance=0.1, same_chance=0.1)
    assert found is not None
    assert found.accuracy is None
    assert found.true == found.agreed


def test_without_cases_nothing_is_said() -> None:
    assert find_truthfulness(np.ones(0), np.ones(0), np.ones(0), chance=0.1, same_chance=0.1) is None


@pytest.mark.parametrize("truth", [0.4, 0.6])
def test_the_interval_holds_the_truth_of_a_world_of_its_own(truth: float) -> None:
    rng, held, mids, sets = np.random.default_rng(3), 0, [], 200
    odds = np.array([0.4, 0.2, 0.2, 0.1, 0.1])
    for _ in range(sets):
        main = rng.choice(5, 150, p=odds)
        first, second = (np.where(rng.random(150) < 0.85, main, rng.choice(5, 150, p=odds)) for _ in range(2))
        said = np.where(rng.random(150) < truth, main, rng.choice(5, 150, p=odds))
        agreed, same = (said == first).astype(float), (first == second)[:50].astype(float)
        chance = float(np.square(odds).sum())
        # who says a driver drawn by chance is right by chance too
        found = find_truthfulness(agreed, np.ones(150), same, chance=chance, same_chance=chance)
        assert found is not None
        right = truth + (1 - truth) * chance
        held += found.true.low <= right <= found.true.high
        mids.append(found.true.mid - right)
    assert held / sets >= 0.9
    assert abs(float(np.mean(mids))) < 0.05

"""What can still be asked while a deal is open."""

import pytest

from assay.reports.reasons.questions import MOST, QUESTIONS, list_questions
from assay.words.ear import hear_question
from assay.words.taxonomy import load_taxonomy

from .made_reasons import make_reason


@pytest.mark.parametrize("text", QUESTIONS.values())
def test_every_question_is_open(text: str) -> None:
    heard = hear_question(text)
    assert heard.is_open, heard.faults


def test_every_group_of_drivers_has_its_question() -> None:
    assert set(QUESTIONS) == {driver.group for driver in load_taxonomy().in_use} - {"rest"}


def test_only_what_is_not_settled_is_asked_for_the_nearest_to_one_half_first() -> None:
    taxonomy = load_taxonomy()
    told = {
        "price_too_high": 0.9,
        "usability": 0.35,
        "timing": 0.5,
        "reputation": 0.6,
        "indecision": 0.55,
        "poor_pitch": 0.4,
    }
    found = list_questions([make_reason(driver, p) for driver, p in told.items()], taxonomy)
    assert found == tuple(QUESTIONS[group] for group in ("buyer", "trust", "our_selling"))
    assert len(found) == MOST

"""The questions that are shipped."""

import pytest

from assay.asking.guide.choosing import drop_yielding, fill_guide
from assay.asking.guide.templates import FEWEST, LANGUAGES, MOST, OUTCOMES, read_shipped
from assay.words.ear import hear_question

TEMPLATES = read_shipped().templates


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_every_shipped_question_is_open_in_each_language(template, language) -> None:
    heard = hear_question(template.texts[language])
    assert heard.is_open, heard.faults
    assert heard.language == language
    assert template.whys[language]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_guide_of_core_questions_has_five_to_ten_of_different_parts(outcome) -> None:
    guide = fill_guide(one for one in TEMPLATES if outcome in one.on)
    assert FEWEST <= len(guide) <= MOST
    assert len({one.part for one in guide}) == len(guide)
    assert [one.place for one in guide] == sorted(one.place for one in guide)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_guide_asks_for_the_buying_process_and_ends_with_advice(outcome) -> None:
    parts = [one.part for one in fill_guide(one for one in TEMPLATES if outcome in one.on)]
    assert "process" in parts
    assert parts[-1] == "closing"


def test_of_too_many_questions_those_go_that_yield_first() -> None:
    some = [one for one in TEMPLATES if "lost" in one.on and one.is_core]
    kept = drop_yielding(some, most=len(some) - 2)
    gone = [one for one in some if one not in kept]
    assert sorted(one.yields for one in gone) == sorted(one.yields for one in some)[-2:]

"""Our templates: one for every driver in both languages, in which the ear finds nothing wrong."""

import pytest

from assay.domain.errors import InputError
from assay.rescue.saying.hearing import hear_script
from assay.rescue.saying.scripts import (
    LANGUAGES,
    PROMPTS,
    Script,
    check_template,
    fill,
    fill_script,
    find_template,
    list_written,
    say_stage,
)
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy

FULL = {
    "en": {"buyer": "Dana", "role": "Head of Finance", "known": "We must see it with our own data first."},
    "de": {"buyer": "Dana Reyes", "role": "Leiterin Finanzen", "known": "Das müssen wir erst mit unseren Daten sehen."},
}
REST = {"rep": "Ann Lind", "account": "Noir", "driver": "Bad weather"}


def test_every_driver_in_use_has_words_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    taxonomy = load_taxonomy(Home(tmp_path_factory.mktemp("home"), {}))
    in_use = {one.code for one in taxonomy.in_use} - {"other", "unknown"}
    assert in_use == set(list_written())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("driver", [*list_written(), "of_our_own"])
def test_the_ear_finds_nothing_wrong_filled_or_bare(driver: str, language: str) -> None:
    for filling in ({}, FULL[language] | REST | {"stage": say_stage("late", language)}, REST):
        script = fill_script(find_template(driver, language), filling)
        assert hear_script(script) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("driver", [*list_written(), "of_our_own"])
def test_each_template_can_be_filled_and_leaves_no_bracket(driver: str, language: str) -> None:
    template = find_template(driver, language)
    check_template(template)
    assert len(set(template.prompts)) == PROMPTS
    for filling in ({}, FULL[language] | REST):
        for text in fill_script(template, filling).as_texts().values():
            assert text
            assert not set("{}[]|") & set(text)


def test_the_question_is_one_and_the_issue_stands_in_the_opener() -> None:
    for driver in list_written():
        template = find_template(driver)
        assert template.question.count("?") == 1
        assert "I am calling about one point: " in template.opener


def test_what_the_record_does_not_know_falls_away() -> None:
    text = "Hello[ {buyer}], {rep|me} here.[ As {role}, you know.]"
    assert fill(text, {}) == "Hello, me here."
    assert fill(text, {"buyer": "Dana", "rep": "Ann", "role": "CFO"}) == "Hello Dana, Ann here. As CFO, you know."


def test_a_name_with_braces_is_said_as_it_is() -> None:
    assert fill("To {buyer}", {"buyer": "{rep}", "rep": "Ann"}) == "To {rep}"


@pytest.mark.parametrize(
    ("opener", "says"),
    [
        ("Hello {boss}.", "nothing that the record can fill in"),
        ("Hello [ {buyer}.", "has no partner"),
        ("", "is empty"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(opener: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_template(Script(opener, "What else?", ("a", "b", "c"), "Please ask."))


def test_a_template_has_three_prompts() -> None:
    with pytest.raises(InputError, match="There are 2 listening prompts; expected 3"):
        check_template(Script("Hello.", "What else?", ("a", "b"), "Please ask."))


def test_the_ear_hears_what_a_person_made_of_it() -> None:
    script = Script(
        "Hello. We offer a discount of 20 % if you sign today.", "Don't you think the price is fair?", (), ""
    )
    found = {(one.part, one.fault) for one in hear_script(script)}
    assert ("opener", "resells") in found
    assert any(part == "question" for part, _ in found)

"""The pages on which managers edit the questions that guides are made of."""

from django.test import Client

from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import QuestionTemplate
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make

ROOT = "/debriefs/questions/"
OWN = {"text_en": "What did your users say?", "on": ["lost"], "is_core": "on"}


def _edit(client: Client, key: str, **told: object) -> int:
    row = QuestionTemplate.objects.get(key=key)
    data = {"seen": row.version, "text_en": row.texts["en"], "text_de": row.texts["de"], "on": row.on, **told}
    return client.post(f"{ROOT}{key}/", data).status_code


def _place(client: Client, key: str, act: str, **told: object) -> int:
    row = QuestionTemplate.objects.get(key=key)
    return client.post(f"{ROOT}{key}/place/", {"seen": row.version, "act": act, **told}).status_code


def test_everybody_reads_the_questions_and_managers_alone_change_them(staff: Staff) -> None:
    for name, status in {"anna": 403, "analyst": 403, "nora": 302, "administrator": 302}.items():
        client = sign_in(getattr(staff, name))
        assert "How did you come to the decision" in client.get(ROOT).text
        assert client.get(f"{ROOT}lost_well/").status_code == 200
        assert _edit(client, "lost_well", text_en=f"What did we do well, {name}?") == status
        assert _place(client, "lost_trust", "up", after="lost") == status
        assert client.post(f"{ROOT}add/", {**OWN, "seen": 0}).status_code == status


def test_a_question_is_read_in_german_by_who_chose_german_and_in_english_where_it_has_none(staff: Staff) -> None:
    nora = sign_in(staff.nora)
    nora.post(f"{ROOT}add/", {**OWN, "text_de": "", "seen": 0})
    type(staff.nora).objects.filter(pk=staff.nora.pk).update(language="de")
    page = nora.get(ROOT).text
    assert "Was haben wir gut gemacht" in page
    assert "What did we do well while you were deciding?" not in page
    assert OWN["text_en"] in page


def test_an_edit_is_a_version_of_its_own_and_the_history_shows_both(staff: Staff) -> None:
    nora = sign_in(staff.nora)
    nora.get(ROOT)
    _edit(nora, "lost_well", text_en="What did we do well for you?")
    page = nora.get(f"{ROOT}lost_well/").text
    assert "What did we do well for you?" in page
    assert "What did we do well while you were deciding?" in page
    assert [one.number for one in QuestionTemplate.objects.get(key="lost_well").states.all()] == [2, 1]


def test_the_second_of_two_who_edit_is_told_and_keeps_what_was_typed(staff: Staff) -> None:
    nora, max_ = sign_in(staff.nora), sign_in(staff.max)
    nora.get(ROOT)
    _edit(nora, "lost_well", text_en="What did we do well for you?")
    told = {"seen": 1, "text_en": "What went well?", "on": ["lost"]}
    answer = max_.post(f"{ROOT}lost_well/", told)
    assert answer.status_code == 409
    assert "What went well?" in answer.text
    assert QuestionTemplate.objects.get(key="lost_well").texts["en"] == "What did we do well for you?"


def test_a_question_moves_among_those_of_its_ending(staff: Staff) -> None:
    nora = sign_in(staff.nora)
    nora.get(ROOT)
    _place(nora, "lost_trust", "up", after="lost")
    keys = [row.key for row in QuestionTemplate.objects.all() if "lost" in row.on]
    assert keys.index("lost_trust") < keys.index("lost_price")


def test_a_retired_question_is_asked_no_more_until_it_is_brought_back(staff: Staff, make_debrief: Make) -> None:
    nora, debrief = sign_in(staff.nora), make_debrief()
    nora.get(ROOT)
    for act, stands in (("retire", False), ("bring_back", True)):
        assert _place(nora, "lost_price", act) == 302
        assert ("lost_price" in {one.key for one in read_questions(debrief)}) is stands


def test_a_question_of_our_own_is_added_once_and_asked(staff: Staff, make_debrief: Make) -> None:
    nora = sign_in(staff.nora)
    for _ in range(2):
        assert nora.post(f"{ROOT}add/", {**OWN, "seen": 0}).status_code == 302
    assert QuestionTemplate.objects.filter(shipped=0).count() == 1
    assert OWN["text_en"] in {one.text for one in read_questions(make_debrief())}


def test_a_loaded_question_is_heard_as_a_manager_types_it(staff: Staff) -> None:
    answer = sign_in(staff.nora).post(f"{ROOT}hear/", {"text_en": "Don't you agree that the price was fair?"})
    assert "Leading" in answer.text

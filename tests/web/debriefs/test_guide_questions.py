"""The questions of a debrief as others read them."""

from assay.asking.guide.templates import Shipped, read_shipped
from assay.web.debriefs.guides import templates
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import ChosenQuestion, Guide, QuestionTemplate


def choose(debrief, *texts, **told) -> None:
    guide = Guide.objects.create(debrief=debrief)
    for place, text in enumerate(texts):
        values = {"key": f"own_{place}", "place": place, "source": "own", "text": text}
        ChosenQuestion.objects.create(guide=guide, **(values | told))


def test_where_nobody_chose_the_templates_are_asked(make_debrief) -> None:
    lost = read_questions(make_debrief())
    won = read_questions(make_debrief(deal_id=9002, outcome="won"))
    assert [one.order for one in lost] == list(range(1, len(lost) + 1))
    assert lost[0].key == "lost_deciding"
    assert won[0].key == "won_deciding"


def test_questions_are_read_in_the_language_of_the_debrief_or_of_the_reader(make_debrief) -> None:
    debrief = make_debrief(language="de")
    assert read_questions(debrief)[0].text == "Wie sind Sie zu Ihrer Entscheidung gekommen?"
    assert read_questions(debrief, "en")[0].text == "How did you come to the decision that you made?"
    assert read_questions(debrief, "fr")[0].text == "How did you come to the decision that you made?"


def test_chosen_questions_take_the_place_of_the_templates(make_debrief) -> None:
    debrief = make_debrief()
    choose(debrief, "How was the trial seen by your engineers?", grounds="two bug reports")
    (only,) = read_questions(debrief)
    assert only.text == "How was the trial seen by your engineers?"
    assert "two bug reports" not in repr(only)


def test_a_question_in_own_words_is_not_translated_away(make_debrief) -> None:
    debrief = make_debrief()
    choose(debrief, "How was the trial seen?")
    assert read_questions(debrief, "de")[0].text == "How was the trial seen?"


def test_an_unchanged_template_is_said_in_the_language_of_the_reader(make_debrief) -> None:
    debrief = make_debrief()
    first = read_shipped().templates[0]
    choose(debrief, first.texts["en"], key=first.key, source="template", texts=dict(first.texts))
    assert read_questions(debrief, "de")[0].text == first.texts["de"]


def test_shipped_questions_come_once_with_their_first_state(make_debrief) -> None:
    templates.bring_shipped()
    templates.bring_shipped()
    rows = QuestionTemplate.objects.all()
    assert len(rows) == len(read_shipped().templates)
    assert all(row.states.count() == 1 for row in rows)


def test_a_newer_file_changes_what_nobody_touched_and_leaves_the_rest(make_debrief, monkeypatch) -> None:
    templates.bring_shipped()
    QuestionTemplate.objects.filter(key="lost_well").update(is_own=True, texts={"en": "What did we do well for you?"})
    old = read_shipped().templates
    newer = tuple(type(one)(**(vars(one) | {"texts": {"en": "How so?", "de": "Wie?"}})) for one in old)
    monkeypatch.setattr(templates, "read_shipped", lambda: Shipped(2, newer))
    templates.bring_shipped()
    assert QuestionTemplate.objects.get(key="lost_well").texts == {"en": "What did we do well for you?"}
    changed = QuestionTemplate.objects.get(key="lost_trust")
    assert (changed.texts["en"], changed.version, changed.states.count()) == ("How so?", 2, 2)

"""Answers as they are typed, shared, corrected, taken back and erased."""

import pytest

from assay.jobs.kinds import do_work
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.debriefs.answering import (
    Question,
    Speaker,
    erase_answers,
    keep_answer,
    remove_answers,
    share_answers,
    tag_answer,
)
from assay.web.debriefs.models import Answer, Debrief, DraftVersion
from web.conftest import Staff
from web.debriefs.conftest import Make

WHY = Question("why_so", "Why did you decide so?", 1)


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return [tuple(row) for row in engine.rows(query)]
    finally:
        engine.close()


def _record() -> None:
    do_work("debriefs_record", Progress(), {})


@pytest.fixture
def ines(staff: Staff) -> Speaker:
    return Speaker("person 5", "buyer", "debrief", "Ines Roth", 5, staff.anna)


def test_an_answer_is_kept_as_it_is_typed_and_recorded_once_it_is_shared(
    own_home: Home, make_debrief: Make, ines: Speaker
) -> None:
    debrief = make_debrief()
    answer, kept = keep_answer(debrief, WHY, ines, "Your pl", 0)
    answer, kept = keep_answer(debrief, WHY, ines, "Your plan", kept.version, quotes=[[0, 9]])
    assert (kept.version, answer.text, answer.quotes, answer.circle) == (2, "Your plan", [[0, 9]], "private")
    _record()
    assert open_place(own_home.record, TABLES).version() == 0
    assert share_answers(debrief, ines.who, "team") == 1
    assert share_answers(debrief, ines.who, "team") == 0
    _record()
    assert _read(own_home, "SELECT text, circle, speaker_id FROM statement") == [("Your plan", "team", 5)]


def test_a_correction_takes_the_place_of_what_was_recorded(own_home: Home, make_debrief: Make, ines: Speaker) -> None:
    debrief = make_debrief()
    _, kept = keep_answer(debrief, WHY, ines, "Your plan", 0)
    share_answers(debrief, ines.who, "company")
    _record()
    keep_answer(debrief, WHY, ines, "Your people", kept.version)
    _record()
    assert _read(own_home, "SELECT text, is_deleted FROM statement ORDER BY is_deleted") == [
        ("Your people", False),
        ("Your plan", True),
    ]


def test_a_text_typed_over_a_newer_one_lies_aside(make_debrief: Make, ines: Speaker) -> None:
    debrief = make_debrief()
    keep_answer(debrief, WHY, ines, "Your plan", 0)
    answer, kept = keep_answer(debrief, WHY, ines, "From another window", 0)
    assert (kept.is_stale, kept.text, answer.text) == (True, "Your plan", "Your plan")
    assert DraftVersion.objects.filter(is_aside=True).get().text == "From another window"


def test_drivers_heard_are_recorded_with_the_answer(own_home: Home, make_debrief: Make, ines: Speaker) -> None:
    debrief = make_debrief()
    answer, _ = keep_answer(debrief, WHY, ines, "Your plan", 0)
    tag_answer(answer, [{"driver": "delivery"}, {"driver": "price", "about": 9}], ines.author)
    tag_answer(answer, [{"driver": "price", "about": 9}, {"driver": "delivery"}], ines.author)
    share_answers(debrief, ines.who, "company")
    _record()
    answer.refresh_from_db()
    tag_answer(answer, [{"driver": "delivery"}], ines.author)
    _record()
    assert _read(own_home, "SELECT driver FROM statement_code WHERE NOT is_deleted") == [("delivery",)]


def test_what_is_taken_back_is_read_by_nobody(own_home: Home, make_debrief: Make, ines: Speaker) -> None:
    debrief = make_debrief()
    answer, _ = keep_answer(debrief, WHY, ines, "Your plan", 0)
    share_answers(debrief, ines.who, "company")
    _record()
    remove_answers([answer])
    _record()
    assert _read(own_home, "SELECT count(*) FROM statement WHERE NOT is_deleted") == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_erasing_leaves_no_word_anywhere(own_home: Home, make_debrief: Make) -> None:
    debrief: Debrief = make_debrief()
    buyer = Speaker("person 5", "buyer", "buyer_form", "Ines Roth", 5)
    _, kept = keep_answer(debrief, WHY, buyer, "A xylographer told us", 0)
    share_answers(debrief, buyer.who, "company")
    _record()
    answer, _ = keep_answer(debrief, WHY, buyer, "Nobody told us", kept.version)
    _record()
    erase_answers([answer])
    job = Job.objects.get(kind="debriefs_erase")
    do_work(job.kind, Progress(), job.arguments)
    assert list(DraftVersion.objects.values_list("text", flat=True)) == ["", ""]
    assert Answer.objects.get().speaker_name == ""
    assert _read(own_home, "SELECT DISTINCT text, speaker_id FROM statement") == [("", None)]
    _record()
    assert _read(own_home, "SELECT count(*) FROM statement WHERE NOT is_deleted") == [(0,)]

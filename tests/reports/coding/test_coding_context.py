"""A passage is shown where it stands: in its message, in its call, without tags."""

from collections.abc import Iterator

import pytest

from assay.reports.catalogue.scope import Scope
from assay.reports.coding.context import Context, read_context
from assay.reports.coding.counts import Used, count_used
from assay.reports.coding.passage import read_place
from assay.reports.coding.queue import find_passage

from .coded_record import MAIL, NOTE, CodedRecord, open_coded


@pytest.fixture
def coded() -> Iterator[CodedRecord]:
    coded = open_coded()
    yield coded
    coded.connection.close()


def _read(coded: CodedRecord, key: str) -> Context:
    place = read_place(key)
    assert place is not None
    passage = find_passage(coded.connection, Scope(everything=True), place)
    assert passage is not None
    return read_context(coded.connection, passage)


def test_a_note_is_shown_around_its_passage(coded: CodedRecord) -> None:
    context = _read(coded, coded.mention("lost", "note"))
    assert (context.before, context.after) == ("Called them. ", " Lunch was good.")
    assert context.subject == "About the note"
    assert context.length == len(NOTE)
    assert not context.is_changed


def test_an_e_mail_is_shown_without_its_tags(coded: CodedRecord) -> None:
    start, end = MAIL.index("we went"), MAIL.index(" are happy")
    context = _read(coded, coded.mention("lost", "mail", start=start, end=end, quote="we went with Fastline &"))
    assert context.before.split() == ["Dear", "Mara,"]
    assert context.after.split() == ["are", "happy.", "Kind", "regards"]


def test_a_turn_is_shown_between_its_neighbours(coded: CodedRecord) -> None:
    key = coded.mention("lost", "bob", table="utterance", start=0, end=16, quote="Not me, our COO.")
    context = _read(coded, key)
    assert context.speaker == "Bob"
    assert [turn.text for turn in context.turns_before] == ["Who decides?"]
    assert [turn.text for turn in context.turns_after] == ["I see."]


def test_a_turn_that_was_removed_is_shown_beside_no_other(coded: CodedRecord) -> None:
    key = coded.mention("lost", "bob", table="utterance", start=0, end=16, quote="Not me, our COO.")
    coded.connection.execute("UPDATE utterance SET is_deleted = true WHERE id = ?", [coded.ids["ann"]])
    context = _read(coded, key)
    assert context.turns_before == ()
    assert [turn.text for turn in context.turns_after] == ["I see."]


def test_the_reason_of_a_deal_is_its_own_text(coded: CodedRecord) -> None:
    context = _read(coded, coded.mention("lost", "lost", table="deal", start=0, end=5, quote="Price"))
    assert not context.is_changed
    assert context.length == 5


def test_a_text_that_has_changed_since_the_run_is_said_so(coded: CodedRecord) -> None:
    key = coded.mention("lost", "note")
    coded.connection.execute("UPDATE activity SET body = 'Something else altogether, and longer than it was before'")
    context = _read(coded, key)
    assert context.is_changed
    assert context.before == context.after == ""


def test_a_long_text_is_cut_on_both_sides(coded: CodedRecord) -> None:
    coded.connection.execute("UPDATE activity SET body = repeat('x', 2000) || 'too dear' || repeat('y', 2000)")
    context = _read(coded, coded.mention("lost", "note", start=2000, end=2008, quote="too dear"))
    assert context.is_cut_before
    assert context.is_cut_after
    assert len(context.before) == len(context.after) == 600


def test_codes_are_counted_by_driver(coded: CodedRecord) -> None:
    coded.mention("lost", "note", driver="timing")
    coded.mention("open", "note", driver="timing", coder="person")
    coded.mention("open", "note", start=3)
    assert count_used(coded.connection) == {"timing": Used(passages=2, by_people=1, deals=2)}

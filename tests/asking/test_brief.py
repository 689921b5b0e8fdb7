"""What is to know before a call."""

from collections.abc import Callable
from typing import Any

from asking.conftest import Put
from assay.asking.brief import list_cues, list_questions, list_wanted, quote_questions, read_process
from assay.domain.spans import DAY

Ask = Callable[[str], list[tuple[Any, ...]]]


def _ask_in_message(put: Put, number: int, at: int, body: str) -> None:
    put("activity", id=number, kind="email", direction="inbound", body=body, occurred_at=at)
    put("deal_question", deal_id=1, row_id=number, activity_id=number, occurred_at=at, asked_in="message",
        content_words=3)  # fmt: skip


def test_a_question_after_which_nothing_of_ours_came_is_open(ask: Ask, put: Put) -> None:
    _ask_in_message(put, 5, 10 * DAY, "Hello. Does it measure powder?\n> Can we call?")
    put("deal_event", deal_id=1, activity_id=6, occurred_at=11 * DAY, kind="email", direction="outbound")
    _ask_in_message(put, 7, 20 * DAY, "What does service cost?")
    found = list_questions(ask, 1)
    assert [(one.row_id, one.quote, one.is_open) for one in found] == [
        (7, "What does service cost?", True),
        (5, "Does it measure powder?", False),
    ]
    assert list_questions(ask, 2) == []


def test_a_question_put_off_in_a_call_is_open_after_a_week(ask: Ask, put: Put) -> None:
    put("utterance", id=9, activity_id=8, text="Who else uses it?", side="buyer")
    put("deal_question", deal_id=1, row_id=9, activity_id=8, occurred_at=0, asked_in="call", content_words=2,
        answer_words=5, answer_defers=True)  # fmt: skip
    put("deal_event", deal_id=1, activity_id=6, occurred_at=9 * DAY, kind="email", direction="outbound")
    assert [one.is_open for one in list_questions(ask, 1)] == [True]
    put("deal_event", deal_id=1, activity_id=4, occurred_at=3 * DAY, kind="email", direction="outbound")
    assert [one.is_open for one in list_questions(ask, 1)] == [False]


def test_cues_not_taken_up_come_first_with_their_sentence(ask: Ask, put: Put) -> None:
    put("utterance", id=1, activity_id=8, text="Nice weather. We have a budget for this year.", side="buyer")
    put("utterance", id=2, activity_id=8, text="We want to go live by March.", side="buyer")
    for row, kind, taken in ((1, "budget", False), (2, "timeline", True)):
        put("deal_cue", deal_id=1, row_id=row, activity_id=8, occurred_at=row, said_in="call", cue=kind,
            is_taken_up=taken)  # fmt: skip
    found = list_cues(ask, 1)
    assert [(one.kind, one.is_taken_up) for one in found] == [("budget", False), ("timeline", True)]
    assert found[0].quote.endswith("We have a budget for this year.")


def test_what_they_require_stands_before_what_we_think(ask: Ask, put: Put) -> None:
    put("requirement", id=1, deal_id=1, what="A", ours=True)
    put("requirement", id=2, deal_id=1, what="B", theirs=True, met=True)
    put("requirement", id=3, deal_id=1, what="C", theirs=True, met=False)
    assert [one.what for one in list_wanted(ask, 1)] == ["C", "B", "A"]


def test_the_latest_account_of_how_they_decide_counts(ask: Ask, put: Put) -> None:
    put("buying_process", id=1, account_id=4, how="A committee", occurred_at=5)
    put("buying_process", id=2, account_id=4, how="The owner alone", who_decides="Ines", occurred_at=9)
    found = read_process(ask, 4)
    assert found is not None
    assert (found.how, found.who) == ("The owner alone", "Ines")
    assert read_process(ask, 5) is None
    assert read_process(ask, None) is None


def test_a_long_question_is_cut() -> None:
    assert len(quote_questions("word " * 100 + "?")) == 240

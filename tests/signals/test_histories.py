"""Histories are cut as a book is, and a misspelt word in a case is refused."""

from datetime import date

import pytest

from signals.gaps import Gap, mark_gaps
from signals.histories import read_case, read_history

DEAL = {"opened": date(2025, 1, 1), "as_of": date(2025, 2, 1)}


def test_a_row_known_only_after_as_of_is_not_in_the_book() -> None:
    late = {"day": date(2025, 1, 10), "known": date(2025, 2, 2), "kind": "meeting", "with": ["Ann"]}
    early = {"day": date(2025, 1, 10), "kind": "meeting", "with": ["Ann"]}
    history = read_history("case", {"deal": DEAL, "people": {"Ann": "vp"}, "activities": [late, early]})
    assert [len(history.rows[name]) for name in ("event", "presence")] == [2, 2]
    assert [len(history.cut().rows[name]) for name in ("event", "presence")] == [1, 1]


def test_people_in_copy_are_present_but_not_counted() -> None:
    activity = {"day": date(2025, 1, 10), "kind": "email", "from": ["Ann"], "cc": ["Bob"]}
    history = read_history("case", {"deal": DEAL, "people": {"Ann": "manager", "Bob": "vp"}, "activities": [activity]})
    assert (history.rows["event"][0]["buyers"], history.rows["event"][0]["top_rank"]) == (1, 2)
    assert [row["part"] for row in history.rows["presence"]] == ["from", "cc"]


def test_the_stage_is_the_one_that_stood_at_as_of() -> None:
    changes = [
        {"day": date(2025, 1, 10), "field": "stage", "from": "Lead", "to": "Demo"},
        {"day": date(2025, 2, 10), "field": "stage", "from": "Demo", "to": "Offer"},
    ]
    assert read_history("case", {"deal": DEAL, "changes": changes}).cut().rows["deal"][0]["stage"] == "Demo"


def test_touches_are_cut_by_the_day_on_which_they_became_known() -> None:
    touches = [
        {"day": date(2025, 1, 10), "campaign": "Letters", "person": "Ann"},
        {"day": date(2025, 1, 10), "known": date(2025, 2, 2), "campaign": "Letters", "person": "Ann"},
        {"person": "Ann", "kind": "member"},
    ]
    history = read_history("case", {"deal": DEAL, "people": {"Ann": "vp"}, "touches": touches})
    told = [(row["kind"], row["occurred_at"] is None) for row in history.cut().rows["touch"]]
    assert told == [("sent", False), ("member", True)]


def test_a_touch_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="'Bob', who is not among"):
        read_history("case", {"deal": DEAL, "touches": [{"day": date(2025, 1, 10), "person": "Bob"}]})


def test_a_misspelt_expectation_is_refused() -> None:
    with pytest.raises(ValueError, match="anwser"):
        read_case("case", {"deal": DEAL, "anwser": "hit"})


def test_a_gap_of_a_signal_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rhythm\.gone"):
        mark_gaps([], "postgres", {"rhythm.gone": {"postgres": Gap("notyet", NotImplementedError, "no such function")}})

"""The speaker's own words in a note."""

import pytest

from assay.asking.guide.quotes import find_quotes, mark_quotes


@pytest.mark.parametrize(
    "text",
    ["She said “it was late” twice.", "Sie: „es war spät“ sagte sie.", 'He: "it was late", he said.', "»zu spät«"],
)
def test_what_stands_between_marks_is_the_own_words(text: str) -> None:
    ((start, end),) = find_quotes(text)
    assert text[start:end] in {"it was late", "es war spät", "zu spät"}


def test_marks_that_are_not_closed_mark_nothing() -> None:
    assert find_quotes("She said “it was late and left") == []


def test_a_text_falls_into_pieces_at_its_quotes() -> None:
    text = "She said “late” and “slow”."
    pieces = mark_quotes(text, find_quotes(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_own in pieces if is_own] == ["late", "slow"]


def test_places_beyond_the_text_are_left_out() -> None:
    assert mark_quotes("short", [[2, 90]]) == [("short", False)]

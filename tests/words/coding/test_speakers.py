"""Whom a note quotes."""

import pytest

from assay.words.coding.speakers import leave_out_speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Emily: 'We just have other priorities right now.'", "We just have other priorities right now."),
        ('Emily Zhang (VP Product): "It is too slow."', "It is too slow."),
        ("CFO: “No money this year”", "No money this year"),
        ("Jürgen von Berg: „Zu teuer.“", "Zu teuer."),
    ],
)
def test_quoted_words_are_read_without_whom_they_are_of(text: str, words: str) -> None:
    assert leave_out_speaker(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Price: too high for us",
        "We have one problem: 'it is too slow'",
        "Emily said that they have other priorities.",
        "Emily: ''",
    ],
)
def test_what_is_no_quotation_stays_as_it_is(text: str) -> None:
    assert leave_out_speaker(text) == text

"""Wording that blames is heard; owning up, and telling what happened, is not."""

import pytest

from assay.words.ear.blame import hear_blame


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Tom should have called them back.", "should have called"),
        ("It was Sales' poor work: he never listened.", "never listened"),
        ("That was her fault.", "her fault"),
        ("The whole preparation was sloppy.", "sloppy"),
        ("Pre-sales is to blame.", "is to blame"),
        ("Tom hat das Angebot verschlafen.", "hat das Angebot verschlafen"),
        ("Er hätte früher anrufen müssen.", "hätte früher anrufen müssen"),
        ("Das war seine Schuld.", "war seine Schuld"),
    ],
)
def test_blame_is_heard_where_it_stands(text: str, quote: str) -> None:
    heard = hear_blame(text)
    assert [text[sign.start : sign.end] for sign in heard.signs] == [quote]
    assert heard.instead


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I should have called them back.",
        "We forgot to send the second offer.",
        "The buyer's last message stayed unanswered for nine days.",
        "Wir hätten früher anrufen müssen.",
        "Ich habe die Frage vergessen.",
        "Their team chose the other supplier for its price.",
    ],
)
def test_owning_up_and_telling_what_happened_is_no_blame(text: str) -> None:
    assert hear_blame(text).signs == ()


def test_a_kinder_way_is_offered_in_the_language_of_the_text() -> None:
    assert hear_blame("Er hätte früher beim Käufer anrufen müssen, das wussten alle.").instead.startswith("Schreiben")

"""Passages are whole sentences with their place in the original."""

import pytest

from assay.words.text import cut_passages, guess_language, whole_passage


def test_a_passage_stands_at_its_place() -> None:
    text = "We liked the demo and the people very much, honestly.  The price was too high for our board to accept it."
    first, second = cut_passages(text)
    assert text[first.start : first.end] == first.text == "We liked the demo and the people very much, honestly."
    assert text[second.start : second.end] == second.text


def test_a_place_holds_in_html_too() -> None:
    text = "<p>Hello <b>all</b>,</p><p>we&#39;ve chosen another one, as the price was too high for us.</p>"
    passage = cut_passages(text)[-1]
    assert passage.text == "we've chosen another one, as the price was too high for us."
    assert text[passage.start : passage.end].startswith("we&#39;ve chosen")


def test_short_sentences_are_read_together() -> None:
    assert [found.text for found in cut_passages("No budget. Sorry. Maybe later.")] == [
        "No budget. Sorry. Maybe later."
    ]


def test_an_empty_line_ends_a_passage() -> None:
    assert [found.text for found in cut_passages("No budget.\n\nCall in May.")] == ["No budget.", "Call in May."]


def test_each_point_of_a_list_is_a_passage() -> None:
    text = "- the price was far above what our board had set aside\n- there is no link to the system that we bill with"
    assert len(cut_passages(text)) == 2


def test_no_passage_is_longer_than_the_most_words() -> None:
    passages = cut_passages("word " * 500, most=60)
    assert max(len(found.text.split()) for found in passages) == 60
    assert sum(len(found.text.split()) for found in passages) == 500


def test_200_pages_are_cut_once_each() -> None:
    page = (
        "The buyer said that the price was too high. Then they asked whether the terms could be changed at all.\n" * 30
    )
    text = page * 200
    passages = cut_passages(text)
    assert len(passages) == 200 * 60
    assert all(text[found.start : found.end] == found.text for found in passages[::997])


def test_a_short_form_ends_no_sentence() -> None:
    text = "We spoke with Dr. Meyer of Blue Corp. Ltd about e.g. Terms and prices."
    assert len(cut_passages(text)) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "<p></p>"])
def test_nothing_has_no_passage(text: str) -> None:
    assert cut_passages(text) == ()
    assert whole_passage(text) is None


@pytest.mark.parametrize("text", ["Price", "👎", "価格が高すぎました。他社に決めました。", "السعر مرتفع جدا"])
def test_one_word_emoji_and_other_scripts_have_one(text: str) -> None:
    assert cut_passages(text)[0].text.startswith(text[:5])


def test_a_text_without_blanks_is_cut() -> None:
    passages = cut_passages("価" * 1000)
    assert len(passages) > 5
    assert "".join(found.text for found in passages) == "価" * 1000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The price was too high for us.", "en"),
        ("Der Preis war uns zu hoch.", "de"),
        ("Kein Budget für dieses Jahr", "de"),
        ("Le prix est trop élevé pour nous.", "other"),
        ("El precio es demasiado alto para nosotros, pero nos gusta.", "other"),
        ("価格が高すぎる", "other"),
        ("Price", "en"),
        ("", "en"),
        ("👍", "en"),
        ("lost on price", "en"),
        ("Price per seat too high", "en"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess_language(text) == language

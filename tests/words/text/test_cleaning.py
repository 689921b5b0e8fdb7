"""What the writer wrote stays in its place; what others wrote and what is not said goes."""

import pytest

from assay.words.text import mask_text
from assay.words.text.cleaning import read_words


def read(text: str, *, is_message: bool = True) -> str:
    masked = mask_text(text, is_message=is_message)
    assert len(masked) == len(text)
    return read_words(masked)


def test_a_quoted_message_is_left_out() -> None:
    text = (
        "We went with Acme.\n\nOn Mon, 3 Mar 2025 at 10:12, Ann Lee <ann@x.com> wrote:\n> Any news?\n> Price holds.\n"
    )
    assert read(text) == "We went with Acme."


def test_an_answer_between_quoted_lines_stays() -> None:
    text = "On 3 March Ann Lee wrote:\n> Was it the price?\nNo, the support.\n> Or the terms?\nNot those.\n"
    assert read(text) == "No, the support. Not those."


def test_from_a_header_of_an_older_message_on_nothing_is_the_writers() -> None:
    text = "Too late.\n\nFrom: Ann Lee\nSent: Monday\nTo: Bob\n\nThe price is too high."
    assert read(text) == "Too late."


def test_from_a_divider_on_nothing_is_the_writers() -> None:
    assert read("Fyi\n-----Original Message-----\nWe have no budget.") == "Fyi"
    assert read("Zur Kenntnis\n-----Ursprüngliche Nachricht-----\nKein Budget.") == "Zur Kenntnis"


def test_an_attribution_over_two_lines_is_one() -> None:
    text = "No.\n\nOn Monday, March 3, 2025 at 10:12 AM Ann Lee of purchasing\n<ann@x.com> wrote:\n\nAny news?"
    assert read(text) == "No."


def test_a_sentence_that_begins_with_on_stays() -> None:
    text = "On Monday we told them that the price holds.\nThey never wrote back."
    assert read(text) == "On Monday we told them that the price holds. They never wrote back."


@pytest.mark.parametrize(
    "signature",
    [
        "Best regards,\nAnn Lee\nHead of Purchasing\n+49 30 1234",
        "Mit freundlichen Grüßen\nAnn Lee",
        "-- \nAnn Lee",
        "Sent from my iPhone",
        "Thanks!\nAnn",
        "This e-mail is confidential and intended for its addressee only.\nIf you are not, delete it.",
    ],
)
def test_a_signature_is_left_out(signature: str) -> None:
    assert read(f"The price was too high.\n\n{signature}") == "The price was too high."


def test_thanks_before_long_text_is_no_signature() -> None:
    told = "We took long over this, and in the end the other offer was better for the plant in Leeds, as it had stock."
    assert read(f"Thank you,\n\n{told}") == f"Thank you, {told}"


def test_a_note_keeps_what_a_message_would_lose() -> None:
    assert read("> they said price", is_message=False) == "> they said price"


def test_html_is_read_as_a_person_sees_it() -> None:
    text = (
        "<html><head><style>p {color: red}</style></head><body><p>Price was <b>too</b> high &amp; we&#39;re out.</p>"
        "<p>Sorry</p><script>alert('no budget')</script></body></html>"
    )
    assert read(text) == "Price was too high & we're out. Sorry"


def test_a_quotation_in_html_is_left_out() -> None:
    assert read("<p>No thanks.</p><blockquote>Is it the <i>price</i>?</blockquote>") == "No thanks."
    assert read('<p>No.</p><div class="gmail_quote">On Monday: is it the price?</div>') == "No."


def test_a_less_than_sign_is_no_tag() -> None:
    assert read("we need < 5 ms and > 3 sites", is_message=False) == "we need < 5 ms and > 3 sites"


def test_addresses_go_and_emoji_stay() -> None:
    assert read("Too dear 😅 see https://x.com/a?b or ann@x.com", is_message=False) == "Too dear 😅 see or"


@pytest.mark.parametrize("text", ["", " ", "\x00", "<", "&", "<b", "&#0;", "\n\n>", "On ", "--"])
def test_odd_texts_are_read(text: str) -> None:
    assert len(mask_text(text, is_message=True)) == len(text)


@pytest.mark.parametrize(
    "part", ["<", "<b>", "&amp", "On a ", "On a b c\n", "> ", "a@", "http://", "<blockquote>", "<!--", "_" * 9 + "\n"]
)
def test_a_long_hostile_text_is_read(part: str) -> None:
    # a rule that goes back and forth over its text would never come to an end here
    text = part * 50_000
    assert len(mask_text(text, is_message=True)) == len(text)

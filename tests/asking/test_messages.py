"""What a message to a buyer must not hold."""

import pytest

from assay.asking.messages import find_unsaid, hear_whole

LETTER = """Dear Ines Roth,

thank you for the time that you gave us. We respect your decision.

Where did we go wrong?

With kind regards
Anna Berg
"""


def test_a_letter_that_thanks_accepts_and_asks_may_go() -> None:
    assert hear_whole(LETTER, "letter").may_go


@pytest.mark.parametrize(
    "hidden", ["PS: We could lower the price by ten per cent.", "> We could lower the price by ten per cent."]
)
def test_what_re_sells_below_a_signature_or_as_a_quotation_is_heard_too(hidden: str) -> None:
    text = LETTER + "\n" + hidden
    heard = hear_whole(text, "letter")
    assert not heard.may_go
    (fault,) = heard.faults
    assert text[fault.start : fault.end].endswith("We could lower the price by ten per cent.")
    assert fault.fault == "resells"


def test_a_figure_that_the_buyer_gave_may_stand_there() -> None:
    said = ["We have 40 machines and a budget of 1.200 euros."]
    assert find_unsaid("You spoke of 40 machines and 1,200 euros.", said, []) == []
    (unsaid,) = find_unsaid("Your 41 machines. Your 40 machines.", said, [])
    assert (unsaid.what, unsaid.sentence, unsaid.is_name) == ("41", "Your 41 machines.", False)


def test_a_name_that_the_buyer_gave_may_stand_there() -> None:
    names = {"Rival Systems", "Jan Holt"}
    assert find_unsaid("You chose Rival Systems.", ["We went with rival systems."], names) == []
    (unsaid,) = find_unsaid("You chose Rival Systems.", ["We went with somebody else."], names)
    assert (unsaid.what, unsaid.is_name) == ("Rival Systems", True)
    assert find_unsaid("Dear Jan Holt, thank you.", [], names, given=["Jan Holt"]) == []


def test_links_addresses_and_telephones_are_no_figures_of_the_deal() -> None:
    text = "Call me: +49 30 1234567 or 030/1234567, write to anna2@acme.example, or here: {link} https://a.example/b/3/"
    assert find_unsaid(text, [], []) == []

"""Buyers' names in a text that is bound to no one loss: those whom we lost, or any, and never those it is about."""

import pytest

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.rescue.saying.buyers import Buyers, check_template_secrecy, find_buyers
from assay.rescue.saying.scripts import LANGUAGES, Script, find_template, list_written

DAY = 86400
OPEN = 12
OURS = [find_template("price_too_high", language) for language in LANGUAGES]


@pytest.fixture(autouse=True)
def company(put: Put) -> None:
    """Nordwerk was lost, Grünhof lost once and won later, Blanc has an open deal; a partner is tied to Blanc."""
    put("run", run_id="r", as_of=1000 * DAY, known_by=1000 * DAY)
    told = ((1, "Nordwerk Maschinenbau GmbH", "www.nordwerk.de"), (2, "Grünhof AG", "gruenhof.de"), (3, "Blanc", ""))
    for number, name, domain in told:
        put("account", id=number, name=name, domain=domain)
    put("deal", id=10, name="Press", account_id=1, outcome="lost")
    put("deal", id=11, name="Mill", account_id=2, outcome="no_decision")
    put("deal", id=13, name="Mill again", account_id=2, outcome="won")
    put("deal", id=OPEN, name="Saw", account_id=3, outcome="open")
    put("person", id=201, full_name="Petra Weißmüller", account_id=1)
    put("person", id=202, full_name="Ines Roth", account_id=2)
    put("person", id=203, full_name="Otto Partner-Lang", account_id=1)
    put("tie", id=1, person_id=203, account_id=3, kind="partner")
    put("statement", id=1, deal_id=10, side="buyer", origin="debrief", circle="debrief 1",
        text="Your people came three weeks after our board had met and nobody knew why.")  # fmt: skip


def find(
    ask: Ask, text: str, *, deal_id: int | None = OPEN, lost_alone: bool = True, allowed: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Kind and words of what was found, by default for the open deal."""
    return [(one.kind, one.quote) for one in find_buyers(ask, text, Buyers(lost_alone, deal_id, allowed))]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("At Nordwerk Maschinenbau it was the price.", "company", "Nordwerk Maschinenbau"),
        ("At Nordwerk, it was the price.", "company", "Nordwerk"),
        ("Nordwerks Leute sahen es so.", "company", "Nordwerks"),
        ("Frau Weissmüller sah es so.", "person", "Weissmüller"),
        ("Frau Weissmueller sah es so.", "person", "Weissmueller"),
        ("Write to petra@nordwerk.de about it.", "domain", "petra@nordwerk.de"),
    ],
)
def test_whom_we_lost_is_found_as_the_name_is_said(ask: Ask, text: str, kind: str, quote: str) -> None:
    assert find(ask, text) == [(kind, quote)]


def test_who_was_won_in_the_end_may_be_named_as_a_reference(ask: Ask) -> None:
    assert find(ask, "Ines Roth at Grünhof can tell you how it went.") == []


def test_what_all_buyers_hear_names_no_buyer_at_all(ask: Ask) -> None:
    text = "Ines Roth at Gruenhof can tell you how it went."
    assert [kind for kind, _ in find(ask, text, lost_alone=False, deal_id=None)] == ["person", "company"]
    assert find(ask, "Grünhof had it too.", lost_alone=False, deal_id=None) == [("company", "Grünhof")]


def test_the_buyer_spoken_about_and_who_is_tied_to_them_may_be_named(ask: Ask) -> None:
    assert find(ask, "Blanc and Otto Partner-Lang know of this.") == []
    assert find(ask, "Otto Partner-Lang knows of this.", deal_id=None) == [("person", "Otto Partner-Lang")]


def test_whoever_calls_may_have_the_name_of_a_buyer(ask: Ask) -> None:
    assert find(ask, "This is Petra Weißmüller.", allowed=("Petra Weißmüller",)) == []


def test_a_given_name_alone_points_to_nobody(ask: Ask) -> None:
    assert find(ask, "Good morning, Petra.") == []


def test_a_name_that_five_buyers_begin_with_is_found_whole_alone(ask: Ask, put: Put) -> None:
    for number in range(20, 25):
        put("account", id=number, name=f"Rheintal {'ABCDE'[number - 20]}dler")
        put("deal", id=number, account_id=number, outcome="lost")
    assert find(ask, "In Rheintal they see it so.") == []
    assert find(ask, "At Rheintal Adler they see it so.") == [("company", "Rheintal Adler")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_templates_name_nobody_and_no_sum(ask: Ask, language: str) -> None:
    for driver in (*list_written(), "of_our_own"):
        assert check_template_secrecy(ask, find_template(driver, language), [], []) == {}


@pytest.mark.parametrize(
    ("opener", "kind"),
    [
        ("Hello {buyer}, at Nordwerk it was the price.", "company"),
        ("Hello {buyer}, we could do it for 20.000 EUR.", "amount"),
        ("Hello {buyer}, they said people came three weeks after our board had met.", "quote"),
    ],
)
def test_a_template_that_names_a_buyer_a_sum_or_said_words_is_marked(ask: Ask, opener: str, kind: str) -> None:
    found = check_template_secrecy(ask, Script(opener, "What else?", ("a", "b", "c"), "Please ask."), OURS, [])
    assert [one.kind for one in found["opener"]] == [kind]
    one = found["opener"][0]
    assert opener[one.start : one.end] == one.quote


def test_words_of_our_own_templates_are_nobodys_though_somebody_wrote_them_down(ask: Ask, put: Put) -> None:
    said = OURS[0].opener.split("Whatever")[1]
    put("statement", id=2, deal_id=10, side="rep", origin="crm_note", text=f"I said whatever{said}")
    assert check_template_secrecy(ask, OURS[0], [], []) != {}
    assert check_template_secrecy(ask, OURS[0], OURS, []) == {}


def test_ones_own_company_may_be_named(ask: Ask, put: Put) -> None:
    put("account", id=30, name="Larkmoor Controls")
    put("deal", id=30, account_id=30, outcome="lost")
    script = Script("This is Larkmoor Controls.", "What else?", ("a", "b", "c"), "Please ask.")
    assert "opener" in check_template_secrecy(ask, script, OURS, [])
    assert check_template_secrecy(ask, script, OURS, ["Larkmoor Controls"]) == {}

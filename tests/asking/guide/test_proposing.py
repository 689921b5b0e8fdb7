"""The questions that a deal's own signals propose."""

import pytest

from assay.asking.guide.choosing import ADAPTED, fill_guide
from assay.asking.guide.proposing import Sign, doubt_reason, propose_questions, read_asked, read_settling
from assay.asking.guide.templates import LANGUAGES, MOST, OUTCOMES, read_shipped
from assay.signals.discovery import find_signals
from assay.words.ear import hear_question
from assay.words.taxonomy import load_taxonomy

DAY = 86_400
END = 1_770_000_000


def say_month(at: int, language: str) -> str:
    return {"en": "March", "de": "März"}[language]


def propose(*signs: Sign, outcome: str = "lost"):
    return propose_questions(signs, outcome, END, say_month)


def test_every_signal_has_its_question_and_no_other_is_named() -> None:
    named = [signal for asked in read_asked() for signal in asked.signals]
    assert len(named) == len(set(named))
    assert set(named) == {signal.name for signal in find_signals()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [*read_asked(), *read_settling()], ids=lambda one: one.template.key)
def test_every_proposed_question_is_open_with_and_without_a_month(asked, language) -> None:
    texts = [asked.template.texts[language]]
    texts += [asked.dated[language].format(month=say_month(0, language))] if asked.dated else []
    for text in texts:
        heard = hear_question(text)
        assert heard.is_open, heard.faults
        assert heard.language == language


def test_findings_come_before_what_cannot_be_told_and_the_weightiest_first() -> None:
    found = propose(
        Sign("people.single_thread", False, "No contacts."),
        Sign("rhythm.slow_replies", True, "Slow.", weight=0),
        Sign("process.close_date_pushed", True, "Pushed.", weight=2.1),
    )
    assert [one.template.key for one in found] == ["deal_plan", "deal_pace", "deal_group"]
    assert [one.is_found for one in found] == [True, True, False]


def test_signals_of_one_matter_propose_one_question_with_all_that_speaks_for_it() -> None:
    (only,) = propose(Sign("rhythm.replies_missing", False, "No bodies."), Sign("rhythm.slow_replies", True, "Slow."))
    assert [sign.said for sign in only.signs] == ["Slow.", "No bodies."]


@pytest.mark.parametrize(
    ("days", "text"),
    [(30, "What changed on your side around March?"), (500, "What changed on your side while we were talking?")],
)
def test_a_month_is_named_where_it_is_not_long_ago(days, text) -> None:
    (only,) = propose(Sign("rhythm.momentum_turned", True, "It turned.", at=END - days * DAY))
    assert only.template.texts["en"] == text


def test_what_makes_no_sense_after_such_an_outcome_is_not_asked() -> None:
    assert propose(Sign("competition.competitor_won", True, "Rival."), outcome="won") == ()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_guide_takes_the_first_findings_in_and_stays_within_ten(outcome) -> None:
    names = ["rhythm.slow_replies", "people.champion_silent", "people.few_buyers_engaged", "process.close_date_pushed"]
    proposals = propose(*(Sign(name, True, "Found.") for name in names), outcome=outcome)
    guide = fill_guide([one for one in read_shipped().templates if outcome in one.on], proposals)
    assert len(guide) <= MOST
    assert sum(one.key.startswith("deal_") for one in guide) == ADAPTED
    assert guide[-1].part == "closing"


def test_a_finding_takes_the_place_of_the_core_question_of_its_part() -> None:
    templates = [one for one in read_shipped().templates if "lost" in one.on]
    guide = fill_guide(templates, propose(Sign("process.amount_cut_late", True, "Cut.")))
    assert [one.key for one in guide if one.part == "price"] == ["deal_discount"]


def test_what_cannot_be_told_is_offered_and_not_put_in() -> None:
    templates = [one for one in read_shipped().templates if "lost" in one.on]
    assert fill_guide(templates, propose(Sign("people.single_thread", False, "No contacts."))) == fill_guide(templates)


def test_every_group_of_drivers_has_one_question_that_would_settle_it() -> None:
    groups = [asked.group for asked in read_settling()]
    assert sorted(groups) == sorted({driver.group for driver in load_taxonomy().in_use} - {"rest"})


@pytest.mark.parametrize(("p", "is_asked"), [(0.29, False), (0.3, True), (0.5, True), (0.7, True), (0.71, False)])
def test_a_reason_that_is_neither_likely_nor_unlikely_proposes_its_question(p: float, is_asked: bool) -> None:
    sign = doubt_reason("price_too_high", "price", p, "Price may have had a part.")
    assert (sign is not None) is is_asked
    if sign:
        assert [one.template.key for one in propose(sign)] == ["reason_price"]


def test_the_reason_nearest_to_one_half_is_asked_for_first_and_once_a_group() -> None:
    told = (("price_too_high", "price", 0.35), ("timing", "buyer", 0.5), ("no_budget", "price", 0.65))
    signs = [sign for one in told if (sign := doubt_reason(*one, "May have had a part."))]
    found = propose(*signs, Sign("rhythm.slow_replies", True, "Slow.", weight=1.4))
    assert [one.template.key for one in found] == ["deal_pace", "reason_buyer", "reason_price"]
    assert len(found[2].signs) == 2

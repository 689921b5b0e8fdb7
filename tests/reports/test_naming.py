"""A finding calls by name what it speaks of, where its evidence does."""

from dataclasses import replace

import pytest

from assay.domain.spans import DAY
from assay.reports.deal_file import (
    Change,
    Competitor,
    DealFile,
    Demand,
    Finding,
    PersonChange,
    Standing,
    Touch,
    Utterance,
)
from assay.reports.grounds import Grounds, Measure, Seen
from assay.reports.naming import NAMELESS, NAMERS, name_things
from assay.runs.saying import say_finding
from assay.signals.discovery import find_signals
from reports.made_file import AT, make_deal_file, make_event, make_person

SIGNALS = {signal.name: signal for signal in find_signals()}
HERE = Standing()
ANN, VIC = make_person(1, "Ann", 1), replace(make_person(2, "Vic", 5), title="Director General")


def name(signal: str, file: DealFile, *rows: tuple[str, int]) -> str:
    text = SIGNALS[signal].text
    sentence = say_finding(text.says, text.value, 2.0 if text.value != "share" else 0.9, AT)
    thresholds = {key: value for key, value in SIGNALS[signal].thresholds.items() if not isinstance(value, str)}
    return name_things(Finding(signal, sentence, AT, rows), file, thresholds).replace("\u00a0", " ")


def make_stages(*steps: str) -> tuple[Change, ...]:
    pairs = enumerate(zip(steps, steps[1:], strict=False))
    return tuple(Change(number, AT + number * DAY, "stage", old, new, HERE) for number, (old, new) in pairs)


def test_every_signal_names_what_it_speaks_of_or_says_why_not() -> None:
    assert NAMERS.keys() | NAMELESS.keys() == SIGNALS.keys()
    assert not NAMERS.keys() & NAMELESS.keys()


@pytest.mark.parametrize(("signal", "words"), [(name, pair[0]) for name, pairs in NAMERS.items() for pair in pairs])
def test_the_words_behind_which_a_name_goes_stand_in_the_sentence(signal: str, words: str) -> None:
    assert words in SIGNALS[signal].text.says


@pytest.mark.parametrize("signal", sorted(SIGNALS))
def test_without_names_a_sentence_stays_as_it_is(signal: str) -> None:
    text = SIGNALS[signal].text
    sentence = say_finding(text.says, text.value, 1.0, AT)
    assert name_things(Finding(signal, sentence, AT, ()), make_deal_file(), {}) == sentence


def test_a_stage_is_named() -> None:
    file = make_deal_file(changes=make_stages("Qualify", "Offer"))
    assert "in its stage (Offer) for" in name("process.stage_stalled", file, ("stage_history", 0))


def test_a_stage_that_was_entered_again_is_named_and_no_other() -> None:
    file = make_deal_file(changes=make_stages("Qualify", "Demo", "Offer", "Demo"))
    rows = [("stage_history", number) for number in range(3)]
    assert "a stage that it had left (Demo), first" in name("process.stage_went_back", file, *rows)


def test_a_stage_that_was_passed_over_is_named_with_the_share_and_its_n() -> None:
    grounds = Grounds(
        measures={"process.stage_skipped": Measure(40, "", {})}, usual_stages=(("Demo", 0.95), ("Qualify", 1.0))
    )
    file = make_deal_file(changes=make_stages("Qualify", "Offer"), grounds=grounds)
    text = name("process.stage_skipped", file, ("stage_history", 0))
    assert "in this stage (Offer)" in text
    assert "that this deal passed over (Demo: 95 % of 40) by" in text


def test_a_competitor_is_named_whether_by_a_row_or_by_a_field() -> None:
    rival = Competitor(5, "Fastline", "present", AT, HERE)
    written = Change(6, AT, "Main_Competitor__c", "", "Omnivalve", HERE)
    file = make_deal_file(competitors=(rival,), changes=(written,))
    both = (("deal_competitor", 5), ("stage_history", 6))
    assert "on this deal (Fastline and Omnivalve)." in name("competition.competitor_present", file, *both)
    assert name("competition.competitor_named_early", file, both[0]).startswith("A competitor (Fastline) was named")


def test_a_campaign_is_named() -> None:
    sent = tuple(Touch(number, AT + number * DAY, 1, "Spring letter", "sent", False, HERE) for number in range(4))
    text = name("marketing.nurture_stopped", make_deal_file(touches=sent), *(("campaign_touch", n) for n in range(4)))
    assert text.startswith("A campaign (“Spring letter”) that had come steadily stopped")


def test_people_are_named_by_their_part_in_the_evidence() -> None:
    events = (make_event(1, 2, people=(1,)), make_event(2, 3, direction="outbound", people=(2,), addressed=(2,)))
    file = make_deal_file(people=(ANN, VIC), events=events)
    rows = [("activity", 1), ("activity", 2)]
    assert "one person alone (Ann) had met" in name("people.single_thread", file, *rows)
    assert "nobody who decides (Vic, Director General) had met" in name("people.decider_met_late", file, *rows)
    assert "The buyer (Ann) wrote" in name("rhythm.replies_missing", file, *rows)


def test_whoever_decides_and_was_never_met_is_named() -> None:
    known = replace(VIC, role_row=8)
    file = make_deal_file(people=(ANN, known), events=(make_event(1, 2, people=(1,)),))
    text = name("people.no_decision_maker_met", file, ("activity", 1), ("deal_person", 8))
    assert "on the buyer's side (Ann), and" in text
    assert "known to decide (not Vic, Director General either)." in text


def test_who_came_from_where_is_named() -> None:
    move = PersonChange(3, AT, "Uma Reyes", "joined", "COO", "", "Halvers", HERE)
    file = make_deal_file(person_changes=(move,))
    text = name("buyer_change.new_leader_from_rival_buyer", file, ("person_change", 3))
    assert "who may decide (Uma Reyes, COO, from Halvers) came" in text


def test_owners_are_named_in_their_order() -> None:
    changes = (
        Change(1, AT, "owner", "Mara Lind", "Tom Reuter", HERE),
        Change(2, AT + DAY, "owner", "Tom Reuter", "Jo Falk", HERE),
    )
    text = name("people.many_handovers", make_deal_file(changes=changes), ("stage_history", 1), ("stage_history", 2))
    assert "on our side (Mara Lind, then Tom Reuter, then Jo Falk) twice" in text


def test_a_promise_and_a_field_are_named_by_their_words() -> None:
    said = Utterance(4, AT, "Mara Lind", "I will send you the price list tomorrow.", HERE)
    file = make_deal_file(utterances=(said,), demands=(Demand(7, "Offer", "close_date", HERE),))
    promised = name("rhythm.promise_missed", file, ("utterance", 4))
    assert "promised something (“I will send you the price list tomorrow.”) passed" in promised
    assert "were empty (close date in Offer) that" in name("process.profile_incomplete", file, ("stage_requirement", 7))


def test_what_spoke_against_a_sure_deal_is_named() -> None:
    words = (make_event(1, 2, people=(1,)), make_event(2, 50, people=(1,)))
    changes = (
        Change(1, AT + 5 * DAY, "forecast_category", "Pipeline", "Commit", HERE),
        Change(2, AT + 9 * DAY, "close_date", "2025-05-01", "2025-06-01", HERE),
    )
    file = make_deal_file(people=(ANN,), events=words, changes=changes)
    rows = (("activity", 1), ("stage_history", 1), ("stage_history", 2))
    silent = "no word of the buyer in 30 days after 5 Mar 2025; the close date moved later, lastly on 12 Mar 2025"
    assert f"something in the record ({silent}) spoke" in name("judgement.sure_and_then", file, *rows)


def test_the_kind_of_deal_is_named() -> None:
    made = make_deal_file(grounds=Grounds(seen=(Seen("segment", 1, 31, AT),)))
    assert made.moment is not None
    file = replace(made, moment=replace(made.moment, kind=(("segment", "Foundries"),)))
    text = name("people.stranger_to_this_kind", file)
    assert "of this kind (segment: Foundries; the team had seen 31)" in text

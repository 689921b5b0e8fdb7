"""What cannot be told about a deal is told by the reason that holds for that deal."""

from dataclasses import replace
from importlib import import_module
from types import ModuleType

import pytest

from assay.domain.spans import DAY
from assay.reports import meaning
from assay.reports.deal_file import (
    AskedSignal,
    Change,
    Competitor,
    DealFile,
    Event,
    Moment,
    PersonChange,
    Standing,
    Touch,
)
from assay.reports.grounds import Grounds, Measure
from assay.reports.unknown import FINDERS, competition, judgement, process, say_missing
from assay.signals import deciding, rivals
from assay.signals.discovery import find_signals
from reports.made_file import AT, make_deal_file, make_event, make_person

SIGNALS = {
    signal.name: AskedSignal(
        signal.name,
        signal.text.title,
        signal.text.question,
        signal.text.fires,
        signal.text.unknown,
        {name: value for name, value in signal.thresholds.items() if not isinstance(value, str)},
    )
    for signal in find_signals()
}
ANN, VIC = make_person(1, "Ann", 0), make_person(2, "Vic", 4)


def say(signal: str, *events: Event, file: DealFile | None = None) -> str:
    told = replace(file or make_deal_file(people=(ANN, VIC)), events=events)
    return say_missing(SIGNALS[signal], told).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("signal", "events", "reason"),
    [
        ("people.began_too_low", (), "No meeting, call or demo is recorded as held"),
        ("people.began_too_low", (make_event(1, 2, "meeting"),), "1 of the first conversations names nobody"),
        ("people.began_too_low", (make_event(1, 2, "meeting", people=(1, 2)),), "recorded for Ann."),
        ("people.demo_repeated_upward", (make_event(1, 2, "meeting"),), "No demo is recorded as such"),
        ("people.demo_repeated_upward", (make_event(1, 2, "demo", people=(1,)),), "recorded for Ann."),
        ("people.few_buyers_engaged", (make_event(1, 2),), "names who took part"),
        ("people.few_buyers_engaged", (make_event(1, 2, people=(2,)),), "Too few deals had been won"),
        ("people.no_decision_maker_met", (), "recorded by 1 May 2025: none."),
        ("people.no_decision_maker_met", (make_event(1, 2, people=(1,)),), "1 conversation or message."),
        (
            "people.no_decision_maker_met",
            (make_event(1, 2, people=(1,)), make_event(2, 3, people=(2,))),
            "recorded for Ann.",
        ),
        (
            "people.no_decision_maker_met",
            (make_event(1, 2, people=(2,), addressed=(2,)), make_event(2, 3, people=(2,))),
            "1 message from the buyer without its writer.",
        ),
        (
            "people.no_decision_maker_met",
            (make_event(1, 2), make_event(2, 3, people=(2,))),
            "1 of the conversations and messages names nobody",
        ),
        ("process.stage_stalled", (), "No change of stage is recorded"),
        ("rhythm.gone_silent", (), "Nothing that the buyer said is recorded"),
        ("rhythm.gone_silent", (make_event(1, 2), make_event(2, 2.5)), "The buyer spoke on 1 day only"),
        ("rhythm.slow_replies", (make_event(1, 2),), "holds 1 message from the buyer"),
        (
            "rhythm.slow_replies",
            (make_event(1, 2), make_event(2, 3), make_event(3, 4, "chat", "unknown")),
            "1 message does not say which side wrote.",
        ),
        ("rhythm.slow_replies", (make_event(1, 2), make_event(2, 3)), "Too few waits"),
    ],
)
def test_the_reason_that_holds_is_told_and_no_other(signal: str, events: tuple[Event, ...], reason: str) -> None:
    text = say(signal, *events)
    assert reason in text
    assert " or too " not in text
    assert not text.startswith("One of these")
    assert SIGNALS[signal].unknown not in text


def test_a_stay_that_is_known_lacks_only_its_measure() -> None:
    change = Change(1, AT + 3 * DAY, "stage", "Qualify", "Demo", Standing())
    text = say("process.stage_stalled", file=make_deal_file(changes=(change,)))
    assert text == "Too few won deals passed through this stage to say what is typical."


def test_a_young_deal_is_told_so() -> None:
    file = make_deal_file(last_word=AT + 2 * DAY)
    assert say("people.few_buyers_engaged", file=file) == "The deal was younger than two weeks on 12 Mar 2025."


def test_what_came_after_the_look_back_is_no_reason() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY)
    late = make_event(2, 40, "chat", "unknown")
    text = say("rhythm.slow_replies", make_event(1, 20), late, file=file)
    assert "which side wrote" not in text


def test_participants_whom_nobody_could_place_are_named() -> None:
    talk = replace(make_event(1, 2, "demo", people=(2,)), unplaced=1, unnamed=("3 engineers",))
    assert "Nobody can tell who took part as 3 engineers." in say("people.demo_repeated_upward", talk)


def test_reasons_that_do_not_show_in_the_rows_are_given_as_one_of_several() -> None:
    talks = (make_event(1, 2, "meeting", people=(2,)), make_event(2, 3, "demo", people=(2,)))
    assert say("people.began_too_low", *talks) == f"One of these: {SIGNALS['people.began_too_low'].unknown}"


def test_a_single_reason_needs_no_choice() -> None:
    own = AskedSignal("rhythm.own", "Own", "Own?", "never", "Nothing of the kind is recorded. Export it.")
    assert say_missing(own, make_deal_file()) == own.unknown


def test_every_signal_that_can_be_unknown_has_its_own_finder() -> None:
    assert FINDERS.keys() == SIGNALS.keys()


@pytest.mark.parametrize("name", sorted(SIGNALS))
def test_of_a_deal_without_any_row_every_finder_says_what_is_missing(name: str) -> None:
    assert say(name) != SIGNALS[name].unknown
    assert not say(name).startswith("One of these")


@pytest.mark.parametrize("signal", ["competition.competitor_won", "competition.competitor_present"])
def test_a_competitor_who_was_entered_only_at_the_close_is_told_so(signal: str) -> None:
    late = Competitor(1, "Omnivalve", "won_by", AT + 60 * DAY, Standing(), AT + 60 * DAY)
    text = say(signal, file=make_deal_file(last_word=AT + 20 * DAY, competitors=(late,)))
    assert text == (
        "Omnivalve was entered as the winner only on 2 May 2025, after the moment (30 Mar 2025) from which the deal is "
        "looked at: what became known later plays no part in an answer."
    )


def test_a_competitor_of_whom_the_part_is_not_told_may_have_won() -> None:
    rival = Competitor(1, "Omnivalve", "present", AT, Standing(), AT)
    text = say("competition.competitor_won", file=make_deal_file(competitors=(rival,)))
    assert text.startswith("It is not told what part Omnivalve had, nor whether the buyer chose it.")


def test_of_a_deal_without_competitors_that_is_said() -> None:
    assert say("competition.competitor_won").startswith("No competitor is recorded on this deal by 1 May 2025,")


def test_champions_are_called_by_name() -> None:
    people = (make_person(1, "Ann", 0, "champion"), VIC)
    text = say("people.champion_silent", make_event(1, 2, people=(2,)), file=make_deal_file(people=people))
    assert text.startswith("The champion, Ann, never met us or wrote to us as far as the record goes by 1 May 2025.")
    spoke = (make_event(1, 2, people=(1,)), make_event(2, 40, people=(2,)))
    text = say("people.champion_silent", *spoke, file=make_deal_file(people=people))
    assert text == "The champion, Ann, spoke on 1 day only, so that there is no rhythm to go by."


def test_a_measure_that_won_deals_do_not_give_is_said_with_its_n() -> None:
    people = (make_person(1, "Ann", 0, "champion"),)
    measure = Measure(20, "", {10: 0.0, 25: 0.0, 50: 0.0, 75: 1.0, 90: 2.0})
    grounds = Grounds(measures={"people.champion_not_equipped": measure})
    file = make_deal_file(people=people, grounds=grounds)
    text = say("people.champion_not_equipped", make_event(1, 2, people=(1,)), file=file)
    assert text == "Of 20 won deals a quarter or more had none by this age either, so that none is no sign of anything."


def test_the_stage_of_which_too_little_is_known_is_named() -> None:
    deal = make_deal_file()
    assert deal.moment is not None
    file = replace(deal, moment=replace(deal.moment, stage="Offer"), deal=replace(deal.deal, history_complete=True))
    text = say("process.stage_skipped", file=file)
    assert text == "Too few deals had been won by way of the stage Offer by then to say what is usual."


def test_a_campaign_that_came_too_rarely_is_named() -> None:
    sent = tuple(Touch(n, AT + n * DAY, 1, "Spring", "sent", False, Standing()) for n in (1, 9))
    text = say("marketing.nurture_stopped", file=make_deal_file(touches=sent))
    assert "the most frequent, Spring, came on 2 days." in text


def test_somebody_who_joined_without_a_title_is_named() -> None:
    joined = PersonChange(1, AT + 9 * DAY, "Uma Reyes", "joined", "", "", "", Standing())
    text = say("buyer_change.somebody_joined", file=make_deal_file(person_changes=(joined,)))
    assert text == "Uma Reyes joined, without a title that tells the rank. Import the titles with them."


def test_what_was_not_recorded_while_the_deal_counted_as_sure_is_listed() -> None:
    change = Change(1, AT + 9 * DAY, "forecast_category", "Pipeline", "Commit", Standing())
    text = say("judgement.sure_and_then", file=make_deal_file(changes=(change,)))
    assert text.startswith("The deal was counted as sure from 12 Mar 2025 on.")
    assert "no close date with the day on which it was set; whether anybody who decides had been met by then." in text


def test_words_that_stand_a_second_time_are_those_of_the_signals() -> None:
    assert competition.FIELD_STEMS == rivals.FIELD_STEMS
    assert judgement.SURE_WORDS == find_module("judgement.sure_and_then").SURE_WORDS
    assert process.PROPOSAL_STAGE == find_module("process.proposal_before_decider").PROPOSAL_STAGE
    assert meaning.DECIDING_ROLES == deciding.DECIDING_ROLES


def find_module(signal: str) -> ModuleType:
    return import_module(f"assay.signals.{signal}")


def test_a_message_that_may_have_ended_the_silence_is_said() -> None:
    deal, said = make_deal_file(), (make_event(1, 2), make_event(2, 9), make_event(3, 12))
    moment = Moment("open", "open", AT + 60 * DAY, AT + 60 * DAY, None, AT + 12 * DAY, None)
    text = say("rhythm.gone_silent", *said, make_event(4, 30, "email", "unknown"), file=replace(deal, moment=moment))
    assert text.startswith("After that 1 message carries no direction. Each may have been the buyer's word.")


def test_a_look_back_is_said_to_end_before_a_silence() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY)
    late = make_event(2, 40, "chat", "unknown")
    text = say("rhythm.gone_silent", make_event(1, 20), late, file=file)
    assert text == "A look back ends 7 days after the buyer's last word, before any silence could show."

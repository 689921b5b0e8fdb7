"""What cannot be told about a deal is told by the reason that holds for that deal."""

from dataclasses import replace

import pytest

from assay.domain.spans import DAY
from assay.reports.deal_file import AskedSignal, Change, DealFile, Event, Moment, Standing
from assay.reports.unknown import say_missing
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
        has_typical=True,
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
    assert say("process.close_date_pushed") == SIGNALS["process.close_date_pushed"].unknown


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

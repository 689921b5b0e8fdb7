"""The plain facts are counted as a person would count them."""

from dataclasses import replace

from assay.domain.spans import DAY
from assay.reports.deal_file import Change, DealFile, Moment, Quiet, Standing
from assay.reports.facts import list_facts
from reports.made_file import AT, make_deal_file, make_event, make_person


def read(file: DealFile) -> dict[str, str]:
    return {fact.name: fact.text.replace("\u00a0", " ") for fact in list_facts(file)}


def push(number: int, old: str, new: str) -> Change:
    return Change(number, AT + number * DAY, "close_date", old, new, Standing())


def test_the_last_word_is_told_with_its_distance_to_the_close() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY, events=(make_event(1, 20, "call"),))
    assert read(file)["Buyer's last word"] == "23 Mar 2025 (call), 40 days before the record was closed lost"


def test_messages_without_a_direction_after_the_last_word_are_said() -> None:
    events = (make_event(1, 20, "call"), make_event(2, 30, "email", "unknown"))
    assert read(make_deal_file(last_word=AT + 20 * DAY, events=events))["Buyer's last word"] == (
        "23 Mar 2025 (call), 40 days before the record was closed lost; "
        "after it 1 message carries no direction, so it may not be the last"
    )


def test_no_last_word_is_only_not_known_where_messages_carry_no_direction() -> None:
    events = (make_event(1, 20, "call", "unknown", status="missed"), make_event(2, 30, "email", "unknown"))
    assert read(make_deal_file(events=events))["Buyer's last word"] == (
        "none known: no message from a buyer and no meeting held; 2 messages and calls carry no direction"
    )


def test_no_last_word_is_said() -> None:
    assert read(make_deal_file())["Buyer's last word"].startswith("none in the record")


def test_meetings_that_were_not_held_are_not_counted() -> None:
    events = (
        make_event(1, 1, "meeting"),
        make_event(2, 2, "demo"),
        make_event(3, 3, "meeting", status="cancelled"),
        make_event(4, 4, "meeting", status="unknown"),
    )
    assert read(make_deal_file(events=events))["Held"] == "1 meeting and 1 demo; 1 more without saying whether held"


def test_messages_are_counted_each_way() -> None:
    events = (make_event(1, 1), make_event(2, 2, "email", "outbound"), make_event(3, 3, "chat", "unknown"))
    assert read(make_deal_file(events=events))["Messages"] == (
        "1 from the buyer, 1 to the buyer, 1 without a direction"
    )


def test_people_met_are_set_beside_those_known() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4, "economic_buyer"))
    facts = read(make_deal_file(people=people, events=(make_event(1, 1, "meeting", people=(1,)),)))
    assert facts["People met"] == "1 of 2 buyers named; most senior: Ann, individual contributor"
    assert facts["Known and not met"] == "Vic"
    assert facts["Roles"] == "economic buyer Vic"


def test_only_moves_to_a_later_day_are_pushes() -> None:
    changes = (push(1, "2025-04-01", "2025-05-01"), push(2, "2025-05-01", "2025-04-20"), push(3, "2025-04-20", ""))
    assert read(make_deal_file(changes=changes))["Close date"] == "moved later 1 time, by 30 days together"


def test_a_push_without_an_old_day_is_counted_from_the_day_before_it() -> None:
    changes = (push(1, "", "2025-04-01"), push(2, "", "2025-05-01"), push(3, "", "soon"), push(4, "", "2025-05-11"))
    assert read(make_deal_file(changes=changes))["Close date"] == "moved later 2 times, by 40 days together"


def test_a_close_date_never_moved_later_is_said_with_its_limit() -> None:
    earlier = (push(1, "2025-05-01", "2025-04-01"),)
    assert read(make_deal_file(changes=earlier))["Close date"] == "never moved later, as far as the history goes"
    assert read(make_deal_file())["Close date"] == "no changes of it in the record"


def test_an_earlier_day_asked_about_is_where_the_silence_ends() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY, events=(make_event(1, 20), make_event(2, 50)))
    assert file.moment
    asked = replace(file, moment=replace(file.moment, view="open", as_of=AT + 30 * DAY))
    assert "10 days before the day asked about" in read(asked)["Buyer's last word"]


def be_quiet(file: DealFile, **told: float) -> DealFile:
    return replace(file, quiet=Quiet(**{**dict.fromkeys(Quiet.__dataclass_fields__), **told}))  # type: ignore[arg-type]


def ask_open(last_word: int, at: int) -> DealFile:
    file = make_deal_file(last_word=last_word, events=(make_event(1, 20, "call"),))
    moment = Moment("open", "open", at, at, None, last_word, None)
    return replace(file, moment=moment, deal=replace(file.deal, outcome="open", closed_at=None))


def test_an_open_silence_is_told_with_its_probability_and_what_that_rests_on() -> None:
    told = {"usual_until": AT + 32 * DAY - 1, "p_dead": 0.87, "p_share": 0.9, "p_low": 0.84, "p_high": 0.93}
    file = be_quiet(ask_open(AT + 20 * DAY, AT + 60 * DAY), **told, n=212, deals=96, hopeless_at=AT + 65 * DAY)
    assert read(file)["Silence since then"] == (
        "from 4 Apr 2025 on longer than nine of ten pauses, beside the pace of this deal; "
        "the end with a probability of 87 %: no word in 90 days more, and no win; "
        "of 212 silences of which about the same was said, 90 % (84 to 93 %) were (96 deals); "
        "from 7 May 2025 on nine in ten such silences are the end, if no word comes before"
    )


def test_a_short_silence_is_told_to_be_usual() -> None:
    told = {"usual_until": AT + 32 * DAY - 1, "hopeless_at": AT + 70 * DAY}
    file = be_quiet(ask_open(AT + 20 * DAY, AT + 25 * DAY), **told)
    assert read(file)["Silence since then"] == (
        "no longer than nine of ten pauses until 3 Apr 2025, beside the pace of this deal"
    )


def test_nobody_is_told_to_be_sure() -> None:
    told = {"usual_until": AT + 32 * DAY - 1, "p_dead": 0.9986, "p_share": 0.98, "p_low": 0.84, "p_high": 1.0}
    text = read(be_quiet(ask_open(AT + 20 * DAY, AT + 60 * DAY), **told, n=394, deals=41))["Silence since then"]
    assert "the end with a probability of more than 99 %: no word" in text


def test_of_an_ended_deal_only_the_days_before_its_close_are_told() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY, events=(make_event(1, 20, "call"),))
    told = {"usual_until": AT + 32 * DAY - 1, "p_dead": 0.3, "n": 50}
    late = be_quiet(file, **told, hopeless_at=AT + 90 * DAY)
    assert read(late)["Silence since then"] == (
        "from 4 Apr 2025 on longer than nine of ten pauses, beside the pace of this deal"
    )
    early = be_quiet(file, **told, hopeless_at=AT + 50 * DAY)
    assert read(early)["Silence since then"].endswith("; from 22 Apr 2025 on nine in ten such silences are the end")


def test_without_enough_to_learn_from_no_prospects_are_told() -> None:
    assert "Silence since then" not in read(be_quiet(ask_open(AT + 20 * DAY, AT + 60 * DAY)))

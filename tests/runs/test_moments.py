"""When each deal is looked at, and what is known of it then."""

import pytest

from assay.domain.errors import InputError
from assay.signals import find_signals
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import DAY, SmallRecord, on_day


def end_of(day: int) -> int:
    return on_day(day) + DAY // 2 - 1


def moment_of(ask: Ask, column: str) -> object:
    ((value,),) = ask(f"SELECT {column} FROM moment")
    return value


def test_a_lost_deal_is_looked_at_a_week_after_the_last_word(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90)
    record.word(deal, 20)
    record.word(deal, 60, direction="outbound")
    record.write(home)
    run(signals=())
    assert ask("SELECT view, as_of, ended_at, last_word_at FROM moment") == [
        ("look_back", on_day(27), on_day(27), on_day(20))
    ]


def test_a_look_back_ends_before_the_close(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=22)
    record.word(deal, 20)
    record.write(home)
    run(signals=())
    assert moment_of(ask, "as_of") == on_day(22) - 1


def test_without_a_word_the_close_is_the_end(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="no_decision", closed=40)
    record.write(home)
    run(signals=())
    assert ask("SELECT as_of, ended_at, last_word_at FROM moment") == [(on_day(40) - 1, on_day(40), None)]


def test_a_won_deal_ends_at_its_close(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="won", closed=90)
    record.word(deal, 20)
    record.write(home)
    run(signals=())
    assert ask("SELECT as_of, ended_at FROM moment") == [(on_day(27), on_day(90))]


@pytest.mark.parametrize(
    "other",
    [
        {"is_automated": True},
        {"status": "planned"},
        {"direction": "outbound"},
        {"direction": "internal", "kind": "meeting"},
        {"day": 95},
        {"known": 150},
    ],
    ids=["automatic", "planned", "ours", "among ourselves", "after the close", "known after the run"],
)
def test_what_is_no_word_of_the_buyer_prolongs_nothing(
    home: Home, run: Run, ask: Ask, other: dict[str, object]
) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90)
    record.word(deal, 20)
    record.word(deal, **{"day": 50, **other})  # type: ignore[arg-type]
    record.write(home)
    run(signals=(), as_of=120)
    assert moment_of(ask, "last_word_at") == on_day(20)


def test_a_meeting_that_was_held_is_a_word_of_the_buyer(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90)
    record.word(deal, 50, kind="meeting", direction="outbound")
    record.write(home)
    run(signals=())
    assert moment_of(ask, "last_word_at") == on_day(50)


def test_a_word_before_the_opening_moves_no_moment_before_it(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=50, outcome="lost", closed=90)
    record.word(deal, 10)
    record.write(home)
    run(signals=())
    assert moment_of(ask, "as_of") == on_day(50)


def test_by_default_the_last_day_of_the_record_is_asked_about(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0)
    record.word(deal, 33)
    record.write(home)
    assert run(signals=()).as_of == end_of(33)
    assert moment_of(ask, "view") == "open"


def test_an_export_read_a_year_later_does_not_look_silent(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, known=400, known_at_basis="file_date", stage="Talk")
    record.word(deal, 33)
    record.write(home)
    assert run(signals=()).as_of == end_of(33)
    assert ask("SELECT as_of, known_by, stage FROM moment") == [(end_of(33), on_day(400), "Talk")]


def test_a_day_after_the_newest_export_is_refused(home: Home, run: Run) -> None:
    record = SmallRecord(imported=50)
    record.word(record.deal("A", opened=0), 33)
    record.write(home)
    with pytest.raises(InputError, match="2024-02-21: the record ends on 2024-02-03, .* of 2024-02-20") as refused:
        run(signals=(), as_of=51)
    assert "Import a newer export" in refused.value.fix


def test_without_a_note_of_an_export_the_last_day_is_the_latest(home: Home, run: Run) -> None:
    record = SmallRecord()
    record.rows["import_file"] = []
    record.word(record.deal("A", opened=0), 33)
    record.write(home)
    assert run(signals=(), as_of=33).as_of == end_of(33)
    with pytest.raises(InputError, match="Nothing is known of 2024-02-04"):
        run(signals=(), as_of=34)


def test_a_day_between_the_last_one_and_the_export_is_answered_with_a_word(home: Home, run: Run) -> None:
    record = SmallRecord(imported=50)
    record.word(record.deal("A", opened=0), 33)
    record.write(home)
    said = "The record ends on 2024-02-03, 17 days before; silence is counted on from there."
    assert said in run(signals=(), as_of=50).text()
    assert said in run(signals=(), as_of=50).text()  # of the run that stands, too
    assert "1 day before" in run(signals=(), as_of=34).text()
    assert "The record ends" not in run(signals=(), as_of=33).text()
    assert "The record ends" not in run(signals=()).text()


def test_what_was_entered_late_is_part_of_the_last_day(home: Home, run: Run) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0)
    record.word(deal, 33, known=60)
    record.write(home)
    assert run(signals=()).as_of == end_of(60)


def test_a_meeting_still_ahead_is_not_the_last_day(home: Home, run: Run) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0)
    record.word(deal, 33)
    record.word(deal, 70, known=33, kind="meeting", status="planned")
    record.write(home)
    assert run(signals=()).as_of == end_of(33)


def test_a_deal_closed_later_was_open_then(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="lost", closed=90)
    record.write(home)
    run(signals=(), as_of=60)
    assert ask("SELECT view, outcome, closed_at, as_of FROM moment") == [("open", "open", None, end_of(60))]


def test_a_deal_whose_close_was_entered_later_was_open_then(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=50, closed_at_basis="history")
    record.change(deal, "stage", "Lost", 50, known=90)
    record.write(home)
    run(signals=(), as_of=60)
    assert moment_of(ask, "outcome") == "open"
    run(signals=(), as_of=90)
    assert moment_of(ask, "outcome") == "lost"


def test_a_deal_won_after_it_had_been_lost_was_lost_then(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.stage("Lost", "lost")
    deal = record.deal("A", opened=0, outcome="won", closed=90)
    record.change(deal, "stage", "Lost", 40)
    record.change(deal, "stage", "Talk", 70)
    record.write(home)
    run(signals=(), as_of=60)
    assert ask("SELECT outcome, closed_at FROM moment") == [("lost", on_day(40))]
    run(signals=(), as_of=80)
    assert moment_of(ask, "outcome") == "open"
    run(signals=())
    assert moment_of(ask, "outcome") == "won"


def test_a_stage_named_alike_elsewhere_does_not_hide_an_earlier_close(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    for pipeline, stage_class in (("Sales", "lost"), ("Renewal", "open")):
        row = {"code": "3", "label": "Closed", "pipeline": pipeline, "stage_class": stage_class}
        record.add("stage", pipeline, known=on_day(0), class_basis="source", **row)
    deal = record.deal("A", opened=0, outcome="won", closed=90, pipeline="Sales")
    record.change(deal, "stage", " closed", 40)  # by its label
    record.change(deal, "stage", "3", 45)
    record.change(deal, "stage", "Talk", 70)
    record.write(home)
    run(signals=(), as_of=60)
    assert ask("SELECT outcome, closed_at FROM moment") == [("lost", on_day(40))]


def test_a_deal_opened_later_was_not_there(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0)
    record.deal("B", opened=70)
    record.write(home)
    run(signals=(), as_of=60)
    assert ask("SELECT count(*) FROM moment") == [(1,)]


def test_a_deleted_deal_is_not_asked_about(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0)
    record.deal("B", opened=0, is_deleted=True)
    record.write(home)
    run(signals=())
    assert ask("SELECT count(*) FROM moment") == [(1,)]


def test_a_day_before_everything_is_refused(home: Home, run: Run) -> None:
    record = SmallRecord()
    record.deal("A", opened=10)
    record.write(home)
    with pytest.raises(InputError, match=r"No deal was known on 2024-01-04; the first became known on 2024-01-11"):
        run(as_of=3)


def test_an_empty_record_says_what_to_do(run: Run) -> None:
    with pytest.raises(InputError, match="assay import"):
        run()


def test_stage_and_amount_are_those_that_stood_at_the_last_word(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90, stage="Lost", amount=99_000)
    record.change(deal, "stage", "Talk", 0)
    record.change(deal, "stage", "Offer", 15)
    record.change(deal, "stage", "Lost", 90)
    record.change(deal, "amount", "5000", 5)
    record.change(deal, "amount", "99000", 80)
    record.word(deal, 20)
    record.write(home)
    run(signals=())
    assert ask("SELECT stage, amount, size_band, value FROM moment") == [("Offer", 5000.0, "3k-10k", 99_000.0)]


def test_a_stage_that_keeps_no_history_is_not_read_back_from_the_end(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="lost", closed=90, stage="Lost", amount=99_000)
    record.write(home)
    run(signals=())
    assert ask("SELECT stage, amount FROM moment") == [(None, 99_000.0)]


def test_an_amount_that_keeps_no_history_is_not_known_of_an_earlier_day(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="lost", closed=90)
    record.write(home)
    run(signals=(), as_of=60)
    assert ask("SELECT amount, size_band, value FROM moment") == [(None, "unknown", None)]


def test_silence_is_asked_of_open_deals_and_at_landmarks_alone(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    ended = record.deal("A", opened=0, outcome="lost", closed=90)
    still_open = record.deal("B", opened=0)
    for day in (5, 12, 19, 33):
        record.word(ended, day)
        record.word(still_open, day)
    record.word(still_open, 95, direction="outbound")
    record.write(home)
    run(signals=tuple(signal for signal in find_signals() if signal.name == "rhythm.gone_silent"))
    assert ask("SELECT view, answer FROM answer ORDER BY view") == [("look_back", "unknown"), ("open", "hit")]
    assert ask("SELECT age_days, answer FROM landmark ORDER BY 1") == [(14, "clear"), (30, "clear")]

from typing import Any

import pytest

JAN, DAY = 1_735_689_600, 86_400
DERIVED = "SELECT outcome, closed_at, closed_at_basis FROM deal"


def stage_deal(record: Any, source_id: str = "d", **columns: Any) -> None:
    record.stage("deal", {"source_id": source_id, "outcome": "unknown", "opened_at": JAN, **columns})


def stage_steps(record: Any, *steps: tuple[int, str], deal: str = "d", by: str | None = None) -> None:
    rows = [
        {
            "source_id": f"{deal}{number}",
            "deal_id": record.key("deal", deal),
            "field": "stage",
            "new_value": stage,
            "changed_at": JAN + at,
            "changed_by": by and record.key("seller", by),
            "basis": "source_history",
            "sequence": number,
        }
        for number, (at, stage) in enumerate(steps)
    ]
    record.stage("stage_history", *rows)


def test_the_close_is_the_first_step_into_the_final_class_after_the_last_open_one(record: Any) -> None:
    stage_deal(record, stage="Closed Lost", closed_at=JAN + 90 * DAY)
    stage_steps(
        record, (0, "Proposal"), (10, "Closed Lost"), (20, "Proposal"), (30, "Closed Lost"), (40, "Closed Lost")
    )
    record.land()
    assert record.rows(DERIVED) == [("lost", JAN + 30, "history")]


def test_without_a_history_the_stated_close_counts(record: Any) -> None:
    stage_deal(record, stage="Won", closed_at=JAN + 5)
    record.land()
    assert record.rows(DERIVED) == [("won", JAN + 5, "field")]


def test_an_open_deal_has_no_close_whatever_its_forecast(record: Any) -> None:
    stage_deal(record, stage="Proposal", closed_at=JAN + 5, close_date_stated="2025-02-01")
    record.land()
    assert record.rows(DERIVED) == [("open", None, None)]


def test_a_close_that_we_saw_between_two_files_is_first_seen(record: Any) -> None:
    for stage, seen_at in (("Proposal", JAN), ("Lost", JAN + 9 * DAY)):
        record.stage("deal", {"source_id": "d", "outcome": "unknown", "stage": stage}, seen_at=seen_at)
        record.land()
    assert record.rows(DERIVED) == [("lost", JAN + 9 * DAY, "first_seen")]


def test_the_sources_own_close_is_preferred_to_the_day_we_saw_it(record: Any) -> None:
    for stage, closed_at, seen_at in (("Proposal", None, JAN), ("Lost", JAN + 4 * DAY, JAN + 9 * DAY)):
        row = {"source_id": "d", "outcome": "unknown", "stage": stage, "closed_at": closed_at}
        record.stage("deal", row, seen_at=seen_at)
        record.land()
    assert record.rows(DERIVED) == [("lost", JAN + 4 * DAY, "field")]


def test_the_sources_word_on_the_outcome_goes_before_the_name_of_the_stage(record: Any) -> None:
    stage_deal(record, stage="Negotiation", outcome="lost")
    record.land()
    assert record.value("SELECT outcome FROM deal") == "lost"


def test_a_class_that_a_person_gave_a_stage_goes_before_the_sources_word(record: Any) -> None:
    record.stage("stage", {"source_id": "/Lost", "code": "Lost", "stage_class": "no_decision", "class_basis": "person"})
    for landed in (2, 0):
        stage_deal(record, stage="Lost", outcome="lost")
        assert record.land().landed == landed
        assert record.value("SELECT outcome FROM deal") == "no_decision"


def test_a_source_does_not_take_back_what_a_person_said_of_a_stage(record: Any) -> None:
    for stage_class, basis in (("no_decision", "person"), ("lost", "label")):
        record.stage("stage", {"source_id": "/Out", "code": "Out", "stage_class": stage_class, "class_basis": basis})
        record.land()
    assert record.rows("SELECT stage_class, class_basis FROM stage") == [("no_decision", "person")]


def test_a_stage_value_without_a_stage_gets_one(record: Any) -> None:
    stage_deal(record, stage="Verhandlung")
    stage_steps(record, (0, "Closed Won"), (1, "Verhandlung"))
    record.land()
    assert record.rows("SELECT code, stage_class, class_basis FROM stage ORDER BY 1") == [
        ("Closed Won", "won", "label"),
        ("Verhandlung", "unknown", "none"),
    ]


def test_a_stage_in_which_the_source_calls_every_deal_lost_is_lost(record: Any) -> None:
    stage_deal(record, stage="Abgelegt", outcome="lost")
    record.land()
    assert record.rows("SELECT code, stage_class, class_basis FROM stage") == [("Abgelegt", "lost", "source")]


@pytest.mark.parametrize(("deals", "apart", "together"), [(5, 60, True), (4, 60, False), (5, 3600, False)])
def test_five_deals_closed_by_one_person_within_ten_minutes_are_a_batch(
    record: Any, deals: int, apart: int, together: bool
) -> None:
    for number in range(deals):
        stage_deal(record, f"d{number}", stage="Lost")
        stage_steps(record, (0, "Proposal"), (77 + number * apart, "Lost"), deal=f"d{number}", by="s")
    record.land()
    assert record.rows("SELECT DISTINCT closed_in_batch FROM deal") == [(together,)]


@pytest.mark.parametrize(("deals", "together"), [(19, False), (20, True)])
def test_where_only_days_are_known_it_takes_twenty(record: Any, deals: int, together: bool) -> None:
    owner = record.key("seller", "s")
    for number in range(deals):
        stage_deal(record, f"d{number}", stage="Lost", close_date_stated="2025-02-01", owner_id=owner)
    record.land()
    assert record.rows("SELECT DISTINCT closed_in_batch FROM deal") == [(together,)]


def test_deals_seen_closed_in_one_file_are_no_batch(record: Any) -> None:
    owner = record.key("seller", "s")
    for stage, seen_at in (("Proposal", JAN), ("Lost", JAN + DAY)):
        for number in range(6):
            row = {"source_id": f"d{number}", "outcome": "unknown", "stage": stage, "owner_id": owner}
            record.stage("deal", row, seen_at=seen_at)
        record.land()
    assert record.rows("SELECT DISTINCT closed_in_batch FROM deal") == [(False,)]


@pytest.mark.parametrize(
    ("steps", "complete"),
    [
        (((0, "Proposal"), (9, "Lost")), True),
        (((9 * DAY, "Proposal"), (10 * DAY, "Lost")), False),
        (((0, "Proposal"),), False),
        ((), False),
    ],
)
def test_a_history_is_whole_from_the_opening_to_the_present_stage(
    record: Any, steps: tuple[tuple[int, str], ...], complete: bool
) -> None:
    stage_deal(record, stage="Lost")
    stage_steps(record, *steps)
    record.land()
    assert record.value("SELECT history_complete FROM deal") is complete


def test_a_deal_without_an_opening_was_opened_when_it_was_created(record: Any) -> None:
    for _ in range(2):
        row = {"source_id": "d", "outcome": "open", "opened_at": None, "known_at": JAN + 3, "known_at_basis": "created"}
        record.stage("deal", row)
        landed = record.land().landed
    assert (record.value("SELECT opened_at FROM deal"), landed) == (JAN + 3, 0)

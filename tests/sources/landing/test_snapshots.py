"""What a later file changes is written into the history with the day on which it was seen."""

from typing import Any

JAN, FEB = 1_735_689_600, 1_738_368_000
HISTORY = "SELECT field, old_value, new_value, changed_at, basis FROM stage_history ORDER BY sequence"


def stage_deal(record: Any, *, seen_at: int = JAN, **columns: Any) -> None:
    record.stage("deal", {"source_id": "d", "outcome": "unknown", **columns}, seen_at=seen_at)


def test_a_first_import_invents_no_history(record: Any) -> None:
    stage_deal(record, stage="Proposal", amount=100)
    record.land()
    assert record.rows(HISTORY) == []


def test_each_changed_field_becomes_a_row(record: Any) -> None:
    stage_deal(
        record, stage="Proposal", amount="100", close_date_stated="2025-03-31", owner_id=record.key("seller", "s")
    )
    record.stage("seller", {"source_id": "s", "name": "Moses"}, {"source_id": "t", "name": "Tara"})
    record.land()
    stage_deal(
        record,
        seen_at=FEB,
        stage="Lost",
        amount="120.50",
        close_date_stated="2025-06-30",
        owner_id=record.key("seller", "t"),
    )
    record.land()
    assert record.rows(HISTORY) == [
        ("stage", "Proposal", "Lost", FEB, "snapshot_diff"),
        ("amount", "100", "120.5", FEB, "snapshot_diff"),
        ("close_date", "2025-03-31", "2025-06-30", FEB, "snapshot_diff"),
        ("owner", "s", "t", FEB, "snapshot_diff"),
    ]


def test_two_changes_seen_on_one_day_both_stay(record: Any) -> None:
    for stage in ("Proposal", "Negotiation", "Lost"):
        stage_deal(record, stage=stage)
        record.land()
    assert [row[1:3] for row in record.rows(HISTORY)] == [("Proposal", "Negotiation"), ("Negotiation", "Lost")]


def test_a_change_that_the_import_brings_as_history_is_not_written_twice(record: Any) -> None:
    stage_deal(record, stage="Proposal")
    record.land()
    stage_deal(record, seen_at=FEB, stage="Lost")
    change = {"deal_id": record.key("deal", "d"), "field": "stage", "old_value": "Proposal", "new_value": "Lost"}
    record.stage(
        "stage_history", {"source_id": "h", **change, "changed_at": JAN + 9, "basis": "source_history", "sequence": 0}
    )
    record.land()
    assert record.rows(HISTORY) == [("stage", "Proposal", "Lost", JAN + 9, "source_history")]


def test_a_stage_that_comes_back_is_written_again(record: Any) -> None:
    for seen_at, stage in ((JAN, "Proposal"), (JAN + 1, "Lost"), (JAN + 2, "Proposal"), (JAN + 3, "Lost")):
        stage_deal(record, seen_at=seen_at, stage=stage)
        record.land()
    assert record.value("SELECT count(*) FROM stage_history WHERE new_value = 'Lost'") == 2


def test_a_column_that_a_later_file_lacks_is_no_change(record: Any) -> None:
    stage_deal(record, stage="Proposal", amount=100)
    record.land()
    stage_deal(record, seen_at=FEB, stage="Proposal")
    record.land()
    assert record.rows(HISTORY) == []


def test_a_changed_title_is_a_change_of_the_person(record: Any) -> None:
    for seen_at, title in ((JAN, "IT Manager"), (FEB, "CIO")):
        record.stage(
            "person", {"source_id": "p", "full_name": "Ann Lee", "kind": "contact", "title": title}, seen_at=seen_at
        )
        record.land()
    assert record.rows("SELECT name, old_title, title, change, occurred_at, basis FROM person_change") == [
        ("Ann Lee", "IT Manager", "CIO", "promoted", FEB, "crm_title_change")
    ]
    assert record.value("SELECT seniority FROM person") == "c_level"


CHANGES = "SELECT old_title, title, old_seniority, seniority, change FROM person_change"


def stage_people(record: Any, seen_at: int, *titles: str | None, **columns: Any) -> None:
    people = [
        {"source_id": f"p{number}", "kind": "contact", "title": title, **columns} for number, title in enumerate(titles)
    ]
    record.stage("person", *people, seen_at=seen_at)


def test_a_title_filled_in_later_is_a_change_from_nothing(record: Any) -> None:
    for seen_at, title in ((JAN, None), (FEB, "CIO")):
        stage_people(record, seen_at, title, "Clerk")
        record.land()
    assert record.rows(CHANGES) == [(None, "CIO", "unknown", "c_level", "recorded")]


def test_a_file_that_speaks_of_no_titles_tells_nothing_of_them(record: Any) -> None:
    record.stage("person", {"source_id": "p0", "kind": "contact", "full_name": "Ann Lee"})
    record.land()
    stage_people(record, FEB, "CIO")
    record.land()
    assert record.rows(CHANGES) == []


def test_a_changed_title_keeps_the_seniority_that_the_source_had_said(record: Any) -> None:
    stage_people(record, JAN, "Wizard", seniority="vp")
    record.land()
    stage_people(record, FEB, "IT Manager")
    record.land()
    assert record.rows(CHANGES) == [("Wizard", "IT Manager", "vp", "manager", "moved")]


def test_a_history_of_titles_is_ranked(record: Any) -> None:
    change = {
        "change": "moved",
        "basis": "crm_title_change",
        "occurred_at": JAN,
        "person_id": record.key("person", "p"),
    }
    record.stage("person_change", {"source_id": "c", "old_title": "Manager", "title": "Director", **change})
    record.land()
    assert record.rows(CHANGES) == [("Manager", "Director", "manager", "director", "moved")]
    record.stage("person_change", {"source_id": "c", "old_title": "Manager", "title": "Director", **change})
    assert str(record.land()) == "read 1, landed 0, unchanged 1, merged 0, rejected 0"

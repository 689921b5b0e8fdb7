"""Zoho's module exports."""

from datetime import date

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "zoho"


def key(table: str, source_id: str) -> int:
    return key_of("zoho", table, source_id)


def test_ids_are_the_same_with_and_without_the_prefix(map_files: MapFiles) -> None:
    mapped = map_files({"Deals.csv": "Record Id,Deal Name,Stage,Closing Date\n554001,Mill,Closed Won,2025-01-01\n"})
    assert mapped.rows("deal", "source_id, outcome") == [("554001", "won")]
    assert {source for (source,) in map_example(MAPPED).rows("deal", "source_id")} == {"11", "12"}


def test_a_lost_deal_lands_with_reason_people_and_account() -> None:
    mapped = map_example(MAPPED)
    columns = "outcome, close_date_stated, loss_reason_stated, account_id, owner_id, custom"
    assert mapped.one("deal", columns, "11") == (
        "lost",
        date(2025, 3, 14),
        "Price",
        key("account", "9"),
        key("seller", "1"),
        '{"Region":"EMEA"}',
    )
    assert ("11/5", True) in mapped.rows("deal_person", "source_id, is_primary")


def test_stage_history_is_read_as_states_that_follow_each_other() -> None:
    columns = "field, old_value, new_value, changed_at"
    assert map_example(MAPPED).rows("stage_history", columns, "old_value IS NOT NULL") == [
        ("close_date", "2025-03-01", "2025-03-14", epoch("2025-03-14T10:00")),
        ("stage", "Qualification", "Closed Lost", epoch("2025-03-14T10:00")),
    ]


def test_a_role_in_the_deal_is_known_by_zohos_names() -> None:
    assert map_example(MAPPED).rows("deal_person", "source_id, role", "role <> 'unknown'") == [
        ("11/5", "economic_buyer")
    ]


def test_somebody_named_without_an_id_is_found_by_the_name() -> None:
    mapped = map_example(MAPPED)
    columns = "source_id, seller_id, person_id"
    assert mapped.rows("activity_person", columns, "source_id IN ('72/1', '72/5')") == [
        ("72/1", key("seller", "1"), None),
        ("72/5", None, key("person", "5")),
    ]
    assert {source for (source,) in mapped.rows("seller", "source_id")} == {"1"}
    assert ("72/11",) in mapped.rows("activity_deal", "source_id")


def test_calls_meetings_tasks_and_notes_are_told_apart() -> None:
    columns = "source_id, kind, direction, status, occurred_at, known_at"
    assert map_example(MAPPED).rows("activity", columns) == [
        ("71", "call", "inbound", "held", epoch("2025-02-01T09:30"), epoch("2025-02-02T10:00")),
        ("72", "demo", "unknown", "unknown", epoch("2025-02-03T09:30"), epoch("2025-02-02T10:00")),
        ("73", "task", "unknown", "held", epoch("2025-02-06T10:00"), epoch("2025-02-04T10:00")),
        ("74", "note", "internal", "held", epoch("2025-02-07T10:00"), epoch("2025-02-07T10:00")),
    ]


def test_a_missed_call_is_the_buyers_and_was_missed(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Calls.csv": """
Record Id,Subject,Call Type,Call Start Time,Contact Name.id,Created Time
zcrm_1,Call,Missed,2025-02-01 09:30:00,zcrm_5,2025-02-01 09:30:00
"""
        }
    )
    assert mapped.rows("activity", "direction, status") == [("inbound", "missed")]


def test_a_note_is_a_statement_on_its_deal() -> None:
    assert map_example(MAPPED).rows("statement", "deal_id, text", "origin = 'crm_note'") == [
        (key("deal", "11"), "Call: They want less")
    ]

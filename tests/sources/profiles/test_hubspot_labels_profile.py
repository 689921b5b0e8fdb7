"""HubSpot's exports under the labels of its properties."""

from datetime import date
from decimal import Decimal

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "hubspot_labels"


def key(table: str, source_id: str) -> int:
    return key_of("hubspot", table, source_id)


def test_a_stage_is_read_without_the_pipeline_behind_it() -> None:
    columns = "source_id, name, stage, pipeline, outcome, amount, close_date_stated, loss_reason_stated, custom"
    assert map_example(MAPPED).rows("deal", columns) == [
        (
            "11",
            "Press line",
            "Closed Lost",
            "Sales Pipeline",
            "lost",
            Decimal(12000),
            date(2025, 3, 1),
            "Price",
            '{"Region":"EMEA"}',
        ),
        ("12", "Oven", "Appointment Scheduled", "Sales Pipeline", "open", Decimal(500), date(2025, 6, 1), None, None),
    ]


def test_the_columns_of_stages_entered_and_the_property_history_meet() -> None:
    mapped = map_example(MAPPED)
    rows = mapped.rows("stage_history", "source_id, new_value, changed_at")
    contract = ("11/1738396800/stage", "Contract Sent", epoch("2025-02-01T08:00"))
    lost = ("11/1740823200/stage", "Closed Lost", epoch("2025-03-01T10:00"))
    assert rows == [contract, contract, lost, lost]


def test_people_are_linked_by_name_where_ids_were_not_exported() -> None:
    columns = "source_id, role, basis"
    assert map_example(MAPPED).rows("deal_person", columns) == [
        ("11/501", "economic_buyer", "crm_role"),
        ("11/501", "unknown", "association_label"),
        ("11/Al Fa", "unknown", "association_label"),
    ]


def test_people_are_linked_by_id_where_ids_were_exported(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deals.csv": """
Record ID,Deal Name,Deal Stage,Associated Contact IDs,Associated Contact
11,Press line,Closed Won,501;502,Jo Bar;Al Fa
"""
        }
    )
    assert mapped.rows("deal_person", "person_id") == sorted([(key("person", one),) for one in ("501", "502")])
    assert mapped.rows("person", "source_id") == []


def test_a_call_lands_with_direction_clock_and_people() -> None:
    mapped = map_example(MAPPED)
    columns = "kind, direction, status, occurred_at, known_at, duration_s, body"
    assert mapped.one("activity", columns, "77") == (
        "call",
        "inbound",
        "held",
        epoch("2025-02-01T10:00"),
        epoch("2025-02-02T10:00"),
        65,
        "hello",
    )
    assert mapped.rows("activity_person", "side, part") == [("buyer", "caller"), ("seller", "callee")]


def test_emails_meetings_notes_and_tasks_are_told_apart(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "emails.csv": """
Record ID,Email subject,Email direction,Activity date,Email from address,Email to address,Email CC address
1,Re: offer,Incoming email,2025-02-01 10:00,Jo Bar <jo@x.com>,ann@seller.example,al@x.com
""",
            "meetings.csv": """
Record ID,Meeting name,Meeting start time,Meeting outcome,Activity assigned to
2,Demo,2025-02-02 10:00,No show,Ann Lee
""",
            "notes.csv": """
Record ID,Note body,Activity date,Activity assigned to,Associated Deal IDs
3,They want less,2025-02-03 10:00,Ann Lee,11
""",
            "tasks.csv": """
Record ID,Task title,Task status,Due date,Completed at,Assigned to
4,Send offer,Completed,2025-02-04 10:00,2025-02-05 10:00,Ann Lee
""",
        }
    )
    assert mapped.rows("activity", "source_id, kind, direction, status, occurred_at, due_at") == [
        ("1", "email", "inbound", "held", epoch("2025-02-01T10:00"), None),
        ("2", "meeting", "unknown", "missed", epoch("2025-02-02T10:00"), None),
        ("3", "note", "internal", "held", epoch("2025-02-03T10:00"), None),
        ("4", "task", "unknown", "held", epoch("2025-02-05T10:00"), epoch("2025-02-04T10:00")),
    ]
    assert mapped.rows("activity_person", "named_as, part", "named_as IS NOT NULL") == [
        ("al@x.com", "cc"),
        ("ann@seller.example", "to"),
        ("jo@x.com", "from"),
    ]
    assert mapped.rows("statement", "deal_id, origin, text") == [(key("deal", "11"), "crm_note", "They want less")]


def test_the_history_of_a_title_is_a_change_at_the_buyer() -> None:
    assert map_example(MAPPED).rows("person_change", "person_id, old_title, title") == [
        (key("person", "501"), "Clerk", "CFO")
    ]


def test_an_owner_known_by_name_only_fills_what_is_empty() -> None:
    assert {*map_example(MAPPED).rows("seller", "source_id, name, primary_row")} == {("Ann Lee", "Ann Lee", False)}

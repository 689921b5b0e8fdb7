"""Pipedrive's exports."""

from decimal import Decimal

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "pipedrive"


def key(table: str, source_id: str) -> int:
    return key_of("pipedrive", table, source_id)


def test_the_status_is_the_outcome_and_the_lost_time_the_close() -> None:
    columns = (
        "source_id, outcome_stated, stage, closed_at_stated, amount, currency, loss_reason_stated, account_id, custom"
    )
    assert map_example(MAPPED).rows("deal", columns) == [
        (
            "11",
            "lost",
            "Negotiations Started",
            epoch("2025-03-01T11:00"),
            Decimal(12000),
            "EUR",
            "Too expensive",
            key("account", "9"),
            '{"Deal - Tier":"A"}',
        ),
        ("12", "open", "Qualified", None, Decimal(500), "EUR", None, key("account", "10"), None),
    ]


def test_a_stage_says_nothing_of_the_outcome() -> None:
    assert map_example(MAPPED).rows("stage", "source_id, stage_class, class_basis") == [
        ("Sales/Negotiations Started", "open", "source"),
        ("Sales/Qualified", "open", "source"),
    ]


def test_headings_without_the_object_read_alike(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deals.csv": """
ID,Title,Value,Currency,Organization,Contact person,Stage,Status,Deal created,Won time,Lost reason
11,Press line,12000,EUR,Kiln AG,Jo Bar,Signed (Sales),Won,2025-01-02 10:00:00,2025-03-01 11:00:00,
"""
        }
    )
    assert mapped.readers == {"deals.csv": "pipedrive deals"}
    columns = "source_id, outcome_stated, stage, closed_at_stated, opened_at"
    assert mapped.rows("deal", columns) == [
        ("11", "won", "Signed", epoch("2025-03-01T11:00"), epoch("2025-01-02T10:00"))
    ]


def test_the_persons_columns_of_a_deal_are_not_the_deals(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deals.csv": """
Person - ID,Person - Name,Person - Email - Work,Deal - Title,Deal - Status,Deal - Stage,Deal - ID
5,Jo Bar,jo@x.com,Press line,Open,New,11
"""
        }
    )
    assert mapped.rows("deal", "source_id, custom") == [("11", None)]
    assert mapped.rows("person", "source_id, full_name, email") == [("5", "Jo Bar", "jo@x.com")]


def test_an_activity_finds_its_deal_and_its_person_by_name() -> None:
    mapped = map_example(MAPPED)
    columns = "kind, status, occurred_at, duration_s, known_at"
    assert mapped.one("activity", columns, "71") == (
        "call",
        "held",
        epoch("2025-01-10T09:30"),
        1800,
        epoch("2025-01-05T08:00"),
    )
    assert ("71/11", key("deal", "11")) in mapped.rows("activity_deal", "source_id, deal_id")
    assert mapped.rows("activity_person", "person_id", "side = 'buyer'") == [(key("person", "5"),)]


def test_of_two_deals_of_one_title_an_activity_finds_neither(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deals.csv": """
Deal - ID,Deal - Title,Deal - Status,Deal - Stage
11,Renewal,Open,New
12,Renewal,Lost,New
""",
            "activities.csv": """
Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Deal
71,Intro,Call,2025-01-10,Done,Renewal
""",
        }
    )
    assert mapped.rows("activity", "source_id") == [("71",)]
    assert mapped.rows("activity_deal", "source_id") == []


def test_a_note_is_a_statement_on_its_deal() -> None:
    assert map_example(MAPPED).rows("statement", "deal_id, origin, text, occurred_at") == sorted(
        [
            (key("deal", "11"), "crm_note", "He wants it cheaper", epoch("2025-02-01T08:00")),
            (key("deal", "11"), "crm_reason", "Too expensive", epoch("2025-03-01T11:00")),
        ]
    )


def test_the_log_of_a_deal_is_its_history() -> None:
    columns = "deal_id, field, old_value, new_value"
    assert map_example(MAPPED).rows("stage_history", columns, "basis = 'field_history'") == [
        (key("deal", "11"), "stage", "3", "4")
    ]

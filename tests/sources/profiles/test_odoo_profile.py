"""Odoo's lists, under labels and technical names."""

from decimal import Decimal

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "odoo"


def key(table: str, source_id: str) -> int:
    return key_of("odoo", table, source_id)


def test_an_archived_opportunity_without_probability_is_lost() -> None:
    columns = "source_id, outcome_stated, stage, closed_at_stated, loss_reason_stated, amount"
    assert map_example(MAPPED).rows("deal", columns) == [
        ("1", "lost", "Proposition", epoch("2025-03-01T11:00"), "Too expensive", Decimal(12000)),
        ("2", "open", "Qualified", None, None, Decimal(500)),
        ("3", "won", "Won", epoch("2025-05-01T10:00"), None, Decimal(500)),
    ]


def test_technical_names_read_as_labels_do(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "leads.csv": """
id,name,partner_name,user_id,stage_id,expected_revenue,probability,create_date,active,lost_reason_id,type
7,Mill,Mill SA,Ann Lee,New,100,0,2025-01-01 10:00:00,False,Too slow,opportunity
8,Mall,Mill SA,Ann Lee,New,100,10,2025-01-01 10:00:00,True,,lead
"""
        }
    )
    columns = "source_id, outcome_stated, loss_reason_stated, account_id, owner_id"
    assert mapped.rows("deal", columns) == [
        ("7", "lost", "Too slow", key("account", "Mill SA"), key("seller", "Ann Lee"))
    ]
    assert mapped.skipped == ["a lead that has not become an opportunity"]


def test_the_external_id_holds_the_number_that_messages_name() -> None:
    mapped = map_example(MAPPED)
    deal = (key("deal", "1"),)
    assert mapped.rows("deal", "id", "source_id = '1'") == [deal]
    assert set(mapped.rows("activity_deal", "deal_id")) == {deal}


def test_tracked_values_are_the_history() -> None:
    columns = "source_id, old_value, new_value, changed_at, changed_by"
    assert map_example(MAPPED).rows("stage_history", columns, "basis = 'field_history'") == [
        ("1/1738404000/stage", "New", "Proposition", epoch("2025-02-01T10:00"), key("seller", "Ann Lee")),
        ("1/1738576800/amount", None, "900.5", epoch("2025-02-03T10:00"), key("seller", "Ann Lee")),
    ]


def test_a_message_is_an_email_or_a_note_and_notices_are_left_out() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("activity", "source_id, kind, direction", "kind <> 'demo'") == [
        ("55", "email", "inbound"),
        ("57", "note", "internal"),
    ]
    assert mapped.rows("activity_person", "named_as, side", "starts_with(source_id, '55/')") == [("jo@x.com", "buyer")]
    assert mapped.rows("statement", "text", "origin = 'crm_note'") == [("they want less",)]
    assert mapped.skipped == ["a notice that Odoo wrote itself"]


def test_a_meeting_lands_with_those_who_were_asked() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("activity", "occurred_at, duration_s", "kind = 'demo'") == [(epoch("2025-02-10T10:00"), 5400)]
    assert mapped.rows("activity_person", "named_as", "part = 'attendee'") == [("Al Fa",), ("Jo Bar",)]


def test_a_contact_belongs_to_its_company() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("person", "source_id, account_id, title", "primary_row") == [
        ("Kiln AG / Jo Bar", key("account", "Kiln AG"), "CFO")
    ]
    assert mapped.rows("account", "name, country", "primary_row") == [("Kiln AG", "Germany")]

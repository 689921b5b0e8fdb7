"""HubSpot's tables as a loader lands them."""

from datetime import date
from decimal import Decimal

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "fivetran_hubspot"


def key(table: str, source_id: str) -> int:
    return key_of("hubspot", table, source_id)


def test_a_lost_deal_lands_with_its_reason_and_own_fields() -> None:
    columns = "name, outcome, stage, pipeline, amount, opened_at, close_date_stated, loss_reason_stated, custom"
    assert map_example(MAPPED).rows("deal", columns, "source_id = '11' AND name IS NOT NULL") == [
        (
            "Press line",
            "lost",
            "closedlost",
            "default",
            Decimal(12000),
            epoch("2025-01-02T09:00"),
            date(2025, 3, 14),
            "Price",
            '{"property_region":"EMEA"}',
        )
    ]


def test_headings_in_camel_case_read_as_those_in_snake_case(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deal.csv": """
dealId,dealPipelineId,dealPipelineStageId,ownerId,propertyDealname,propertyAmount,propertyHsIsClosed,propertyHsIsClosedWon,_fivetranDeleted
11,default,closedlost,7,Press line,12000,true,false,true
"""
        }
    )
    assert mapped.readers == {"deal.csv": "fivetran_hubspot deal"}
    assert mapped.rows("deal", "source_id, name, outcome, is_deleted") == [("11", "Press line", "lost", True)]


def test_a_deal_that_was_deleted_says_so() -> None:
    assert map_example(MAPPED).rows("deal", "source_id, is_deleted", "name IS NOT NULL") == [
        ("11", False),
        ("12", False),
        ("15", True),
    ]


def test_the_primary_company_counts_whatever_the_order() -> None:
    rows = map_example(MAPPED).rows("deal", "order_no > 0, account_id", "account_id IS NOT NULL")
    assert rows == [(False, key("account", "901")), (True, key("account", "900"))]


def test_merged_deals_and_contacts_point_to_the_one_that_stayed() -> None:
    aliases = map_example(MAPPED).query("SELECT table_name, old_id, new_id FROM land_alias")
    assert set(aliases) == {
        *(("deal", key("deal", old), key("deal", "11")) for old in ("13", "14")),
        ("deal", key("deal", "16"), key("deal", "12")),
        *(("person", key("person", old), key("person", "501")) for old in ("502", "503", "505")),
    }


def test_a_stage_has_the_class_that_hubspot_gives_it() -> None:
    columns = "source_id, label, stage_class, class_basis, sort_order"
    assert map_example(MAPPED).rows("stage", columns, "primary_row") == [
        ("default/1234", "Signed", "won", "source", 5),
        ("default/appointmentscheduled", "Appointment scheduled", "open", "source", 0),
        ("default/closedlost", "Closed lost", "lost", "source", 6),
    ]


def test_two_tables_tell_of_one_change_of_stage_under_one_id() -> None:
    mapped = map_example(MAPPED)
    stage = ("appointmentscheduled", "closedlost", epoch("2025-03-14T10:00"), key("seller", "7"))
    rows = mapped.rows(
        "stage_history", "old_value, new_value, changed_at, changed_by", "source_id = '11/1741946400/stage'"
    )
    assert rows == [stage, stage]


def test_the_history_of_other_properties_is_written_plainly() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("stage_history", "field, old_value, new_value, known_at_basis", "field <> 'stage'") == [
        ("amount", "10000", "12000", "history_row"),
        ("amount", None, "10000", "history_row"),
        ("close_date", None, "2025-03-14", "history_row"),
    ]
    assert "a property that HubSpot works out itself" in mapped.skipped


def test_the_label_of_a_link_is_the_persons_role() -> None:
    assert map_example(MAPPED).rows("deal_person", "source_id, role, role_stated, basis", "role <> 'unknown'") == [
        ("11/501", "decision_maker", "Decision maker", "association_label")
    ]


def test_an_email_keeps_when_it_was_sent_and_when_it_was_logged() -> None:
    columns = "kind, direction, status, occurred_at, known_at, known_at_basis, body"
    assert map_example(MAPPED).rows("activity", columns, "source_id = '72' AND order_no > 0") == [
        (
            "email",
            "inbound",
            "held",
            epoch("2014-08-27T20:50:44"),
            epoch("2022-03-01T19:23:23"),
            "created",
            "too dear",
        )
    ]


def test_those_in_an_email_are_named_by_address_and_part() -> None:
    assert map_example(MAPPED).rows("activity_person", "part, named_as", "starts_with(source_id, '72/')") == [
        ("cc", "al@x.com"),
        ("cc", "bo@seller.example"),
        ("from", "jo@x.com"),
        ("to", "ann@seller.example"),
    ]


def test_a_call_a_missed_meeting_and_an_open_task_are_told_apart() -> None:
    columns = "source_id, kind, status, occurred_at, due_at, duration_s"
    rows = map_example(MAPPED).rows("activity", columns, "source_id IN ('71', '73', '75') AND order_no > 0")
    assert rows == [
        ("71", "call", "held", epoch("2025-02-01T09:00"), None, 65),
        ("73", "meeting", "missed", epoch("2025-02-02T09:00"), None, None),
        ("75", "task", "planned", None, epoch("2025-02-04T08:00"), None),
    ]


def test_engagements_of_older_schemas_land_too() -> None:
    columns = "source_id, kind, status, duration_s"
    assert map_example(MAPPED).rows("activity", columns, "source_id BETWEEN '81' AND '85'") == [
        ("81", "meeting", "held", None),
        ("82", "call", "missed", 30),
        ("83", "email", "held", None),
        ("84", "task", "held", None),
        ("85", "note", "held", None),
    ]


def test_a_note_is_a_statement_on_the_deal_that_its_link_names() -> None:
    columns = "deal_id, side, origin, text, speaker_id"
    assert map_example(MAPPED).rows("statement", columns, "origin = 'crm_note'") == [
        (key("deal", "11"), "rep", "crm_note", "They want less", key("seller", "7"))
    ]


def test_the_link_of_an_activity_has_no_clock_of_its_own() -> None:
    mapped = map_example(MAPPED)
    for table in ("activity_deal", "activity_person"):
        assert {basis for (basis,) in mapped.rows(table, "known_at_basis")} == {"file_date"}


def test_the_user_behind_an_owner_brings_role_and_team() -> None:
    assert map_example(MAPPED).rows("seller", "source_id, name, role, team", "role IS NOT NULL") == [
        ("7", "Ann Lee", "Account executive", "Europe")
    ]


def test_a_changed_title_is_a_change_at_the_buyer() -> None:
    columns = "person_id, old_title, title, occurred_at, basis"
    assert map_example(MAPPED).rows("person_change", columns) == [
        (key("person", "501"), "Clerk", "CFO", epoch("2025-02-01T10:00"), "crm_title_change")
    ]


def test_who_a_mailing_reached_is_told_by_address() -> None:
    columns = "kind, person_id, campaign_id, responded"
    assert map_example(MAPPED).rows("campaign_touch", columns, "kind IN ('clicked', 'opened')") == [
        ("clicked", key("person", "501"), key("campaign", "email/60"), True),
        ("opened", key("person", "new@belt.example"), key("campaign", "email/60"), False),
    ]


def test_lists_and_forms_are_campaigns_of_their_own() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("campaign", "source_id, kind, name") == [
        ("email/60", "email", "Spring mailing"),
        ("form/f1", "form", "Ask for a demo"),
        ("list/30", "list", "Fair guests"),
    ]
    columns = "kind, campaign_id, occurred_at"
    assert mapped.rows("campaign_touch", columns, "kind IN ('member', 'submitted')") == [
        ("member", key("campaign", "list/30"), epoch("2025-01-11T00:00")),
        ("submitted", key("campaign", "form/f1"), epoch("2025-01-12T00:00")),
    ]


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    ignored = map_example(MAPPED).report.ignored
    assert ignored["ticket.csv"] == "tickets are served after the sale and are not part of the record"
    assert len(ignored) == 19

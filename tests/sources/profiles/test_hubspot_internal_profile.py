"""HubSpot under internal names: exports, and answers of its API as JSON."""

from datetime import date
from decimal import Decimal

from sources.profiles.conftest import epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "hubspot_internal"


def key(table: str, source_id: str) -> int:
    return key_of("hubspot", table, source_id)


def test_an_export_and_an_answer_of_the_api_read_alike() -> None:
    columns = "source_id, name, outcome, amount, currency, owner_id, close_date_stated, loss_reason_stated"
    seller = key("seller", "7")
    assert map_example(MAPPED).rows("deal", columns, "name IS NOT NULL") == [
        ("11", "Press line", "lost", Decimal(12000), "EUR", seller, date(2025, 3, 1), "Price"),
        ("12", "Oven", "open", Decimal(500), "EUR", seller, date(2025, 6, 1), None),
        ("21", "Mill", "lost", Decimal("1200.5"), None, seller, date(2025, 3, 1), None),
    ]


def test_each_stage_entered_is_a_row_of_history() -> None:
    columns = "source_id, new_value, changed_at, known_at_basis"
    assert map_example(MAPPED).rows("stage_history", columns, "starts_with(source_id, '11/')") == [
        ("11/1740823200/stage", "closedlost", epoch("2025-03-01T10:00"), "history_row")
    ]


def test_the_history_of_a_property_comes_from_the_api() -> None:
    columns = "field, old_value, new_value, changed_at, changed_by"
    assert map_example(MAPPED).rows("stage_history", columns, "starts_with(source_id, '21/')") == [
        ("amount", None, "1200.5", epoch("2025-01-02T10:00"), None),
        ("stage", "contractsent", "closedlost", epoch("2025-02-20T09:00"), key("seller", "7")),
        ("stage", None, "contractsent", epoch("2025-01-02T10:00"), None),
    ]


def test_links_of_a_deal_bring_its_people_and_its_account() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("deal_person", "deal_id, person_id") == [(key("deal", "21"), key("person", "501"))]
    assert mapped.rows("deal", "account_id", "account_id IS NOT NULL") == [(key("account", "900"),)]
    assert mapped.skipped == ["a link of a deal with neither person nor company"]


def test_a_stage_of_a_pipeline_has_the_class_that_hubspot_gives_it() -> None:
    assert map_example(MAPPED).rows("stage", "source_id, label, stage_class, class_basis", "primary_row") == [
        ("default/closedlost", "Closed Lost", "lost", "source")
    ]


def test_merged_deals_point_to_the_one_that_stayed() -> None:
    aliases = map_example(MAPPED).query("SELECT old_id, new_id FROM land_alias WHERE table_name = 'deal'")
    assert set(aliases) == {(key("deal", old), key("deal", "11")) for old in ("13", "14")}


def test_a_call_keeps_both_clocks_and_its_links() -> None:
    mapped = map_example(MAPPED)
    columns = "kind, direction, status, occurred_at, known_at, duration_s"
    assert mapped.one("activity", columns, "77") == (
        "call",
        "inbound",
        "held",
        epoch("2025-02-01T09:00"),
        epoch("2025-02-03T09:00"),
        65,
    )
    assert mapped.rows("activity_deal", "deal_id") == [(key("deal", "11"),)]
    assert mapped.rows("activity_person", "person_id, part", "side = 'buyer'") == [(key("person", "501"), "attendee")]


def test_a_contact_lands_with_title_account_and_consent() -> None:
    columns = "full_name, email, title, account_id, do_not_contact"
    assert map_example(MAPPED).one("person", columns, "501") == (
        "Jo Bar",
        "jo@x.com",
        "CFO",
        key("account", "900"),
        True,
    )

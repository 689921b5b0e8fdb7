"""Salesforce reports, exported with their labels."""

from datetime import date
from decimal import Decimal

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "salesforce_report"
DEAL = "Kiln AG / Press line"


def key(table: str, source_id: str) -> int:
    return key_of("salesforce", table, source_id)


def test_a_report_of_opportunities_lands_its_deals() -> None:
    columns = "outcome, outcome_stated, amount, currency, opened_at, close_date_stated, loss_reason_stated, probability"
    assert map_example(MAPPED).one("deal", columns, DEAL) == (
        "lost",
        "lost",
        Decimal(12000),
        "EUR",
        epoch("2025-01-02"),
        date(2025, 3, 14),
        "Price",
        0.0,
    )


def test_the_id_counts_where_the_report_has_it(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "report.csv": """
Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount,Opportunity Owner
0061G00000N38JZ,Press line,Kiln AG,Closed Won,2025-03-14,"€1,200.50",Ann Lee
"""
        }
    )
    assert mapped.rows("deal", "source_id, outcome, amount, currency") == [
        ("0061G00000N38JZQAZ", "won", Decimal("1200.50"), "EUR")
    ]


def test_two_deals_of_one_name_at_two_accounts_stay_two(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "report.csv": """
Opportunity Owner,Opportunity Name,Account Name,Stage,Close Date
Ann Lee,Renewal,Kiln AG,Prospecting,2025-03-14
Ann Lee,Renewal,Oven SA,Closed Lost,2025-03-15
"""
        }
    )
    assert mapped.rows("deal", "source_id, outcome") == [("Kiln AG / Renewal", "open"), ("Oven SA / Renewal", "lost")]


def test_history_tells_of_changes_of_stage_alone() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("stage_history", "old_value, new_value, changed_at", "field = 'stage'") == [
        ("Prospecting", "Closed Lost", epoch("2025-03-14T16:10")),
        (None, "Prospecting", epoch("2025-01-02T09:00")),
    ]
    assert mapped.skipped == ["a change of something other than the stage"]


def test_field_history_is_written_plainly() -> None:
    columns = "deal_id, field, old_value, new_value, basis"
    assert map_example(MAPPED).rows("stage_history", columns, "field <> 'stage'") == [
        (key("deal", DEAL), "amount", "10000", "12000", "field_history"),
        (key("deal", DEAL), "close_date", "2025-03-01", "2025-03-14", "field_history"),
    ]


def test_roles_name_the_persons_part_in_the_deal() -> None:
    mapped = map_example(MAPPED)
    columns = "deal_id, person_id, role_stated, is_primary"
    buyer = key("person", "Kiln AG / Jo Bar")
    assert mapped.rows("deal_person", columns, "role = 'economic_buyer'") == [
        (key("deal", DEAL), buyer, "Economic Buyer", True)
    ]
    assert mapped.rows("person", "full_name, title", "primary_row") == [("Jo Bar", "CFO")]


def test_an_activity_lands_with_its_deal_and_its_people() -> None:
    mapped = map_example(MAPPED)
    columns = "kind, direction, status, occurred_at, known_at_basis"
    assert mapped.rows("activity", columns) == [("call", "inbound", "held", epoch("2025-02-13"), "assumed")]
    assert mapped.rows("activity_deal", "deal_id") == [(key("deal", DEAL),)]
    assert mapped.rows("activity_person", "side, part, named_as, seller_id") == [
        ("buyer", "caller", "Jo Bar", None),
        ("seller", "callee", None, key("seller", "Ann Lee")),
    ]


def test_competitors_are_one_whatever_their_case() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("deal_competitor", "deal_id, competitor_id, part") == [
        (key("deal", DEAL), key("competitor", "rival gmbh"), "present")
    ]
    assert mapped.rows("competitor", "name") == [("Rival GmbH",)]

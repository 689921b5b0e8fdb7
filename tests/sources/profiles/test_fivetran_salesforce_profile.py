"""Salesforce as loaders land it, tables in history mode among it."""

from datetime import date

from sources.profiles.conftest import MapFiles, epoch, key_of
from sources.profiles.examples import map_example

MAPPED = "fivetran_salesforce"
DEAL, CONTACT, SELLER = "0061G00000N38JZQAZ", "0031G00001S3JniQAF", "0051G000005Mun4QAC"


def key(table: str, source_id: str) -> int:
    return key_of("salesforce", table, source_id)


def test_a_table_in_snake_case_means_what_the_object_means() -> None:
    columns = "name, outcome, close_date_stated, loss_reason_stated, custom"
    assert map_example(MAPPED).rows("deal", columns, "custom IS NOT NULL") == [
        ("Press line", "lost", date(2025, 3, 14), "Price", '{"region_c":"EMEA"}')
    ]


def test_only_the_version_in_force_is_the_deal() -> None:
    assert map_example(MAPPED).rows("deal", "source_id, stage, known_at", "custom IS NULL") == [
        (DEAL, "Closed Lost", epoch("2025-01-02T09:00"))
    ]


def test_versions_become_changes_and_the_first_one_was_only_seen() -> None:
    columns = "changed_at, field, old_value, new_value, basis"
    rows = map_example(MAPPED).rows("stage_history", columns, "row < 6 AND field IN ('stage', 'close_date')")
    assert rows == [
        (epoch("2025-01-10"), "close_date", None, "2025-03-01", "snapshot_diff"),
        (epoch("2025-01-10"), "stage", None, "Prospecting", "snapshot_diff"),
        (epoch("2025-02-01T10:00"), "close_date", "2025-03-01", "2025-04-01", "source_history"),
        (epoch("2025-03-14T16:00"), "close_date", "2025-04-01", "2025-03-14", "source_history"),
        (epoch("2025-03-14T16:00"), "stage", "Prospecting", "Closed Lost", "source_history"),
    ]


def test_history_mode_and_the_history_object_meet_in_one_change() -> None:
    rows = map_example(MAPPED).rows("stage_history", "row", f"source_id = '{DEAL}/1741968000/stage'")
    assert len(rows) == 2


def test_versions_of_a_contact_tell_of_its_titles() -> None:
    mapped = map_example(MAPPED)
    assert mapped.rows("person", "source_id, title") == [(CONTACT, "CFO")]
    columns = "person_id, account_id, old_title, title, occurred_at"
    assert mapped.rows("person_change", columns) == [
        (key("person", CONTACT), key("account", "0011G00000gX8tDQAS"), "Clerk", "CFO", epoch("2025-02-01"))
    ]


def test_a_row_that_the_loader_found_deleted_is_deleted() -> None:
    assert map_example(MAPPED).rows("seller", "name, is_active, is_deleted") == [
        ("Ann Lee", True, False),
        ("Bo Day", False, True),
    ]


def test_earlier_versions_of_other_tables_are_left_out(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "account.csv": """
id,name,industry,_fivetran_start,_fivetran_end,_fivetran_active
0011,Kiln,Glass,2024-01-01,2024-12-31,false
0011,Kiln AG,Glass,2025-01-01,9999-12-31,true
"""
        }
    )
    assert mapped.rows("account", "name") == [("Kiln AG",)]
    assert mapped.skipped == ["an earlier version of the row"]


def test_a_table_under_api_names_may_come_from_a_loader_too(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "opportunity.csv": f"""
Id,Name,StageName,CloseDate,IsClosed,IsWon,CreatedDate,_fivetran_deleted,_fivetran_synced
{DEAL[:15]},Press line,Closed Lost,2025-03-14,true,false,2025-01-02 09:00:00,true,2025-04-01 00:00:00
"""
        }
    )
    assert mapped.readers == {"opportunity.csv": "fivetran_salesforce Opportunity"}
    assert mapped.rows("deal", "source_id, outcome, is_deleted, custom") == [(DEAL, "lost", True, None)]

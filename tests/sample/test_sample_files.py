"""The sample company's files as a whole: alike each time, whole, invented, and shaped like an export."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sample.company import write_company
from assay.sample.ids import PREFIXES, add_checksum
from sample.export import Export

#: object -> columns that name rows of other objects
REFERENCES = {
    "Contact": {"AccountId": "Account", "OwnerId": "User"},
    "Opportunity": {"AccountId": "Account", "OwnerId": "User"},
    "OpportunityHistory": {"OpportunityId": "Opportunity", "CreatedById": "User"},
    "OpportunityFieldHistory": {"OpportunityId": "Opportunity", "CreatedById": "User"},
    "OpportunityContactRole": {"OpportunityId": "Opportunity", "ContactId": "Contact"},
    "OpportunityCompetitor": {"OpportunityId": "Opportunity"},
    "Task": {"WhatId": "Opportunity", "WhoId": "Contact", "OwnerId": "User"},
    "Event": {"WhatId": "Opportunity", "WhoId": "Contact", "OwnerId": "User"},
    "EventRelation": {"EventId": "Event"},
    "EmailMessage": {"RelatedToId": "Opportunity", "ActivityId": "Task"},
    "EmailMessageRelation": {"EmailMessageId": "EmailMessage"},
    "CampaignMember": {"CampaignId": "Campaign", "ContactId": "Contact"},
    "Note": {"ParentId": "Opportunity", "OwnerId": "User"},
    "ContactHistory": {"ContactId": "Contact"},
}
#: what lies ahead of the last day on purpose
FUTURE = {"CloseDate", "PrevCloseDate", "StartDateTime", "EndDateTime", "ActivityDateTime", "ActivityDate", "EndDate"}
FUTURE |= {"NextStartDate", "OldValue", "NewValue"}
END = "2026-10-30T17:00:00.000Z"


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def test_another_process_writes_the_same_bytes(export: Export, tmp_path: Path) -> None:
    code = "import sys, pathlib, assay.sample.company as c; c.write_company(pathlib.Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "again")], check=True, env=environment)  # noqa: S603
    assert _digest(tmp_path / "again") == _digest(export.folder)


def test_the_files_carry_the_day_of_the_export(export: Export) -> None:
    assert {path.stat().st_mtime for path in export.folder.glob("*.csv")} == {1793379600.0}


def test_the_folder_stays_small(export: Export) -> None:
    assert sum(path.stat().st_size for path in export.folder.rglob("*.*")) < 15_000_000


def test_a_quarter_is_won_and_more_than_half_lost(export: Export) -> None:
    stages = [row["StageName"] for row in export.rows("Opportunity")]
    assert 390 <= len(stages) <= 410
    assert 0.22 < stages.count("Closed Won") / len(stages) < 0.28
    assert 0.50 < stages.count("Closed Lost") / len(stages) < 0.60
    assert 0.05 <= stages.count("Closed No Decision") / len(stages) <= 0.08


def test_everything_says_that_it_is_invented(export: Export) -> None:
    for name in ("Account", "Contact", "Lead", "Opportunity", "Campaign"):
        assert {row["Invented__c"] for row in export.rows(name)} == {"sample"}
    assert {row["CompanyName"] for row in export.rows("User")} == {"Larkmoor Instruments (invented)"}
    assert "Nothing in this folder is real" in (export.folder / "README.txt").read_text(encoding="utf-8")


def test_every_address_ends_in_example(export: Export) -> None:
    addresses = [row["Email"] for name in ("User", "Contact", "Lead") for row in export.rows(name)]
    addresses += [row["RelationAddress"] for row in export.rows("EmailMessageRelation")]
    assert [address for address in addresses if address and not address.endswith(".example")] == []


@pytest.mark.parametrize("name", sorted(PREFIXES))
def test_ids_are_unique_and_bear_prefix_and_checksum(export: Export, name: str) -> None:
    ids = [row["Id"] for row in export.rows(name)]
    assert len(set(ids)) == len(ids) > 0
    assert [key for key in ids if not key.startswith(PREFIXES[name]) or add_checksum(key[:15]) != key] == []


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_every_reference_finds_its_row(export: Export, name: str) -> None:
    for column, target in REFERENCES[name].items():
        known = {row["Id"] for row in export.rows(target)}
        assert {row[column] for row in export.rows(name)} - known - {""} == set()


@pytest.mark.parametrize("name", sorted(PREFIXES))
def test_nothing_was_known_after_the_last_day(export: Export, name: str) -> None:
    late = {
        (column, value)
        for row in export.rows(name)
        for column, value in row.items()
        if column not in FUTURE and value.startswith("20") and value[4:5] == "-" and value > END
    }
    assert late == set()


def test_a_deals_history_ends_in_the_stage_that_it_is_in(export: Export) -> None:
    last = {
        row["OpportunityId"]: row["StageName"]
        for row in sorted(export.rows("OpportunityHistory"), key=lambda r: r["CreatedDate"])
    }
    renamed = {"Presentation": "Evaluation"}
    wrong = [
        r["Name"] for r in export.rows("Opportunity") if renamed.get(last[r["Id"]], last[r["Id"]]) != r["StageName"]
    ]
    assert wrong == []


def test_the_record_is_as_untidy_as_real_ones(export: Export) -> None:
    deals, contacts = export.rows("Opportunity"), export.rows("Contact")
    lost = [row["Loss_Reason__c"] for row in deals if row["StageName"] == "Closed Lost"]
    late = [r for r in export.rows("Task") if r["TaskSubtype"] == "Call" and r["CreatedDate"][:10] > r["ActivityDate"]]
    roles = {row["OpportunityId"] for row in export.rows("OpportunityContactRole")}
    assert lost.count("Price") > 0.4 * len(lost)
    assert "" in lost
    assert len(late) > 200
    assert sum(row["Title"] == "" for row in contacts) > 50
    assert len({row["Name"].lower() for row in contacts}) < len(contacts)
    assert len(deals) - len(roles) > 30
    assert {row["CurrencyIsoCode"] for row in deals} == {"EUR", "USD"}
    assert {row["Segment__c"] for row in deals} == {"Small site", "Mid-size", "Group"}


def test_a_manager_once_closed_many_deals_within_minutes(export: Export) -> None:
    closings = [r for r in export.rows("OpportunityHistory") if r["StageName"] == "Closed Lost"]
    days = [(row["CreatedById"], row["CreatedDate"][:13]) for row in closings]
    assert max(days.count(day) for day in set(days)) >= 5


def test_fifteen_calls_have_a_transcript_under_their_own_id(export: Export) -> None:
    known = {row["Id"] for name in ("Task", "Event") for row in export.rows(name)}
    stems = {path.stem for path in (export.folder / "transcripts").iterdir()}
    assert len(stems) >= 15
    assert stems <= known


def test_a_folder_that_cannot_be_written_is_named_with_a_remedy(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        write_company(blocked / "export")

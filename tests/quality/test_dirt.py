"""Generated dirt is counted exactly, and a clean record gives 0."""

import pytest

from assay.quality.remark import Remark
from quality.hand_record import HandRecord, make_clean

#: what soil.py puts into the record: title -> count, deals
INJECTED = {
    "Logged more than 7 days late": (5, 2),
    "Assumed to be known when they took place": (2, 1),
    "Known only since the day of their file": (3, 1),
    "Loaded into the source long after": (60, 1),
    "Closed before they were opened": (2, 2),
    "Opened or closed after the export": (3, 3),
    "Took place after the export": (4, 1),
    "Deal with a date before 1990": (1, 1),
    "Activity dated before 1990": (2, 1),
    "No opening date": (3, 3),
    "Closed, but nothing says when": (2, 2),
    "Activity without a date": (1, 1),
    "Stage without a class": (1, 4),
    "Neither a stage nor an outcome": (2, 2),
    "Stage that the source no longer lists": (1, 2),
    "No history of stages": (2, 2),
    "History of stages cut off": (4, 4),
    "Closed in a batch": (6, 6),
    "Close date more than 30 days from the history": (3, 3),
    "No buyer attached": (2, 2),
    "Buyers attached, but nobody's role is known": (3, 3),
    "No job title": (4, 1),
    "Job title that tells no rank": (2, 0),
    "Probably the same person twice": (5, 0),
    "Belongs to no deal": (3, 1),
    "Participant who is neither a known buyer nor one of us": (2, 1),
    "Points at something that no file holds": (6, 2),
    "Lost without a stated reason": (4, 4),
    "A stated reason that says nothing": (3, 3),
    "Reason first stated more than 30 days after the close": (2, 2),
    "Reopened after a close": (2, 2),
    "Copy of another deal": (3, 3),
    "Renewals among new business": (4, 4),
    "Opened on the day of a migration": (30, 30),
    "No amount": (3, 3),
    "Amount in a currency without an exchange rate": (2, 2),
}


@pytest.mark.parametrize("title", INJECTED)
def test_injected_dirt_is_counted_exactly(title: str, soiled: dict[str, Remark]) -> None:
    assert (soiled[title].count, soiled[title].deals) == INJECTED[title]


def test_every_check_has_its_dirt(soiled: dict[str, Remark]) -> None:
    # one reason for most losses needs a record in which it is the only one: test_reasons
    assert soiled.keys() - INJECTED.keys() == {"One reason stated for most losses"}


def test_a_clean_record_gives_0_of_something(clean: dict[str, Remark]) -> None:
    assert {title: remark.count for title, remark in clean.items() if remark.count or not remark.of} == {}


def test_deleted_rows_are_no_dirt() -> None:
    record = make_clean()
    _delete_all(record)
    assert record.found() == {}


def _delete_all(record: HandRecord) -> None:
    """Dirt that the source has deleted."""
    account = record.add("account")
    deal = record.lost(is_deleted=True, opened=20, after=-5, outcome="unknown", amount=None, account_id=account)
    record.activity(None, 400, is_deleted=True)
    record.person(is_deleted=True, title=None, seniority="unknown", email="p1@buyer.example")
    for table in ("stage_history", "deal_person", "activity_person"):
        for row in record.rows[table]:
            row["is_deleted"] = row["is_deleted"] or row.get("deal_id") == deal

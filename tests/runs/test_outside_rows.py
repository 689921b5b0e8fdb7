"""Competitors, people who came and went, and our people in activities: cut by both clocks."""

from typing import Any

import pytest

from assay.domain.seniority import C_LEVEL, UNKNOWN, VP
from runs.cut_by_hand import cut_table
from runs.small_record import SmallRecord, on_day


@pytest.fixture
def record() -> SmallRecord:
    return SmallRecord()


def add_account(record: SmallRecord, name: str, known: float = 0) -> int:
    return record.add("account", name, known=on_day(known), name=name)


def add_rival(record: SmallRecord, deal: int, part: str, known: float, named: float | None = None) -> int:
    number = str(len(record.rows["deal_competitor"]))
    rival = record.add("competitor", f"zenith{number}", known=on_day(known), name="Zenith")
    named_at = None if named is None else on_day(named)
    told = {"deal_id": deal, "competitor_id": rival, "part": part, "named_at": named_at, "basis": "source"}
    return record.add("deal_competitor", number, known=on_day(known), **told)


def add_change(record: SmallRecord, account: int, known: float, **told: Any) -> int:
    number = str(len(record.rows["person_change"]))
    usual = {"account_id": account, "name": "Ann", "change": "joined", "basis": "import", "occurred_at": on_day(known)}
    return record.add("person_change", number, known=on_day(known), **{**usual, **told})


def test_a_competitor_stands_in_the_book_from_the_day_it_was_named(record: SmallRecord) -> None:
    deal = record.deal("A", opened=0)
    row = add_rival(record, deal, "incumbent", known=20, named=10)
    rows = cut_table(record, "rival", deal, as_of=30)
    assert [(one["row_id"], one["part"], one["named_at"]) for one in rows] == [(row, "incumbent", on_day(10))]
    assert cut_table(record, "rival", deal, as_of=15, known_by=30) == rows
    assert cut_table(record, "rival", deal, as_of=15) == []  # not known yet
    assert cut_table(record, "rival", deal, as_of=9, known_by=30) == []  # not named yet


def test_a_competitor_without_a_day_counts_once_it_is_known(record: SmallRecord) -> None:
    deal = record.deal("A", opened=0)
    add_rival(record, deal, "present", known=90)
    assert cut_table(record, "rival", deal, as_of=30) == []
    assert [one["named_at"] for one in cut_table(record, "rival", deal, as_of=30, known_by=90)] == [None]


def test_a_competitor_deleted_at_the_source_is_none(record: SmallRecord) -> None:
    deal = record.deal("A", opened=0)
    add_rival(record, deal, "present", known=5)
    record.rows["deal_competitor"][-1]["is_deleted"] = True
    assert cut_table(record, "rival", deal, as_of=30) == []


def test_changes_of_people_stand_at_every_deal_of_their_account(record: SmallRecord) -> None:
    acme, other = add_account(record, "Acme"), add_account(record, "Other")
    deals = [record.deal(name, opened=0, account_id=at) for name, at in (("A", acme), ("B", acme), ("C", other))]
    add_change(record, acme, 10, seniority="c_level", old_seniority="vp", change="promoted", mandate="cut costs")
    shown = [cut_table(record, "turnover", deal, as_of=30) for deal in deals]
    assert [len(rows) for rows in shown] == [1, 1, 0]
    (row,) = shown[0]
    told = ("change", "rank", "old_rank", "has_mandate", "occurred_at", "from_rival_buyer")
    assert [row[name] for name in told] == ["promoted", C_LEVEL, VP, True, on_day(10), None]


def test_a_title_first_recorded_is_no_change_at_the_buyer(record: SmallRecord) -> None:
    acme = add_account(record, "Acme")
    deal = record.deal("A", opened=0, account_id=acme)
    add_change(record, acme, 10, change="recorded")
    assert cut_table(record, "turnover", deal, as_of=30) == []


@pytest.mark.parametrize(("as_of", "known_by", "count"), [(30, 30, 1), (15, 15, 0), (15, 30, 1), (9, 30, 0)])
def test_a_change_of_people_is_cut_by_both_clocks(
    record: SmallRecord, as_of: float, known_by: float, count: int
) -> None:
    acme = add_account(record, "Acme")
    deal = record.deal("A", opened=0, account_id=acme)
    add_change(record, acme, 20, occurred_at=on_day(10))
    assert len(cut_table(record, "turnover", deal, as_of=as_of, known_by=known_by)) == count


def test_a_change_without_a_day_happened_when_it_became_known(record: SmallRecord) -> None:
    acme = add_account(record, "Acme")
    deal = record.deal("A", opened=0, account_id=acme)
    add_change(record, acme, 20, occurred_at=None, seniority=None)
    (row,) = cut_table(record, "turnover", deal, as_of=30)
    assert (row["occurred_at"], row["rank"]) == (on_day(20), UNKNOWN)
    assert cut_table(record, "turnover", deal, as_of=15, known_by=30) == []


@pytest.mark.parametrize(
    ("part", "served_known", "named", "as_of", "known_by", "told"),
    [
        ("won_by", 5, 3, 30, 30, True),
        ("incumbent", 5, None, 30, 30, True),
        ("present", 5, 3, 30, 30, None),  # it sold to them, and nobody knows whether they bought
        ("won_by", 25, 3, 30, 30, True),
        ("won_by", 40, 3, 30, 30, None),  # we learnt of it only afterwards
        ("won_by", 40, 3, 30, 50, None),  # a look back knows what was entered later, not what was learnt later
        ("won_by", 5, 40, 30, 50, None),  # it had not been named by then
    ],
)
def test_a_former_employer_is_a_competitors_customer_once_both_clocks_say_so(
    record: SmallRecord,
    part: str,
    served_known: float,
    named: float | None,
    as_of: float,
    known_by: float,
    told: bool | None,
) -> None:
    acme, former = add_account(record, "Acme"), add_account(record, "Former Ltd")
    deal, lost = record.deal("A", opened=0, account_id=acme), record.deal("B", opened=0, account_id=former)
    add_rival(record, lost, part, known=served_known, named=named)
    add_change(record, acme, 20, from_employer=" former LTD ")
    rows = cut_table(record, "turnover", deal, as_of=as_of, known_by=known_by)
    assert [row["from_rival_buyer"] for row in rows] == [told]


def test_two_deals_of_one_employer_bring_one_row(record: SmallRecord) -> None:
    acme, former = add_account(record, "Acme"), add_account(record, "Former Ltd")
    deal = record.deal("A", opened=0, account_id=acme)
    for name, known in (("B", 12), ("C", 4)):
        add_rival(record, record.deal(name, opened=0, account_id=former), "won_by", known=known)
    add_change(record, acme, 20, from_employer="Former Ltd")
    assert len(cut_table(record, "turnover", deal, as_of=30)) == 1


def test_a_seat_is_cut_by_both_clocks(record: SmallRecord) -> None:
    deal = record.deal("A", opened=0)
    activity = record.word(deal, 10, kind="meeting", direction="unknown")
    seller = record.add("seller", "bo", known=on_day(0), name="Bo")
    shared = {"deal_id": deal, "activity_id": activity, "occurred_at": on_day(10), "known_at": on_day(20)}
    told = {"kind": "meeting", "direction": "unknown", "status": "held", "part": "attendee"}
    record.rows["deal_seat"].append({**shared, **told, "seller_id": seller})
    assert [row["seller_id"] for row in cut_table(record, "seat", deal, as_of=30)] == [seller]
    assert cut_table(record, "seat", deal, as_of=15) == []
    assert cut_table(record, "seat", deal, as_of=9, known_by=30) == []

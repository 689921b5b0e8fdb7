"""The reasons of deals rest on what was said, found and stated of them, and on nothing else."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.part import Work
from assay.runs.concluding.reasons.part import REASONS
from assay.runs.running import run_signals
from assay.runs.standing import find_standing, open_standing
from assay.store.home import Home
from assay.tables.mention import MENTION
from runs.small_record import SmallRecord, on_day

Rows = list[tuple[Any, ...]]
Conclude = Callable[[SmallRecord, Sequence[dict[str, Any]]], Callable[[str], Rows]]

_TYPES = {"id": "int64", "whole": "int64", "time": "int64", "number": "float64"}
_SCHEMA = {column.name: _TYPES.get(column.type, "string") for column in MENTION.columns}
_USUAL = {"start": 0, "end": 9, "quote": "a passage", "polarity": "against", "about": "us", "coder": "model"}


def _say(deal: int, day: float, driver: str, **told: Any) -> dict[str, Any]:
    """A passage of the buyer's mail, or what `told` says of it."""
    row_id = told.pop("row_id", deal % 10**9 * 1_000 + int(day))
    said = {"deal_id": deal, "table": "activity", "row_id": row_id, "side": "buyer", "origin": "email"}
    return {**_USUAL, **said, "occurred_at": on_day(day), "known_at": on_day(day), "driver": driver, **told}


@pytest.fixture
def conclude(home: Home, few_signals: tuple[Signal, ...]) -> Conclude:
    """Runs a record, takes these passages for what was coded of it, and gives a way to ask what followed."""

    def conclude_then(record: SmallRecord, mentions: Sequence[dict[str, Any]]) -> Callable[[str], Rows]:
        record.write(home)
        run_signals(home, as_of=None, renew_baseline=False, signals=few_signals)
        standing = find_standing(home)
        assert standing is not None
        answers: dict[str, Rows] = {}
        with open_standing(home, standing) as (gathering, clock):
            gathering.local.put("mention", _SCHEMA, [tuple(one.get(name) for name in _SCHEMA) for one in mentions])
            REASONS.make(Work(gathering, clock, home, standing.run_id, lambda step, share: None))
            for table in REASONS.tables:
                columns = ", ".join(table.names)
                answers[table.name] = gathering.rows(f"SELECT {columns} FROM new_{table.name}")
            names = {table.name: table.names for table in REASONS.tables}

        def ask(name: str) -> Rows:
            """table.column,column."""
            table, columns = name.split(".")
            places = [names[table].index(column) for column in columns.split(",")]
            return [tuple(row[place] for place in places) for row in answers[table]]

        return ask

    return conclude_then


def _make_deals(
    record: SmallRecord, number: int, *, lost: Callable[[int], bool] = lambda place: place % 3 > 0
) -> list[int]:
    deals = []
    for place in range(number):
        outcome = "lost" if lost(place) else "won"
        life = 80 + place * 37 % 60
        deals.append(record.deal(f"D{place:03}", opened=place, outcome=outcome, closed=place + life))
        record.word(deals[-1], place + life - 10)
    return deals


def test_a_driver_spoken_of_again_and_again_is_likely_there_and_each_row_is_at_hand(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 10)
    said = [_say(deals[1], 1 + week * 7, "price_too_high") for week in range(2, 9)]
    ask = conclude(record, said)
    ((deal, active, p, since, rows),) = ask("reason.deal_id,p_active,p,since,for_rows")
    assert (deal, rows) == (deals[1], 7)
    assert active > 0.9
    assert on_day(1) <= since <= on_day(60)
    assert p < 0.5
    grounds = ask("reason_ground.row_id,kind,way,driver")
    assert sorted(grounds) == sorted((one["row_id"], "mention", "for", "price_too_high") for one in said)


def test_of_a_deal_of_which_nothing_was_said_nothing_is_told(conclude: Conclude) -> None:
    record = SmallRecord()
    _make_deals(record, 4)
    ask = conclude(record, [])
    assert ask("reason.deal_id") == []
    assert {standing for (standing,) in ask("verdict.standing")} == {"too_little"}


def test_what_the_buyer_says_when_asked_counts_for_more_than_what_the_rep_says(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 10)
    course = [
        _say(deal, place + week * 7, "no_budget")
        for place, deal in enumerate(deals)
        for week in (3, 4, 6)
        if place in (1, 4)
    ]
    rep = _say(deals[1], 118, "no_budget", table="deal", row_id=deals[1], side="rep", origin="crm_reason")
    buyer = _say(deals[4], 130, "no_budget", table="statement", row_id=77, origin="debrief")
    ask = conclude(record, [*course, rep, buyer])
    p = {
        deal: (p, by_rep, by_buyer)
        for deal, p, by_rep, by_buyer in ask("reason.deal_id,p,stated_by_rep,stated_by_buyer")
    }
    assert p[deals[1]][1:] == (True, False)
    assert p[deals[4]][1:] == (False, True)
    assert p[deals[4]][0] > p[deals[1]][0]


@pytest.mark.parametrize("origin", ["play", "debrief", "peer_view"])
def test_what_is_said_of_an_open_deal_is_at_work_there(conclude: Conclude, origin: str) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 10)
    still_open = record.deal("open", opened=90)
    record.word(still_open, 140)
    course = [_say(deal, place + 14 + 7 * week, "integration") for place, deal in enumerate(deals) for week in (1, 3)]
    call = _say(still_open, 400, "integration", table="statement", row_id=77, origin=origin, coder="person")
    ((p, active, by_buyer),) = [
        row[2:]
        for row in conclude(record, [*course[:8], call])("reason.deal_id,view,p,p_active,stated_by_buyer")
        if row[:2] == (still_open, "open")
    ]
    assert p == active > 0.3
    assert by_buyer is False


def test_a_rep_who_repeats_the_buyer_adds_nothing(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 10)
    course = [_say(deals[place], place + 30, "no_budget") for place in (1, 4)]
    buyer = [
        _say(deals[place], 100, "no_budget", table="statement", row_id=place, origin="debrief") for place in (1, 4)
    ]
    rep = _say(deals[4], 101, "no_budget", table="statement", row_id=9, side="rep", origin="crm_note")
    p = dict(conclude(record, [*course, *buyer, rep])("reason.deal_id,p"))
    assert p[deals[4]] == pytest.approx(p[deals[1]], abs=0.05)


def test_what_only_some_may_read_is_not_read(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 4)
    told = {"deal_id": deals[1], "side": "buyer", "origin": "debrief", "occurred_at": on_day(90), "text": "no money"}
    open_one = record.add("statement", "open", known=on_day(90), **told)
    closed_one = record.add("statement", "closed", known=on_day(90), circle="managers", **told)
    said = [
        _say(deals[1], 90, driver, table="statement", row_id=row, origin="debrief")
        for driver, row in (("no_budget", open_one), ("timing", closed_one))
    ]
    ask = conclude(record, said)
    assert {driver for (driver,) in ask("reason.driver")} == {"no_budget"}
    assert closed_one not in {row for (row,) in ask("reason_ground.row_id")}


def test_a_second_opinion_praise_and_what_is_no_reason_are_not_counted(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 4)
    said = [
        _say(deals[1], 20, "timing", coder_id="second: a model"),
        _say(deals[1], 21, "price_too_high", polarity="for"),
        _say(deals[1], 22, "unknown"),
    ]
    assert conclude(record, said)("reason.driver") == []


def test_where_nothing_matters_nothing_is_claimed(conclude: Conclude) -> None:
    random = np.random.default_rng(8)
    record = SmallRecord()
    deals = _make_deals(record, 60, lost=lambda place: bool(random.random() < 0.6))
    drivers = ("price_too_high", "missing_feature", "timing", "no_budget")
    said = [
        _say(deal, place + float(day), drivers[random.integers(4)])
        for place, deal in enumerate(deals)
        for day in random.integers(1, 70, random.poisson(6))
    ]
    ask = conclude(record, said)
    assert max(p for (p,) in ask("reason.p")) < 0.5
    assert {verdict for (verdict,) in ask("driver_effect.verdict")} <= {"not_enough", "not_associated"}


def test_an_audit_tells_how_much_the_rep_knew(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 4)
    rep = [_say(deals[1], 81, "timing", table="deal", row_id=deals[1], side="rep", origin="crm_reason")]
    audit = {"table": "statement", "side": "auditor", "origin": "audit"}
    said = [_say(deals[1], 120, driver, row_id=5, **audit) for driver in ("timing", "no_budget")]
    ask = conclude(record, [*rep, *said])
    gaps = dict(ask("verdict.deal_id,truth_gap"))
    assert gaps == {deals[1]: "part", deals[2]: "not_audited"}
    p = {driver: value for deal, driver, value in ask("reason.deal_id,driver,p") if deal == deals[1]}
    assert p["no_budget"] > 0.5


def test_what_an_audit_finds_does_not_move_the_main_reason_that_is_set_beside_audits(conclude: Conclude) -> None:
    record = SmallRecord()
    deals = _make_deals(record, 4)
    rep = [_say(deals[1], 81, "timing", table="deal", row_id=deals[1], side="rep", origin="crm_reason")]
    found = _say(deals[1], 120, "no_budget", table="statement", row_id=5, side="auditor", origin="audit")
    ask = conclude(record, [*rep, found])
    main = {driver for deal, driver, rank in ask("reason.deal_id,driver,rank") if (deal, rank) == (deals[1], 1)}
    assert main == {"no_budget"}
    assert dict(ask("verdict.deal_id,main_unaudited"))[deals[1]] == "timing"

"""What was done against a concern is counted from the day on which it came up, beside deals that were open then too."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.offers.comparing import compare_measure, lay_concern
from assay.runs.concluding.offers.part import OFFERS_PART
from assay.runs.concluding.part import Work
from assay.runs.deal_weeks import WEEK, DealWeeks
from assay.runs.running import run_signals
from assay.runs.standing import find_standing, open_standing
from assay.store.home import Home
from assay.tables.mention import MENTION
from runs.small_record import SmallRecord, on_day

Rows = list[dict[str, Any]]
Conclude = Callable[[SmallRecord, Sequence[dict[str, Any]]], dict[str, Rows]]

_TYPES = {"id": "int64", "whole": "int64", "time": "int64", "number": "float64"}
_SCHEMA = {column.name: _TYPES.get(column.type, "string") for column in MENTION.columns}
_USUAL = {"start": 0, "end": 9, "quote": "a passage", "polarity": "against", "about": "us", "coder": "model"}

DAY = 86_400


def say(deal: int, day: float, driver: str = "price_too_high", **told: Any) -> dict[str, Any]:
    """A passage of the buyer's mail."""
    said = {"deal_id": deal, "table": "activity", "row_id": 7, "side": "buyer", "origin": "email"}
    return {**_USUAL, **said, "occurred_at": on_day(day), "known_at": on_day(day), "driver": driver, **told}


@pytest.fixture
def conclude(home: Home, few_signals: tuple[Signal, ...]) -> Conclude:
    """Runs a record, takes these passages for what was coded of it, and gives the rows of both tables."""

    def conclude_then(record: SmallRecord, mentions: Sequence[dict[str, Any]]) -> dict[str, Rows]:
        record.write(home)
        run_signals(home, as_of=None, renew_baseline=False, signals=few_signals)
        standing = find_standing(home)
        assert standing is not None
        told: dict[str, Rows] = {}
        with open_standing(home, standing) as (gathering, clock):
            gathering.local.put("mention", _SCHEMA, [tuple(one.get(name) for name in _SCHEMA) for one in mentions])
            OFFERS_PART.make(Work(gathering, clock, home, standing.run_id, lambda step, share: None))
            for table in OFFERS_PART.tables:
                rows = gathering.rows(f"SELECT {', '.join(table.names)} FROM new_{table.name}")
                told[table.name] = [dict(zip(table.names, row, strict=True)) for row in rows]
        return told

    return conclude_then


def invent(record: SmallRecord, name: str, outcome: str, *, life: float = 80, words: int = 8) -> int:
    """A deal whose buyer writes every tenth day."""
    deal = record.deal(name, opened=10, outcome=outcome, closed=10 + life)
    for number in range(words):
        record.word(deal, 11 + number * life / words)
    return deal


def list_done(cases: Rows, deal: int) -> dict[str, int]:
    mine = [row for row in cases if (row["deal_id"], row["driver"]) == (deal, "price_too_high")]
    return {row["measure"]: row["done_at"] for row in mine if row["measure"]}


def test_only_what_came_after_the_concern_and_before_the_end_counts(conclude: Conclude) -> None:
    record = SmallRecord()
    won, lost = invent(record, "won", "won"), invent(record, "lost", "lost")
    record.word(won, 20, kind="demo", direction="unknown")
    record.word(won, 50, kind="demo", direction="unknown")
    record.word(won, 60, kind="demo", direction="unknown")
    record.word(lost, 20, kind="demo", direction="unknown")
    record.change(won, "amount", "9000", 55, old="10000")
    record.change(won, "amount", "8000", 95, old="9000")
    cases = conclude(record, [say(won, 30), say(lost, 30)])["offer_case"]
    assert list_done(cases, won) == {"demo": on_day(50), "lower_price": on_day(55)}
    assert list_done(cases, lost) == {}
    assert [row["won"] for row in cases if (row["deal_id"], row["driver"]) == (lost, "price_too_high")] == [False]


def test_the_first_word_of_it_is_its_day_and_the_row_is_named(conclude: Conclude) -> None:
    record = SmallRecord()
    won, lost = invent(record, "won", "won"), invent(record, "lost", "lost")
    said = [say(won, 40, row_id=5), say(won, 25, row_id=6), say(lost, 30), say(won, 95, "timing", row_id=8)]
    cases = [row for row in conclude(record, said)["offer_case"] if row["deal_id"] == won and row["voiced_row"]]
    assert [(row["driver"], row["voiced_at"], row["voiced_row"]) for row in cases] == [
        ("price_too_high", on_day(25), 6)
    ]


def test_what_is_said_well_of_us_is_no_concern(conclude: Conclude) -> None:
    record = SmallRecord()
    won, lost = invent(record, "won", "won"), invent(record, "lost", "lost")
    cases = conclude(record, [say(won, 30, polarity="for"), say(lost, 30)])["offer_case"]
    assert {row["deal_id"] for row in cases if row["driver"] == "price_too_high"} == {lost}


def test_words_of_ours_tell_what_was_done_and_not_what_a_buyer_asks_for(conclude: Conclude) -> None:
    record = SmallRecord()
    won, lost = invent(record, "won", "won"), invent(record, "lost", "lost")
    for day, direction, subject in ((40, "outbound", "Reference call with Hexley"), (45, "inbound", "Revised offer")):
        activity = record.word(won, day, direction=direction)
        next(row for row in record.rows["activity"] if row["id"] == activity)["subject"] = subject
    cases = conclude(record, [say(won, 30), say(lost, 30)])["offer_case"]
    assert list_done(cases, won) == {"reference": on_day(40)}


def test_top_of_theirs_and_managers_and_specialists_of_ours_are_told_apart(conclude: Conclude) -> None:
    record = SmallRecord()
    boss = record.add("seller", "boss", known=on_day(0), name="Boss", role="Sales")
    rep = record.add("seller", "rep", known=on_day(0), name="Rep", role="Account Executive", manager_id=boss)
    engineer = record.add("seller", "eng", known=on_day(0), name="Eng", role="Application Engineer")
    won, lost = invent(record, "won", "won"), invent(record, "lost", "lost")
    next(row for row in record.rows["deal"] if row["id"] == won)["owner_id"] = rep
    for day, seller, rank in ((40, rep, 0), (50, boss, 0), (55, engineer, 0), (60, rep, 5)):
        activity = record.word(won, day, kind="meeting", direction="unknown", top_rank=rank)
        shared = {"deal_id": won, "activity_id": activity, "occurred_at": on_day(day), "known_at": on_day(day)}
        seat = {"kind": "meeting", "direction": "unknown", "status": "held", "part": "organizer", "seller_id": seller}
        record.rows["deal_seat"].append({**shared, **seat})
    cases = conclude(record, [say(won, 30), say(lost, 30)])["offer_case"]
    assert list_done(cases, won) == {
        "our_executive": on_day(50),
        "our_specialist": on_day(55),
        "their_executive": on_day(60),
    }


def test_many_deals_tell_what_goes_with_winning(conclude: Conclude) -> None:
    record, said = SmallRecord(), []
    for number in range(80):
        is_done = number % 2 == 0
        deal = invent(record, f"deal {number}", "won" if number % 10 in (0, 2, 4, 6, 1) else "lost")
        said.append(say(deal, 20))
        if is_done:
            record.word(deal, 32, kind="demo", direction="unknown")
    told = conclude(record, said)["offer"]
    (row,) = [row for row in told if (row["driver"], row["measure"]) == ("price_too_high", "demo")]
    assert (row["driver"], row["deals"], row["done_n"], row["done_won"], row["not_n"]) == (
        *("price_too_high", 80, 40, 32),
        40,
    )
    # in the week of the demo 40 are beside 40: 80 % beside 20 %
    assert row["difference"] == pytest.approx(0.6)
    assert row["verdict"] == "more"
    assert row["difference_low"] > 0.3


def make_weeks(lives: Sequence[int], won: Sequence[bool]) -> DealWeeks:
    """Deals opened on day 0 that live for so many weeks, one stage, nothing said."""
    deal = np.repeat(np.arange(len(lives)), lives)
    week = np.concatenate([np.arange(life) for life in lives])
    flags = np.array(won)
    return DealWeeks(
        deal_id=np.arange(len(lives)),
        opened=np.zeros(len(lives), dtype=np.int64),
        end=np.array(lives, dtype=np.int64) * WEEK,
        died=~flags,
        won=flags,
        weight=np.ones(len(lives)),
        size=np.array(["unknown"] * len(lives), dtype=object),
        deal=deal,
        week=week,
        stage=np.ones(len(deal), dtype=np.int64),
        words=np.zeros(len(deal), dtype=np.int64),
    )


def test_a_deal_that_ended_within_the_week_stands_on_neither_side() -> None:
    weeks = make_weeks([5, 5, 2], [True, False, True])
    concern = lay_concern(weeks, np.arange(3), np.full(3, WEEK + DAY))
    assert np.bincount(concern.deal, minlength=3).tolist() == [3, 3, 0]
    found = compare_measure(concern, np.array([WEEK + 2 * DAY, -1, WEEK + 2 * DAY]))
    assert (found.done_units, found.other_units) == (1, 1)


def test_living_longer_is_not_taken_for_the_work_of_what_was_done() -> None:
    # chance alone decides each week; won deals live longer, and who lives longer has more time for a demo
    dice = np.random.default_rng(11)
    won = dice.random(3_000) < 0.5
    lives = 3 + dice.geometric(np.where(won, 0.06, 0.2))
    done = dice.geometric(0.1, 3_000) - 1
    weeks = make_weeks(lives.tolist(), won.tolist())
    concern = lay_concern(weeks, np.arange(3_000), np.full(3_000, DAY))
    found = compare_measure(concern, np.where(done < lives, done * WEEK + 2 * DAY, -1)[concern.place])
    ever = won[done < lives].mean() - won[done >= lives].mean()
    assert ever > 0.2
    assert found.difference is not None
    assert not found.difference.excludes(0)

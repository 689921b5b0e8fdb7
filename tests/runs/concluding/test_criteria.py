"""Criteria are learnt on earlier deals, held against later ones, and asked of open deals and accounts without one."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.criteria.asking import Tables, ask_period, read_facts
from assay.runs.concluding.criteria.part import CRITERIA_PART
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results, write_results
from assay.runs.running import run_signals
from assay.store.home import Home
from runs.conftest import Ask
from runs.small_record import SmallRecord, on_day
from runs.test_future import shuffle_future

Conclude = Callable[..., Home]


def invent_record(deals: int = 420, *, real: bool = True, seed: int = 4) -> SmallRecord:
    """Small deals are won far more often, where `real`; amounts stand in the history from the first day."""
    dice, record = random.Random(seed), SmallRecord()  # noqa: S311 (an invented record)
    for number in range(deals):
        opened, small = number * 1.5, dice.random() < 0.5
        chance = (0.65 if small else 0.12) if real else 0.35
        amount = dice.randrange(2_000, 9_000) if small else dice.randrange(20_000, 90_000)
        closed = opened + dice.randrange(40, 80)
        ends = closed < deals * 1.5
        outcome = "won" if dice.random() < chance else "lost"
        account = record.add("account", f"A{number}", known=on_day(opened), name=f"A{number}", industry="Steel")
        told = {"amount": amount, "segment": dice.choice("PQ"), "account_id": account}
        own = {"Ended as": outcome if ends else "", "Colour": dice.choice(("red", "blue"))}
        if ends:
            own["Invoiced"] = str(number % 90 * 100 + 50 if outcome == "won" else 0)
        told["custom"] = json.dumps(own)
        if ends:
            deal = record.deal(f"D{number}", opened=opened, outcome=outcome, closed=closed, **told)
        else:
            deal = record.deal(f"D{number}", opened=opened, **told)
        record.change(deal, "amount", str(amount), opened)
        for day in (1, 20, 35):
            if opened + day < deals * 1.5:
                record.word(deal, opened + day, buyer=number)
    bare = record.add("account", "bare", known=on_day(10), name="Bare", industry="Steel")
    record.add("person", "p1", known=on_day(11), kind="contact", account_id=bare, seniority="vp")
    for field, kind in (("Ended as", "text"), ("Colour", "text"), ("Invoiced", "number")):
        told = {"table_name": "deal", "field": field, "type": kind, "fill_share": 1.0}
        record.add("source_field", field, known=on_day(0), **told)
    return record


@pytest.fixture
def conclude(tmp_path: Path, few_signals: tuple[Signal, ...]) -> Conclude:
    """Writes a record, runs, and works the criteria out."""

    def work(record: SmallRecord, name: str = "home", as_of: float | None = None) -> Home:
        home = Home(tmp_path / name, {"words": "no"})
        record.write(home)
        moment = None if as_of is None else datetime.fromtimestamp(on_day(as_of), UTC)
        run_signals(home, as_of=moment, renew_baseline=False, signals=few_signals[:1])
        assert conclude_run(home, lambda step, share: None, (CRITERIA_PART,)) == ["criteria"]
        return home

    return work


def test_a_rule_that_holds_is_found_tried_on_later_deals_and_asked_of_open_ones(conclude: Conclude, ask: Ask) -> None:
    home = conclude(invent_record())
    held = ask("SELECT says, direction, lift_low, lift_high, tested_n FROM criterion WHERE verdict = 'held'", home)
    assert any(says.startswith("amount at least") and way == "decline" for says, way, *_ in held)
    assert all(low > 1 if way == "pursue" else high < 1 for _, way, low, high, _ in held)
    ((late,),) = ask(
        """SELECT count(*) FROM criterion_case c, (SELECT any_value(trained_until) AS until FROM criterion)
        WHERE (c.period = 'train' AND c.opened_at >= until) OR (c.period = 'test' AND c.opened_at < until)""",
        home,
    )
    assert late == 0
    fits = dict(ask("SELECT meets, count(*) FROM criterion_fit WHERE deal_id IS NOT NULL GROUP BY 1", home))
    assert fits["yes"] > 5
    assert fits["no"] > 5
    assert "criterion" not in write_results(home, "criteria", "csv", None).splitlines()[1]


def test_the_back_test_adds_up(conclude: Conclude, ask: Ask) -> None:
    home = conclude(invent_record())
    told = {
        name: (amount, total, n, low, share, high)
        for name, amount, total, n, low, share, high in ask(
            """SELECT measure, amount, total, n, share_low, share, share_high FROM criterion_backtest
            WHERE rule = 'all'""",
            home,
        )
    }
    assert told["declined"][0] == told["losses_avoided"][0] + told["wins_forgone"][0]
    assert told["declined"][1] == told["losses_avoided"][1] + told["wins_forgone"][1]
    assert all(low <= share <= high for *_, low, share, high in told.values())
    assert told["losses_avoided"][4] > told["wins_forgone"][4]
    # three activities a deal, none of which tells its length: half an hour each is assumed
    assert told["hours_saved"][1] == pytest.approx(1.5 * told["declined"][1])


def test_nothing_is_claimed_where_nothing_holds(conclude: Conclude, ask: Ask) -> None:
    home = conclude(invent_record(real=False))
    assert ask("SELECT says FROM criterion WHERE verdict = 'held'", home) == []
    assert ask("SELECT * FROM criterion_fit", home) == []


def test_a_field_that_knows_the_outcome_is_named_and_shut_out(conclude: Conclude, ask: Ask) -> None:
    home = conclude(invent_record())
    assert ask("SELECT label, shut_out FROM criterion_field WHERE shut_out IS NOT NULL ORDER BY 1", home) == [
        ("Ended as", "tells_outcome"),
        ("Invoiced", "tells_outcome"),
    ]
    says = [row[0] for row in ask("SELECT says FROM criterion", home)]
    assert not any("Ended as" in one or "Invoiced" in one for one in says)


def test_a_field_without_history_is_read_now_and_never_as_of_an_earlier_day(conclude: Conclude, ask: Ask) -> None:
    bases = "SELECT label, basis FROM criterion_field WHERE label IN ('amount', 'segment', 'Colour') ORDER BY 1"
    now, then = conclude(invent_record()), conclude(invent_record(), "then", as_of=500)
    assert ask(bases, now) == [("Colour", "now"), ("amount", "then"), ("segment", "now")]
    assert ask(bases, then) == [("amount", "then")]


def test_noise_after_the_day_asked_about_changes_nothing(conclude: Conclude, ask: Ask) -> None:
    record = invent_record(300)
    then = (on_day(360) // 86_400 + 1) * 86_400 - 1
    noisy = shuffle_future(record, then, random.Random(9))  # noqa: S311 (noise)
    homes = [conclude(told, name, as_of=360) for told, name in ((record, "was"), (noisy, "might have been"))]
    for table in CRITERIA_PART.tables:
        was, might_be = (ask(f"SELECT * FROM {table.name} ORDER BY ALL", home) for home in homes)
        assert was == might_be, table.name
    assert ask("SELECT count(*) FROM criterion", homes[0]) != [(0,)]


def test_an_account_without_a_deal_has_its_facts(conclude: Conclude, ask: Ask) -> None:
    home = conclude(invent_record())
    rows: list[tuple[Any, ...]] = ask(
        "SELECT fact, text, number FROM criterion_fact WHERE account_id IS NOT NULL ORDER BY 1", home
    )
    facts = {fact: text or number for fact, text, number in rows}
    assert (facts["industry"], facts["people_known"], facts["rank_known"]) == ("Steel", 1.0, 4.0)
    assert facts["won_before"] == "no"


def test_rules_are_asked_anew_of_the_same_later_deals(conclude: Conclude) -> None:
    from assay.patterns.criteria.rule import Condition, Rule

    home = conclude(invent_record())
    with open_results(home) as results:
        tables = Tables(results.connection)
        facts = read_facts(tables)
        rule = Rule((Condition("amount", "at_least", "15000"), Condition("segment", "equals", "P")), "decline")
        asked = ask_period(tables, [rule], facts)
        ((n, met),) = results.connection.execute(
            """SELECT count(*), count(*) FILTER (amount >= 15000 AND segment = 'P') FROM criterion_case
            JOIN deal ON id = deal_id WHERE period = 'test'"""
        ).fetchall()
    trial = asked.try_out(0)
    assert (trial.n, trial.met, trial.unknown) == (n, met, 0)

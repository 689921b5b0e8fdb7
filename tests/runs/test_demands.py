"""Which fields a book says that its stages ask for, and whether they were filled at its moment."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from assay.runs.cutting import MOMENT_COLUMNS, Cutter, PartLoader
from assay.runs.demands import read_demands
from assay.runs.lives import life_table
from assay.runs.record_tables import record_table
from assay.store import open_place
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.engine import Engine
from assay.store.home import Home
from assay.tables import TABLES
from runs.small_record import SmallRecord, on_day

Cut = Callable[..., list[tuple[Any, ...]]]

LIFE = {name: str(type_) for name, type_ in life_table().schema().items()}
RATE = {"currency": "string", "rate": "float64", "valid_from": "int64", "valid_to": "int64"}
NOW = 1_000
ASKED = "SELECT stage, field, is_filled FROM book_demand ORDER BY stage, field"


@pytest.fixture
def record() -> SmallRecord:
    return SmallRecord()


@pytest.fixture
def cut(record: SmallRecord) -> Iterator[Cut]:
    """Cuts the only deal of `record` on a day; gives rows of a table of its book, by default of what is asked for."""
    with closing(DuckDbEngine(open_connection())) as engine:
        yield partial(cut_record, engine, record)


def cut_record(
    engine: Engine,
    record: SmallRecord,
    day: float,
    *,
    known: float = NOW,
    snapshot: bool = True,
    is_open: bool = True,
    part: bool = False,
    query: str = ASKED,
) -> list[tuple[Any, ...]]:
    for name, rows in record.rows.items():
        schema = {column: str(type_) for column, type_ in record_table(name).schema().items()}
        engine.put(name, schema, [[row.get(column) for column in schema] for row in rows])
    (deal,) = record.rows["deal"]
    life = {"deal_id": deal["id"], "opened_at": deal["opened_at"]}
    engine.put("run_life", LIFE, [[life.get(column) for column in LIFE]])
    engine.put("run_rate", RATE, [])
    engine.put("moments", MOMENT_COLUMNS, [(deal["id"], deal["id"], on_day(day), on_day(known), snapshot, is_open)])
    tables = ("demand", "debrief")
    if part:
        PartLoader(engine, tables, on_day(known)).load("moments")
    Cutter(engine, tables, "EUR", part=part).cut("SELECT * FROM moments")
    return engine.rows(query)


def ask_for(record: SmallRecord, stage: str, field: str, **values: Any) -> int:
    number = len(record.rows["stage_requirement"])
    return record.add(
        "stage_requirement", f"{number}", **{"known": on_day(0), "stage": stage, "field": field, **values}
    )


def test_a_field_is_asked_for_once_the_deal_has_come_to_the_stage(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, stage="Offer", forecast_category="commit")
    ask_for(record, "Talk", "product")
    ask_for(record, "Offer", "forecast_category")
    ask_for(record, "Signing", "discount")
    record.change(deal, "stage", "Offer", 20, old="Talk")
    day_asked = "SELECT field, asked_at FROM book_demand ORDER BY ALL"
    assert cut(30) == [("Offer", "forecast_category", True), ("Talk", "product", False)]
    assert cut(30, query=day_asked) == [("forecast_category", on_day(20)), ("product", None)]
    assert cut(10, is_open=False) == []  # the move that tells of its first stage lies ahead


def test_a_deal_without_history_is_in_the_stage_in_which_it_stands(record: SmallRecord, cut: Cut) -> None:
    record.deal("A", opened=0, stage="Offer")
    ask_for(record, "Offer", "product")
    assert cut(30) == [("Offer", "product", False)]
    assert cut(30, is_open=False) == []  # a closed deal's stage tells the outcome
    assert cut(30, known=30, snapshot=False) == []


def test_what_the_history_tells_goes_before_what_stands(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, stage="Offer", probability=0.5, close_date_stated=None)
    ask_for(record, "Offer", "probability")
    ask_for(record, "Offer", "close_date")
    record.change(deal, "stage", "Offer", 1)
    record.change(deal, "probability", "0.5", 60)
    record.change(deal, "close_date", "2024-05-01", 20)
    record.change(deal, "close_date", "", 70, old="2024-05-01")
    filled = "SELECT field, is_filled FROM book_demand ORDER BY ALL"
    assert cut(80, query=filled) == [("close_date", False), ("probability", True)]
    # on day 40 the probability was still what its first change found: nothing
    assert cut(40, query=filled) == [("close_date", True), ("probability", False)]


def test_a_look_back_sees_what_was_emptied_after_its_moment(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, stage="Lost", outcome="lost", closed=90, amount=None)
    ask_for(record, "Talk", "amount")
    record.change(deal, "stage", "Talk", 1)
    record.change(deal, "stage", "Lost", 90)
    record.change(deal, "amount", "", 90, old="5000")
    assert cut(40, is_open=False) == [("Talk", "amount", True)]
    assert cut(95, is_open=False) == [("Talk", "amount", False)]


def test_at_a_landmark_a_field_without_history_is_not_known(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, stage="Offer", probability=0.5, product="Line 2")
    for field in ("probability", "product"):
        ask_for(record, "Offer", field)
    record.change(deal, "stage", "Offer", 1)
    record.change(deal, "probability", "0.5", 2)
    told = [("Offer", "probability", True), ("Offer", "product", None)]
    assert cut(30, known=30, snapshot=False) == told
    assert cut(30, known=30, snapshot=False, part=True) == told


def test_neither_a_rule_nor_a_change_is_read_before_it_was_known(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0)
    ask_for(record, "Offer", "probability", known=on_day(50))
    record.change(deal, "stage", "Offer", 5)
    record.change(deal, "probability", "0.5", 10, known=60)
    assert cut(40, known=40, snapshot=False) == []
    assert cut(55, known=55, snapshot=False) == [("Offer", "probability", None)]
    assert cut(55, known=60, snapshot=False) == [("Offer", "probability", True)]


@pytest.mark.parametrize(("own", "filled"), [('{"Budget owner":"Ann"}', True), ('{"Need": "Budget owner"}', False)])
def test_an_own_field_is_looked_for_in_what_the_deal_carries(
    record: SmallRecord, cut: Cut, own: str, filled: bool
) -> None:
    record.deal("A", opened=0, stage="Offer", custom=own)
    ask_for(record, "Offer", "budget_owner")
    record.add("source_field", "f", known=on_day(0), table_name="deal", field="Budget owner", type="text")
    assert cut(30) == [("Offer", "budget_owner", filled)]


@pytest.mark.parametrize("own", [None, '{"Need": "\\"Champion\\":1"}', '{"Champion": null}', '{"Champion": ""}'])
def test_a_field_that_nobody_describes_is_not_known_to_be_empty(record: SmallRecord, cut: Cut, own: str | None) -> None:
    record.deal("A", opened=0, stage="Offer", custom=own)
    ask_for(record, "Offer", "Champion")
    record.add("source_field", "f", known=on_day(0), table_name="person", field="Champion", type="text")
    assert cut(30) == [("Offer", "champion", None)]


def test_a_described_field_with_an_empty_value_is_empty(record: SmallRecord, cut: Cut) -> None:
    record.deal("A", opened=0, stage="Offer", custom='{"A \\"B\\"": null, "Need": "pipes"}')
    for field in ('A "B"', "Need"):
        ask_for(record, "Offer", field)
        record.add("source_field", field, known=on_day(0), table_name="deal", field=field, type="text")
    assert cut(30) == [("Offer", 'a_"b"', False), ("Offer", "need", True)]


def test_an_amount_of_nought_was_never_filled(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, stage="Offer", amount=0)
    ask_for(record, "Offer", "Amount")
    assert cut(30) == [("Offer", "amount", False)]
    record.change(deal, "amount", "0.00", 10)
    assert cut(30) == [("Offer", "amount", False)]
    record.change(deal, "amount", "800", 12)
    assert cut(30) == [("Offer", "amount", True)]


def test_a_rule_of_another_pipeline_or_source_asks_nothing(record: SmallRecord, cut: Cut) -> None:
    record.deal("A", opened=0, stage="Offer", pipeline="Sales")
    ask_for(record, "Offer", "product", pipeline="Renewal")
    ask_for(record, "Offer", "discount", source="elsewhere")
    ask_for(record, "Offer", "amount", pipeline=" SALES")
    ask_for(record, "Offer", "segment", source="interchange")  # by hand, for whatever system the deals are in
    assert cut(30) == [("Offer", "amount", True), ("Offer", "segment", False)]


def test_stages_are_the_same_in_any_case_and_by_code_or_label(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0, pipeline="Sales")
    for pipeline, code in (("Sales", "s2"), ("Renewal", "r7")):
        row = {"code": code, "label": "Offer out", "pipeline": pipeline, "stage_class": "open"}
        record.add("stage", code, known=on_day(0), **row)
    record.change(deal, "stage", "S2", 10)
    ask_for(record, " offer OUT", "product")
    assert cut(30) == [(" offer OUT", "product", False)]
    record.rows["stage_history"][0]["new_value"] = "r7"  # of another pipeline
    assert cut(30) == []


def test_a_rule_that_is_written_twice_counts_once(record: SmallRecord, cut: Cut) -> None:
    record.deal("A", opened=0, stage="Offer", pipeline="Sales")
    first = ask_for(record, "Offer", "product")
    second = ask_for(record, "offer", "Product", pipeline="Sales")
    assert cut(30, query="SELECT row_id FROM book_demand") == [(min(first, second),)]


def test_postgresql_reads_the_same(home: Home, record: SmallRecord, cut: Cut, postgres_url: str) -> None:
    deal = record.deal("A", opened=0, stage="Offer", custom='{"A \\"B\\"": null, "Need": "pipes", "Back\\\\slash": 1}')
    for field in ('A "B"', "Need", "Back\\slash", "Amount", "Close date", "Nobody's"):
        ask_for(record, " offer", field, source="interchange")
        if field != "Nobody's":
            record.add("source_field", field, known=on_day(0), table_name="deal", field=field, type="text")
    record.change(deal, "stage", "Offer", 1)
    record.change(deal, "amount", "0", 20, old="500")
    record.change(deal, "close_date", "2024-05-01", 50)
    record.write(Home(home.path, {"record": postgres_url}))
    with closing(open_place(postgres_url, TABLES).engine()) as away:
        for day, snapshot in ((10, True), (30, True), (30, False), (60, True)):
            told = cut(day, snapshot=snapshot)
            assert len(told) == 6
            assert cut_record(away, record, day, snapshot=snapshot) == told
    filled = {field for _, field, is_filled in cut(60) if is_filled}
    assert filled == {"need", "back\\slash", "close_date"}


def test_a_deleted_rule_asks_nothing(record: SmallRecord, cut: Cut) -> None:
    record.deal("A", opened=0, stage="Offer")
    ask_for(record, "Offer", "product", is_deleted=True)
    assert cut(30) == []


def test_its_rows_carry_both_clocks() -> None:
    assert {"known_at", "happened_at"} <= set(read_demands().columns)


@pytest.mark.parametrize(
    ("day", "known", "steps"),
    [
        (5, NOW, [(None, None, None)]),
        (10, NOW, [(on_day(10), None, None)]),
        (35, NOW, [(on_day(10), on_day(30), None)]),
        (60, NOW, [(on_day(10), on_day(30), on_day(50))]),
        (60, 9, []),  # not known yet
    ],
)
def test_of_a_debrief_what_lies_ahead_is_empty(
    record: SmallRecord, cut: Cut, day: float, known: float, steps: list[tuple[int | None, ...]]
) -> None:
    deal = record.deal("A", opened=0)
    told = {"announced_at": on_day(10), "asked_at": on_day(30), "held_at": on_day(50)}
    record.add("debrief", "d", known=on_day(10), deal_id=deal, kind="buyer", **told)
    assert cut(day, known=known, query="SELECT announced_at, asked_at, held_at FROM book_debrief") == steps


def test_a_debrief_without_a_day_counts_once_it_is_known(record: SmallRecord, cut: Cut) -> None:
    deal = record.deal("A", opened=0)
    record.add("debrief", "d", known=on_day(10), deal_id=deal, kind="self")
    kinds = "SELECT kind, announced_at, asked_at, held_at FROM book_debrief"
    assert cut(5, known=9, query=kinds) == []
    assert cut(5, query=kinds) == [("self", None, None, None)]

"""Second opinions beside a run's own codes: added, renewed, never doubled, read apart."""

from pathlib import Path

import pytest

from assay.runs.second_opinions import add_second_opinions
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home, open_home
from assay.tables.mention import OWN
from assay.tables.results import RESULT_TABLES
from assay.words.second_opinion.gathering import gather_passages
from assay.words.second_opinion.kept import keep_opinion
from runs.small_record import SmallRecord, on_day

TEXT = "The price was far too high. And their export was missing."
CODE = {
    "side": "rep", "origin": "crm_reason", "known_at": on_day(50), "quote": "export was missing",
    "about": "us", "polarity": "against",
    "table": "deal", "start": 38, "end": 56, "driver": "missing_feature", "theme": "features", "coder": "model",
    "coder_id": "second:small@here+1", "note": "second opinion",
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Of one deal."""
    home = open_home(str(tmp_path))
    record = SmallRecord()
    record.deal("d1", opened=1, outcome="lost", closed=50, loss_reason_stated=TEXT)
    record.write(home)
    return home


def run(home: Home) -> int:
    """Results with one code of the run's own; returns the deal."""
    deal = SmallRecord().deal("d1", opened=1)
    with open_connection() as connection, open_place(home.results, RESULT_TABLES).writing() as commit:
        moment = f"""SELECT {deal} AS deal_id, 'look_back' AS "view", 'lost' AS outcome, 1 AS as_of, 1 AS known_by,
            1 AS digest"""
        told = f"""SELECT {deal} AS deal_id, 'deal' AS "table", {deal} AS row_id, 'rep' AS side,
            'crm_reason' AS origin, 1 AS known_at,
            0 AS start, 27 AS "end", 'The price was far too high.' AS quote, 'price_too_high' AS driver,
            'model' AS coder, 'mini+1' AS coder_id"""
        for name, query in (("moment", moment), ("mention", told)):
            columns = ", ".join(f'NULL::{column.sql_type} AS "{column.name}"' for column in RESULT_TABLES[name].columns)
            commit.replace(
                connection,
                name,
                f"SELECT * REPLACE (NULL AS deal_id) FROM (SELECT {columns}) WHERE false UNION ALL BY NAME {query}",
            )
        commit.publish(note="run 1")
    return deal


def read(home: Home, where: str = "true") -> list[tuple[str, str]]:
    with open_connection() as connection:
        open_place(home.results, RESULT_TABLES).attach(connection)
        return connection.execute(f"SELECT driver, coder_id FROM mention WHERE {where} ORDER BY start").fetchall()


def test_opinions_stand_beside_the_codes_of_the_run_and_are_told_apart(home: Home) -> None:
    deal = run(home)
    keep_opinion(home, deal, "small@here", [{**CODE, "row_id": deal}])
    assert add_second_opinions(home) == 1
    assert read(home) == [("price_too_high", "mini+1"), ("missing_feature", "second:small@here+1")]
    assert read(home, OWN) == [("price_too_high", "mini+1")]


def test_added_twice_they_stand_there_once_and_nothing_is_written(home: Home) -> None:
    deal = run(home)
    keep_opinion(home, deal, "small@here", [{**CODE, "row_id": deal}])
    add_second_opinions(home)
    version = open_place(home.results, RESULT_TABLES).version()
    assert add_second_opinions(home) == 1
    assert open_place(home.results, RESULT_TABLES).version() == version
    keep_opinion(home, deal, "small@here", [])
    assert add_second_opinions(home) == 0
    assert read(home) == [("price_too_high", "mini+1")]


def test_the_next_run_gets_them_again(home: Home) -> None:
    deal = run(home)
    keep_opinion(home, deal, "small@here", [{**CODE, "row_id": deal}])
    add_second_opinions(home)
    run(home)
    assert len(read(home)) == 1
    assert add_second_opinions(home) == 1
    assert len(read(home)) == 2


def test_opinions_about_deals_that_are_gone_are_left_out(home: Home) -> None:
    run(home)
    keep_opinion(home, 5, "small@here", [{**CODE, "row_id": 5}])
    assert add_second_opinions(home) == 0


def test_before_the_first_run_nothing_is_written(home: Home) -> None:
    assert add_second_opinions(home) == 0
    assert open_place(home.results, RESULT_TABLES).version() == 0


def test_words_of_an_activity_that_is_no_longer_the_deals_are_not_asked_about(tmp_path: Path) -> None:
    home, record = open_home(str(tmp_path)), SmallRecord()
    deal = record.deal("d1", opened=1, loss_reason_stated=TEXT)
    for name, gone in (("n1", False), ("n2", True)):
        told = {"kind": "note", "direction": "internal", "status": "held", "body": f"Note {name}."}
        note = record.add("activity", name, known=2, occurred_at=on_day(2), **told)
        record.add("activity_deal", name, known=2, activity_id=note, deal_id=deal, basis="source", is_deleted=gone)
    record.write(home)
    assert [one.text for one in gather_passages(home, deal)] == [TEXT, "Note n1."]


def test_what_is_asked_about_are_the_passages_that_the_run_coded(home: Home) -> None:
    deal = SmallRecord().deal("d1", opened=1)
    assert [one.text for one in gather_passages(home, deal)] == [TEXT]
    run(home)
    keep_opinion(home, deal, "small@here", [{**CODE, "row_id": deal}])
    add_second_opinions(home)
    (passage,) = gather_passages(home, deal)
    assert (passage.text, passage.driver) == ("The price was far too high.", "price_too_high")

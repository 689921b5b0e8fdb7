"""A home of open deals alone, its rows invented in SQL: what a page of same situation reads, as a run leaves it.

No signal is asked and no reason worked out; the tables are written by the store and laid out as after any run, so that
what is timed reads the same files as a page does.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from assay.reports.catalogue.laying import write_laid
from assay.signals.discovery import find_signals
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.quoting import quote_text
from assay.tables import TABLES
from assay.tables.column import Column, Table
from assay.tables.results import RESULT_TABLES
from assay.words.taxonomy import load_taxonomy

AS_OF = 1_767_225_600

#: losses that are asked about, beside the open deals
LOSSES = 100

#: reasons with a row in one deal, and rows that speak for each of them
_REASONS, _GROUNDS = 8, 3

#: what a required column holds where nothing is said of it
_PLAIN = {"text": "''", "yes_no": "false", "json": "'{}'", "time": f"{AS_OF}", "day": "DATE '2026-01-01'"}


def make_open_deals(folder: Path, deals: int) -> Home:
    """A home with so many open deals and LOSSES lost ones; made once, and found again by the next call."""
    home = Home(folder / f"open-{deals}", {})
    if (home.path / "made").exists():
        return home
    connection = open_connection()
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        f"CREATE TABLE told AS SELECT i AS deal, i >= {deals} AS is_lost, random() AS u, random() AS v FROM"
        f" range({deals + LOSSES}) r(i)"
    )
    _publish(connection, home.record, TABLES, {"deal": _write_deals()})
    results = {"run": _write_run(deals), "moment": _write_moments(), "silence": _write_silence()}
    results |= {"reason": _write_reasons(home), "signal": _write_signals(), "answer": _write_answers()}
    results |= {"reason_ground": _write_grounds(home)}
    _publish(connection, home.results, RESULT_TABLES, results)
    connection.close()
    write_laid(home)
    (home.path / "made").touch()
    return home


def _publish(
    connection: duckdb.DuckDBPyConnection, where: str, tables: Mapping[str, Table], rows: Mapping[str, str]
) -> None:
    with open_place(where, tables).writing() as commit:
        for name, query in rows.items():
            commit.replace(connection, name, _fill(connection, tables[name], query))
        commit.publish(note="bench")


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> str:
    """The query with every column of the table that it leaves out, empty or plain."""
    given = {column[0] for column in connection.execute(f"DESCRIBE {query}").fetchall()}
    rest = [f"{_say_plain(column)} AS {column.name}" for column in table.columns if column.name not in given]
    return f"SELECT *{', ' if rest else ''}{', '.join(rest)} FROM ({query})"


def _say_plain(column: Column) -> str:
    if not column.required:
        return f"NULL::{column.sql_type}"
    return quote_text(column.values[0]) if column.values else _PLAIN.get(column.type, "0")


def _write_deals() -> str:
    return """SELECT deal AS id, 'd' || deal AS source_id, 'Deal ' || deal AS name, deal % 400 AS owner_id,
        deal AS account_id FROM told"""


def _write_run(deals: int) -> str:
    return f"SELECT 'bench' AS run_id, 1 AS record_version, {deals} AS deals, 'EUR' AS home_currency"


def _write_moments() -> str:
    return f"""SELECT deal AS deal_id, CASE WHEN is_lost THEN 'look_back' ELSE 'open' END AS view,
        CASE WHEN is_lost THEN 'lost' ELSE 'open' END AS outcome, {AS_OF} AS as_of, 1000 + 90000 * u AS value,
        {AS_OF} - (u * 90 * 86400)::BIGINT AS last_word_at, {AS_OF} - 20000000 AS opened_at, 1 AS made_in FROM told"""


def _write_silence() -> str:
    return "SELECT deal AS deal_id, v * v AS p_dead, 1 AS made_in FROM told WHERE NOT is_lost"


def _list_drivers(home: Home) -> str:
    codes = [one.code for one in load_taxonomy(home).in_use if one.code not in ("other", "unknown")]
    return ", ".join(quote_text(code) for code in codes)


def _write_reasons(home: Home) -> str:
    drivers = _list_drivers(home)
    return f"""SELECT deal AS deal_id, CASE WHEN is_lost THEN 'look_back' ELSE 'open' END AS view,
        [{drivers}][1 + (deal * 7 + j * 3) % len([{drivers}])] AS driver, j + 1 AS rank,
        pow((hash(deal * 31 + j) % 1000) / 1000, 3) AS p_active, (hash(deal * 17 + j) % 1000) / 4000 AS p_main,
        0.3 AS strength, 'ours' AS whose FROM told, range({_REASONS}) r(j)"""


def _write_grounds(home: Home) -> str:
    drivers = _list_drivers(home)
    return f"""SELECT deal AS deal_id, [{drivers}][1 + (deal * 7 + j * 3) % len([{drivers}])] AS driver,
        'mention' AS kind, 'for' AS way, 'activity' AS table_name, deal * 100 + j * 10 + g AS row_id,
        {AS_OF} - (j + g) * 86400 AS occurred_at FROM told, range({_REASONS}) r(j), range({_GROUNDS}) s(g)"""


def _write_signals() -> str:
    rows = ", ".join(f"({quote_text(one.name)}, {quote_text(one.text.title)})" for one in find_signals())
    return f"SELECT * FROM (VALUES {rows}) v(signal, title)"


def _write_answers() -> str:
    names = ", ".join(quote_text(one.name) for one in find_signals())
    return f"""SELECT deal AS deal_id, s AS signal, CASE WHEN is_lost THEN 'look_back' ELSE 'open' END AS view,
        CASE hash(deal * 100 + length(s)) % 10 WHEN 0 THEN 'hit' WHEN 1 THEN 'unknown' ELSE 'clear' END AS answer,
        1 AS made_in FROM told, (SELECT unnest([{names}]) AS s)"""

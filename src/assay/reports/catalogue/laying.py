"""Record and results deal by deal in one DuckDB file: a page that shows one deal reads little more than its rows.

The record's own files lie as imports and runs want them, so that finding fifty activities among millions reads a whole
column. This is a copy, made again after each run; what it does not hold yet is read where it lies.
"""

from pathlib import Path

import duckdb

from assay.domain.tongue import mark
from assay.reports.catalogue.placing import find_file, find_folder, place_file, remove_others
from assay.reports.catalogue.writing import Report
from assay.reports.laid import LAID
from assay.runs.results import open_results
from assay.store import open_place
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text
from assay.tables import TABLES
from assay.tables.mention import OPEN_MENTION
from assay.tables.results import RESULT_TABLES
from assay.tables.statement import OPEN_STATEMENT

#: goes up when files of an earlier make can no longer be read
LAYOUT = 3

#: names the file that is read
POINTER = "laid"

SUFFIX = ".duckdb"

#: read whole by the pages of patterns, and larger than all others together
_LEFT_OUT = {"landmark"}

_OF_OPEN = f"coalesce(statement_id IN (SELECT id FROM statement WHERE {OPEN_STATEMENT}), true)"

#: what was said to a circle of people is laid out for nobody, and neither is what quotes it or was drawn from it
_OPEN = {
    "statement": OPEN_STATEMENT,
    "mention": OPEN_MENTION,
    **dict.fromkeys(("statement_code", "requirement", "buying_process"), _OF_OPEN),
}

#: what rows are asked for by, besides their deal
_INDICES = {
    "activity": ("id",),
    "activity_person": ("activity_id",),
    "person": ("id",),
    "utterance": ("id", "activity_id"),
}

#: rows of a table that an index is made of: it is made in memory, of about 40 bytes a row
_MOST_INDEXED = 15_000_000

#: the first deal of each activity: what belongs to it is laid beside that deal's rows
_OF_ACTIVITY = "SELECT activity_id, min(deal_id) AS first_deal FROM deal_event GROUP BY activity_id"


def find_versions(home: Home) -> str:
    """The versions of results and record together, as one word."""
    results, record = open_place(home.results, RESULT_TABLES), open_place(home.record, TABLES)
    return f"{results.version()}.{record.version()}"


def find_laid(home: Home, versions: str) -> Path | None:
    """The file that holds just these versions; None where it was not written yet."""
    path = find_file(find_folder(home), POINTER)
    return path if path and path.name.startswith(f"{LAYOUT}-{versions}-") and path.exists() else None


def is_laid_stale(home: Home) -> bool:
    """Whether the last run, made of the record as it is now, was not laid out yet."""
    versions = find_versions(home)
    if versions.startswith("0.") or find_laid(home, versions):
        return False
    with open_results(home) as results:
        return not results.note


def write_laid(home: Home, report: Report | None = None) -> Path | None:
    """Write the file of the last run and have pages read it from then on; None where that is done already.

    report: told what is being done and the share done, 0 to 1; what it raises ends the writing and changes nothing.

    Raises InputError when no run was made yet.
    """
    versions = find_versions(home)
    if find_laid(home, versions):
        return None
    with open_results(home) as results:
        path = place_file(
            *(find_folder(home), f"{LAYOUT}-{versions}", SUFFIX, POINTER),
            lambda aside: lay_out(results.connection, aside, report),
        )
    remove_others(path)
    return path


def lay_out(connection: duckdb.DuckDBPyConnection, path: Path, report: Report | None = None) -> None:
    """Copy the tables of results and record that `connection` holds into a new file at `path`, each by its deals."""
    names = [name for name in (*TABLES, *RESULT_TABLES) if name not in _LEFT_OUT]
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(f"ATTACH {quote_text(str(path))} AS {LAID}")
    try:
        for place, name in enumerate(names):
            if report:
                report(mark("deals laid out"), place / len(names))
            connection.execute(f"CREATE TABLE {LAID}.{quote_name(name)} AS {_order_rows(name)}")
        _index(connection)
        connection.execute(f"CHECKPOINT {LAID}")
    finally:
        connection.execute(f"DETACH {LAID}")


def _index(connection: duckdb.DuckDBPyConnection) -> None:
    for name, columns in _INDICES.items():
        ((rows,),) = connection.execute(f"SELECT count(*) FROM {LAID}.{name}").fetchall()
        for column in columns if rows <= _MOST_INDEXED else ():
            connection.execute(f"CREATE INDEX {name}_{column} ON {LAID}.{name}({column})")


def take_laid(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Have the tables that `connection` reads by name come from the file at `path`, as far as it holds them."""
    connection.execute(f"ATTACH {quote_text(str(path))} AS {LAID} (READ_ONLY)")
    held = connection.execute(f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{LAID}'").fetchall()
    for (name,) in held:
        connection.execute(f"CREATE OR REPLACE VIEW {quote_name(name)} AS FROM {LAID}.{quote_name(name)}")


def _order_rows(name: str) -> str:
    table = (TABLES | RESULT_TABLES)[name]
    rows = f"(FROM {quote_name(name)} WHERE {_OPEN[name]})" if name in _OPEN else quote_name(name)
    of_activity = "id" if name == "activity" else "activity_id" if "activity_id" in table.names else ""
    if "deal_id" in table.names or not of_activity:
        keys = [key for key in ("deal_id", "account_id", "person_id", "id") if key in table.names]
        return f"FROM {rows}" + (f" ORDER BY {', '.join(keys)}" if keys else "")
    return f"""SELECT told.* FROM {quote_name(name)} AS told
        LEFT JOIN ({_OF_ACTIVITY}) AS placed ON placed.activity_id = told.{of_activity} ORDER BY placed.first_deal"""

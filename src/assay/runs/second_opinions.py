"""Puts the kept second opinions beside the run's own codes: rows of `mention` that say whose they are."""

from typing import TYPE_CHECKING

from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables.mention import OWN
from assay.tables.results import RESULT_TABLES
from assay.words.second_opinion.kept import list_opinions

if TYPE_CHECKING:
    import duckdb

_MENTION = RESULT_TABLES["mention"]


def add_second_opinions(home: Home) -> int:
    """Writes all kept opinions into the results, in place of those that stood there; returns how many codes there are.

    Nothing is done before the first run, nor where they stand there already. Opinions about deals that the results do
    not have are left out.
    """
    place = open_place(home.results, RESULT_TABLES)
    if place.version() == 0:
        return 0
    columns = [column for column in _MENTION.columns if column.name != "competitor_id"]
    rows = [[code.get(column.name) for column in columns] for code in list_opinions(home)]
    names = ", ".join(f'"{column.name}"' for column in columns)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        shape = ", ".join(f'"{column.name}" {column.sql_type}' for column in columns)
        connection.execute(f"CREATE TEMP TABLE kept ({shape})")
        if rows:
            connection.executemany(f"INSERT INTO kept VALUES ({', '.join('?' * len(columns))})", rows)
        known = "deal_id IN (SELECT deal_id FROM moment)"
        connection.execute(f"CREATE TEMP TABLE second AS SELECT * FROM kept WHERE {known}")
        standing = f"SELECT {names} FROM mention WHERE NOT {OWN}"
        ((changed,),) = connection.execute(
            f"""SELECT count(*) FROM ((FROM ({standing}) EXCEPT ALL FROM second)
                UNION ALL (FROM second EXCEPT ALL FROM ({standing})))"""
        ).fetchall()
        ((count,),) = connection.execute("SELECT count(*) FROM second").fetchall()
        if changed:
            theirs = "SELECT *, NULL::BIGINT AS competitor_id FROM second"
            commit.replace(connection, "mention", f"SELECT * FROM mention WHERE {OWN} UNION ALL BY NAME {theirs}")
            commit.publish(note=_find_run(connection))
    return int(count)


def _find_run(connection: "duckdb.DuckDBPyConnection") -> str:
    """The id of the run whose results stand: what is added belongs to it."""
    ((run_id,),) = connection.execute("SELECT max(run_id) FROM run").fetchall()
    return str(run_id or "")

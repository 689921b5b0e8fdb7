"""One row for each id that the sources gave, however often they gave it."""

from dataclasses import dataclass

import duckdb

from assay.domain.errors import InputError
from assay.domain.spans import DAY
from assay.sources.landing.files import Files
from assay.sources.landing.rules import PROVENANCE, said_sql
from assay.sources.landing.spoken import Spoken
from assay.tables.column import Column, Table

#: `known_at` rests on the source's own clock
_STRONG = "known_at_basis IN ('created', 'history_row')"


@dataclass(frozen=True)
class Combined:
    """The staged rows of one table, one for each id.

    relation: the table's columns but for import_run and file_no, `row` (the source row that stands for the id), and
        `spoken_<column>` for each column of which only some sources speak.
    spoken: for each column, SQL telling whether the sources speak of it.
    has_twice: whether `merged_<table>` holds ids that were given more than once.
    """

    table: Table
    relation: str
    spoken: dict[str, str]
    has_twice: bool


def combine_rows(connection: duckdb.DuckDBPyConnection, table: Table, files: Files) -> Combined | None:
    """Merge the staged rows of a table by id; None when nothing was staged.

    The last value wins: rows of their own before by-products, and of files of several days that of the latest. Raises
    InputError when two source ids share a key.
    """
    name = table.name
    ((rows, all_primary),) = connection.execute(
        f"SELECT count(*), coalesce(bool_and(primary_row), true) FROM land_{name}"
    ).fetchall()
    if not rows:
        return None
    said = Spoken(connection, name)
    tests = {c.name: _test(said.sql(c.name), all_primary) for c in table.columns if c.name not in PROVENANCE}
    # a source that gives a row says whether it is deleted, be it by silence
    tests["is_deleted"] = _test("true", all_primary)
    flags = {column: test for column, test in tests.items() if test not in ("true", "false")}
    connection.execute(f"CREATE TABLE twice_{name} AS SELECT id FROM land_{name} GROUP BY id HAVING count(*) > 1")
    ((twice,),) = connection.execute(f"SELECT count(*) FROM twice_{name}").fetchall()
    query = _once_sql(table, flags, has_twice=twice > 0)
    if twice:
        connection.execute(f"CREATE TABLE merged_{name} AS {_merged_sql(table, flags, files)}")
        _refuse_shared_keys(connection, name)
        query += f" UNION ALL BY NAME SELECT * EXCLUDE is_shared FROM merged_{name}"
    connection.execute(f"CREATE VIEW one_{name} AS {query}")
    spoken = {column: f"spoken_{column}" if column in flags else test for column, test in tests.items()}
    return Combined(table, f"one_{name}", spoken, twice > 0)


def _test(spoken: str, all_primary: bool) -> str:
    if spoken == "false" or all_primary:
        return spoken
    return "primary_row" if spoken == "true" else f"(primary_row AND {spoken})"


def _staged(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in ("import_run", "file_no")]


def _once_sql(table: Table, flags: dict[str, str], *, has_twice: bool) -> str:
    columns = ", ".join(f"{said_sql(column)} AS {column.name}" for column in _staged(table))
    tests = "".join(f", {test} AS spoken_{column}" for column, test in flags.items())
    only = f" ANTI JOIN twice_{table.name} USING (id)" if has_twice else ""
    return f"SELECT {columns}, row{tests} FROM land_{table.name}{only}"


def _merged_sql(table: Table, flags: dict[str, str], files: Files) -> str:
    """By-products are placed first, then what yields, then older files, so that the last filled value is the one that
    counts; arg_max skips NULL.
    """
    plain = [column for column in _staged(table) if column.name not in ("id", "known_at", "known_at_basis")]
    columns = "".join(f", {_last_sql(column)} AS {column.name}" for column in plain)
    tests = "".join(f", bool_or({test}) AS spoken_{column}" for column, test in flags.items())
    seen_day = f"{files.bisect_sql('row', 'seen_at')} // {DAY}"
    proven = "FILTER (known_at_basis <> 'assumed')"
    return f"""
    WITH placed AS (
      SELECT *, row_number() OVER (ORDER BY primary_row, order_no >= 0, {seen_day}, order_no, row) AS place
      FROM land_{table.name} SEMI JOIN twice_{table.name} USING (id))
    SELECT id{columns}, arg_max(row, place) AS row,
      CASE WHEN bool_or({_STRONG}) THEN min(known_at) {proven} ELSE min(known_at) END AS known_at,
      CASE WHEN bool_or({_STRONG}) THEN arg_min(known_at_basis, known_at) {proven}
        ELSE arg_min(known_at_basis, known_at) END AS known_at_basis{tests},
      min(source_id) <> max(source_id) OR min(source) <> max(source) OR min(instance) <> max(instance) AS is_shared
    FROM placed GROUP BY id"""


def _last_sql(column: Column) -> str:
    """The last value that is filled; fields of the user's own are laid over each other, field by field."""
    if column.name == "custom":
        laid = "lambda low, high: json_merge_patch(low, high)::VARCHAR"
        return f"list_reduce(list(custom ORDER BY place) FILTER (custom IS NOT NULL), {laid})"
    return f"arg_max({said_sql(column)}, place)"


def _refuse_shared_keys(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    found = connection.execute(
        f"SELECT min(l.source_id), max(l.source_id) FROM land_{name} l JOIN merged_{name} m USING (id)"
        " WHERE m.is_shared GROUP BY id LIMIT 1"
    ).fetchall()
    if found:
        raise shared_key(name, *found[0])


def shared_key(table: str, one: str, other: str) -> InputError:
    """What to say when two source ids give the same key."""
    return InputError(
        f"{table}: the source ids {one!r} and {other!r} share one key, which happens once in many millions of rows.",
        fix="Change one of the two ids in the files, or import them under another --instance.",
    )

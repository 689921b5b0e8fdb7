"""The import's own tables: the run, its files, and every row that could not be used."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.import_report import ReadFile
from assay.sources.keeping_files import name_kept
from assay.sources.landing.counting import Counts
from assay.sources.landing.draft import Draft
from assay.sources.raw import RawTable

_REJECT = """
SELECT file, coalesce(line, 0) AS line, coalesce(field, '') AS field, value, message, fix,
  coalesce(row_json, '{}') AS row_json FROM reject"""


@dataclass(frozen=True)
class RejectedRow:
    """A source row that could not be used: where it stands, what is wrong, what to do, and the row as JSON."""

    file: str
    line: int
    field: str
    value: str
    message: str
    fix: str
    row_json: str


def list_rejects(connection: duckdb.DuckDBPyConnection, most: int | None = None) -> Iterator[RejectedRow]:
    """The rejected rows of this import in their order, at most so many."""
    limit = "" if most is None else f" LIMIT {most}"
    found = connection.cursor().execute(
        "SELECT file, coalesce(line, 0), coalesce(field, ''), coalesce(value, ''), message, fix,"
        f" coalesce(row_json, '{{}}') FROM reject ORDER BY row{limit}"
    )
    while rows := found.fetchmany(1000):
        yield from (RejectedRow(*row) for row in rows)


def put_bookkeeping(
    draft: Draft, counts: Counts, import_run: int, file_no: int, raws: Sequence[RawTable], described: Sequence[ReadFile]
) -> bool:
    """Put the import's own rows into the draft if there is anything to commit; returns whether there is.

    Rows that were rejected before in just the same way are nothing new.
    """
    connection = draft.connection
    columns = "file, line, field, value, message, fix, row_json"
    connection.execute(
        f"CREATE OR REPLACE TABLE reject_new AS SELECT {import_run} AS import_run, * FROM"
        f" (SELECT {columns} FROM ({_REJECT}) EXCEPT SELECT {columns} FROM rejected_row)"
    )
    has_rejects = draft.has_rows("reject_new")
    if not draft.changed and not has_rejects:
        return False
    if has_rejects:
        draft.put("rejected_row", f"SELECT import_run, {columns} FROM rejected_row UNION ALL SELECT * FROM reject_new")
    _add_run(connection, counts, import_run)
    _add_files(connection, import_run, file_no, raws, described)
    for name in ("import_run", "import_file"):
        draft.put(name, f"FROM {name} UNION ALL BY NAME FROM {name}_new")
    return True


def _add_run(connection: duckdb.DuckDBPyConnection, counts: Counts, import_run: int) -> None:
    connection.execute(
        "CREATE OR REPLACE TABLE import_run_new AS SELECT ? AS import_run, ? AS made_at, ? AS rows_read, ? AS landed,"
        " ? AS unchanged, ? AS merged, ? AS rejected",
        [import_run, int(time.time()), counts.read, counts.landed, counts.unchanged, counts.merged, counts.rejected],
    )


def _add_files(
    connection: duckdb.DuckDBPyConnection,
    import_run: int,
    file_no: int,
    raws: Sequence[RawTable],
    described: Sequence[ReadFile],
) -> None:
    columns: dict[str, tuple[str, list[str] | list[int] | list[str | None]]] = {
        "file_no": ("BIGINT", [file_no + number for number in range(len(raws))]),
        "name": ("VARCHAR", [raw.name for raw in raws]),
        "kind": ("VARCHAR", [raw.kind for raw in raws]),
        "profile": ("VARCHAR", [file.profile for file in described]),
        "sha256": ("VARCHAR", [raw.sha256 for raw in raws]),
        "rows_read": ("BIGINT", [raw.rows for raw in raws]),
        "kept_as": ("VARCHAR", name_kept(raws)),
        "note": ("VARCHAR", ["; ".join(file.notes) or None for file in described]),
        "seen_at": ("BIGINT", [raw.seen_at for raw in raws]),
    }
    unnested = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, (kind, _) in columns.items())
    connection.execute(
        f"CREATE OR REPLACE TABLE import_file_new AS SELECT {import_run} AS import_run, {unnested}",
        [values for _, values in columns.values()],
    )


def describe_rejects(connection: duckdb.DuckDBPyConnection, shown: int = 5) -> list[str]:
    """The first rejected rows of this import, each in one sentence."""
    rows = connection.execute(
        "SELECT file, line, field, value, message, fix FROM reject ORDER BY row LIMIT ?", [shown]
    ).fetchall()
    return [
        f"{file}:{line}: {_name_field(field, message)}{message}"
        f"{f' (found {value[:80]!r})' if value else ''}. {fix}".replace("..", ".")
        for file, line, field, value, message, fix in rows
    ]


def _name_field(field: str, message: str) -> str:
    """What stands before a message; one about several fields names them itself."""
    return f"{field}: " if field and not message.startswith(f"{field.split('; ')[0]}: ") else ""

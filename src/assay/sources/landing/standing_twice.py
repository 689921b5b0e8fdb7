"""Rows that would stand in the record twice, since they were read before in a way that gave them other ids.

An id is made of the source, the instance and the source's own id. A mapping that names another source, or takes the id
from another column, makes other deals of the same rows; the first ones would stay, and each would count twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from assay.domain.errors import InputError
from assay.domain.spans import day_text
from assay.sources.raw import RawTable
from assay.store.quoting import quote_text

#: rows that count by themselves; the others hang on them
_COUNTED = {"deal": "deals", "account": "accounts", "person": "people", "activity": "activities"}

_ELSEWHERE = "Or import everything into another record: set ASSAY_HOME to a new folder."


@dataclass(frozen=True)
class _Ids:
    """How many ids of one reading the other lacks, and one of them with what it was made of."""

    count: int
    source: str
    instance: str
    source_id: str

    def __str__(self) -> str:
        return f"source {self.source!r}, instance {self.instance!r}, id {self.source_id!r}"


def refuse_doubles(
    connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], profiles: Mapping[str, str]
) -> None:
    """Raises InputError when what was staged would stand beside the same rows under other ids.

    profiles: RawTable.table -> what reads it now, for the message.
    """
    by_bytes: dict[str, list[RawTable]] = {}
    for raw in raws:
        by_bytes.setdefault(raw.sha256, []).append(raw)
    known = ", ".join(map(quote_text, by_bytes))
    seen = connection.execute(
        f"""SELECT sha256, list(file_no), any_value(profile ORDER BY file_no), max(made_at)
        FROM import_file JOIN import_run USING (import_run) WHERE sha256 IN ({known or "NULL"}) GROUP BY ALL"""
    ).fetchall()
    for sha256, numbers, profile, made_at in seen:
        files = by_bytes[sha256]
        for table, plural in _COUNTED.items():
            _refuse_reread(connection, files, table, plural, numbers, (profile, profiles[files[0].table], made_at))
    _refuse_twins(connection)


def _refuse_reread(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[RawTable],
    table: str,
    plural: str,
    numbers: Sequence[int],
    told: tuple[str, str, int],
) -> None:
    """The very same file: what it brought before and does not name now stays, and what it names now is new."""
    spans = " OR ".join(f"row BETWEEN {raw.first_row} AND {raw.first_row + raw.rows - 1}" for raw in files)
    new = _find_ids(connection, f"FROM land_{table} ANTI JOIN {table} USING (id) WHERE primary_row AND ({spans})")
    listed = ", ".join(map(str, numbers))
    # whoever names another instance says that it is another org
    here = f"instance IN (SELECT instance FROM land_{table})"
    stands = f"NOT is_deleted AND file_no IN ({listed}) AND {here}"
    old = _find_ids(connection, f"FROM {table} ANTI JOIN land_{table} USING (id) WHERE {stands}")
    if not new or not old:
        return
    before, now, made_at = told
    raise InputError(
        f"{files[0].name} is in the record already, read by {before} on {day_text(made_at)}. Read by {now}, it makes "
        f"{new.count:,} {plural} with other ids, which would stand beside the {old.count:,} of before and be counted "
        f"twice. One of before: {old}. One of now: {new}. Nothing was imported.",
        fix="Have the mapping make the same ids: the same source: at its top, and id: from the "
        f"column that holds {old.source_id!r}. {_ELSEWHERE}",
    )


def _refuse_twins(connection: duckdb.DuckDBPyConnection) -> None:
    """Another export of the same deals: most of the new ones have the id and the name of one from another source."""
    ((new, twins, here, there),) = connection.execute(
        """WITH fresh AS (
          SELECT DISTINCT ON (id) id, source, instance, source_id, name FROM land_deal ANTI JOIN deal USING (id)
          WHERE primary_row AND NOT coalesce(is_deleted, false)),
        twin AS (
          SELECT f.id, f.source || '/' || f.instance AS here, d.source || '/' || d.instance AS there
          FROM fresh f JOIN deal d ON d.source_id = f.source_id AND d.name = f.name AND NOT d.is_deleted
          WHERE d.source <> f.source AND d.instance = f.instance)
        SELECT (SELECT count(*) FROM fresh), count(DISTINCT id), any_value(here), any_value(there) FROM twin"""
    ).fetchall()
    if 2 * twins > new:
        raise InputError(
            f"{twins:,} of {new:,} new deals have the id and the name of deals that are in the record from another "
            f"source: {there} before, {here} now (source/instance). Each would be counted twice. Nothing was imported.",
            fix=f"Have the mapping name the source of before: source: {there.rpartition('/')[0]} at its top. If they "
            f"are other deals, import them with --instance and a name of its own. {_ELSEWHERE}",
        )


def _find_ids(connection: duckdb.DuckDBPyConnection, rows: str) -> _Ids | None:
    ((count, source, instance, source_id),) = connection.execute(
        f"SELECT count(DISTINCT id), min_by(source, source_id), min_by(instance, source_id), min(source_id) {rows}"
    ).fetchall()
    return _Ids(count, source, instance, source_id) if count else None

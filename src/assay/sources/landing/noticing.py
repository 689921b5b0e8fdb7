"""What an import does without a row being rejected, and a person should know all the same."""

from collections.abc import Mapping, Sequence

import duckdb

from assay.domain.spans import DAY, day_text
from assay.sources.landing.files import Files
from assay.sources.landing.rules import PROVENANCE
from assay.tables.column import Table

#: rows that a person would look for; ties and histories are made of many rows by nature
_LOOKED_AT = ("deal", "account", "person", "activity")


def find_contradictions(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], files: Files, names: Mapping[int, str]
) -> list[str]:
    """One sentence for each file and table in which ids stand on several rows that differ.

    names: of the files, by their numbers.  Reads the tables twice_<table> that combining made.
    """
    found = []
    for name in _LOOKED_AT:
        if not connection.execute(f"SELECT 1 FROM duckdb_tables() WHERE table_name = 'twice_{name}'").fetchall():
            continue
        columns = [c.name for c in tables[name].columns if c.name not in (*PROVENANCE, "id", "source_id", "custom")]
        differing = ", ".join(f"CASE WHEN min({c}) <> max({c}) THEN '{c}' END" for c in columns)
        rows = connection.execute(
            f"""SELECT file, count(*), min_by(source_id, row), list_sort(list_distinct(flatten(list(differ))))
            FROM (SELECT {files.bisect_sql("row", "file_no")} AS file, min(source_id) AS source_id, min(row) AS row,
                list_filter([{differing}], lambda c: c IS NOT NULL) AS differ
              FROM land_{name} SEMI JOIN twice_{name} USING (id) WHERE primary_row
              GROUP BY file, id HAVING count(DISTINCT row) > 1)
            WHERE len(differ) > 0 GROUP BY file ORDER BY file"""
        ).fetchall()
        found += [_say(names[file], name, ids, example, differ) for file, ids, example, differ in rows]
    return found


def find_older(connection: duckdb.DuckDBPyConnection, files: Files, names: Mapping[int, str]) -> list[str]:
    """Which files are of an earlier day than the newest that the record was made from: they overwrite nothing newer."""
    ((newest,),) = connection.execute("SELECT max(seen_at) FROM import_file").fetchall()
    older = [file for file in files.listed if newest is not None and file.rows and file.seen_at // DAY < newest // DAY]
    if not older:
        return []
    first, more = names[older[0].file_no], f" and {len(older) - 1} more files" if len(older) > 1 else ""
    return [
        f"older than what was imported before (of {day_text(newest)}): {first}{more} (of "
        f"{day_text(older[0].seen_at)}); what a newer export says stands; --seen-on names another day"
    ]


def count_deleted(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """How many deals of the import their source has deleted: they are kept, and nothing is asked of them."""
    ((deals,),) = connection.execute("SELECT count(DISTINCT id) FROM land_deal WHERE is_deleted").fetchall()
    return [f"deals deleted in their source: {deals}; they are kept and not asked about"] if deals else []


def _say(file: str, table: str, ids: int, example: str, columns: Sequence[str]) -> str:
    which = ", ".join(columns[:4]) + (", and more" if len(columns) > 4 else "")
    several = f"{ids} ids of {table} stand" if ids > 1 else f"1 id of {table} stands"
    return f"{file}: {several} on several rows that differ in {which} (such as {example!r}); the last row counts"

"""The person taken out of the source rows that are kept beside the record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from assay.asking.forgetting.places import Found
from assay.sources.forgotten.hashed import Told
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles
from assay.sources.forgotten.sweeping import ERASED, mask_cell, teach_masks
from assay.sources.keeping import rewrite_kept
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text

#: a cell of fewer letters that says the same may be somebody else's
_OWN_LENGTH = 40


@dataclass(frozen=True)
class Source:
    """What tells the person in source rows."""

    told: Told
    mask: Mask
    needles: Needles
    found: Found = field(default_factory=Found)


def forget_in_sources(home: Home, source: Source) -> int:
    """Rewrites the kept files that tell of the person; how many source rows changed."""
    return sum(_change_file(path, source, writes=True) for path in _list_files(home))


def count_in_sources(home: Home, source: Source) -> int:
    """How many kept source rows would change."""
    return sum(_change_file(path, source, writes=False) for path in _list_files(home))


def _list_files(home: Home) -> list[Path]:
    return sorted(home.kept.glob("*.parquet")) if home.kept.is_dir() else []


def _change_file(path: Path, source: Source, *, writes: bool) -> int:
    """Few rows are worth a look: these are found first, and changed cell by cell."""
    with open_connection() as connection:
        teach_masks(connection, source.mask)
        connection.execute(f"CREATE VIEW source AS SELECT * FROM read_parquet({quote_text(str(path))})")
        names = [str(row[0]) for row in connection.execute("DESCRIBE source").fetchall()][2:]
        if not names or not _place_rows(connection, path, names, source):
            return 0
        parts = {name: _change_cell(quote_name(name), source.needles) for name in names}
        cells = ", ".join(f"{sql} AS {quote_name(name)}" for name, sql in parts.items())
        connection.execute(f"CREATE TEMP TABLE changed AS SELECT row, line, {cells} FROM looked_at")
        connection.execute("CREATE TEMP TABLE other AS SELECT * FROM changed EXCEPT SELECT * FROM source")
        ((count,),) = connection.execute("SELECT count(*) FROM other").fetchall()
        if count and writes:
            rows = "SELECT * FROM source ANTI JOIN other USING (row) UNION ALL SELECT * FROM other ORDER BY row"
            rewrite_kept(connection, rows, path)
        return int(count)


def _place_rows(connection: duckdb.DuckDBPyConnection, path: Path, names: Sequence[str], source: Source) -> bool:
    """Table looked_at: the rows worth a look, with is_own and is_near; whether there are any."""
    lines = [line for name, line in source.found.near_lines if name == path.name]
    connection.execute("CREATE TEMP TABLE near AS SELECT unnest(?::BIGINT[]) AS line", [lines])
    texts = sorted(source.found.own_texts)
    connection.execute("CREATE TEMP TABLE own AS SELECT unnest(?::VARCHAR[]) AS text", [texts])
    _find_own_rows(connection, names, source.told)
    whole = f"concat_ws(chr(10), {', '.join(map(quote_name, names))})"
    said = " OR ".join(f"trim({quote_name(name)}) IN (SELECT text FROM own)" for name in names) if texts else "false"
    connection.execute(
        f"""CREATE TEMP TABLE looked_at AS
        WITH flagged AS (SELECT *, row IN (SELECT row FROM own_row) AS is_own,
          line IN (SELECT line FROM near) AS is_near FROM source)
        SELECT * FROM flagged WHERE is_own OR is_near OR {source.needles.test(whole)} OR {said}"""
    )
    return bool(connection.execute("SELECT 1 FROM looked_at LIMIT 1").fetchall())


def _change_cell(name: str, needles: Needles) -> str:
    said = f"trim({name}) IN (SELECT text FROM own) AND (length({name}) >= {_OWN_LENGTH} OR is_near)"
    return (
        f"CASE WHEN is_own THEN NULL WHEN {said} THEN {quote_text(ERASED)}"
        f" ELSE {mask_cell(name, needles, 'is_near')} END"
    )


def _find_own_rows(connection: duckdb.DuckDBPyConnection, names: Sequence[str], told: Told) -> None:
    """Table own_row: rows that hold the person's id or address in a column that tells the file's rows apart.

    These are rows of files of people, and everything in them is about the person.
    """
    connection.execute("CREATE TEMP TABLE own_row (row BIGINT)")
    wanted = [one.lower() for one in sorted(told.ids | told.addresses)]
    for name in map(quote_name, names):
        cell = f"lower(trim({name}))"
        hits = f"SELECT row FROM source WHERE list_contains(?::VARCHAR[], {cell})"
        found = connection.execute(hits, [wanted]).fetchall()
        apart = f"SELECT count({cell}) = count(DISTINCT {cell}) FROM source WHERE {name} <> ''"
        if found and connection.execute(apart).fetchall() == [(True,)]:
            connection.execute(f"INSERT INTO own_row {hits}", [wanted])

"""The source rows of an import on disk, so that a row of the record can show the row it was made from.

Files are named after the bytes that they were read from, and written before the import counts. What a killed import
leaves is removed by the next one: the names are noted before the first file is written.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from assay.sources.keeping import keep_raw
from assay.sources.raw import RawTable
from assay.store.durable import ASIDE, sync_path, write_durably
from assay.store.quoting import quote_name

_NOTED = "unpublished.json"


def name_kept(raws: Sequence[RawTable]) -> list[str]:
    """The file name for each raw table: the hash of its source file, and that of the name of its part of the file."""
    return [f"{raw.sha256}-{_name_part(raw.name)}.parquet" for raw in raws]


def _name_part(name: str) -> str:
    part = name.partition("#")[2]
    return hashlib.sha256(part.encode()).hexdigest()[:8] if part else "whole"


def keep_files(connection: duckdb.DuckDBPyConnection, folder: Path, raws: Sequence[RawTable]) -> None:
    """Write what is not kept yet."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: raw for name, raw in zip(name_kept(raws), raws, strict=True) if not (folder / name).exists()}
    write_durably(folder / _NOTED, json.dumps(list(wanted)))
    for name, raw in wanted.items():
        aside = folder / (name + ASIDE)
        keep_raw(connection, raw, aside)
        sync_path(aside)
        aside.replace(folder / name)
    sync_path(folder)


def drop_raw(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of everything that reading and mapping made but the staging tables: it would only take room."""
    found = connection.execute(
        "SELECT table_type, table_name FROM information_schema.tables"
        " WHERE regexp_matches(table_name, '^(raw|clean|joined)_[0-9a-z_]+$') ORDER BY table_type DESC"
    ).fetchall()
    for kind, name in found:
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} IF EXISTS {quote_name(name)}")


def confirm_kept(folder: Path) -> None:
    """The import counts: its files stay."""
    (folder / _NOTED).unlink(missing_ok=True)


def drop_unpublished(folder: Path, published: set[str]) -> None:
    """Remove what an import wrote that never counted. published: the names that the record refers to."""
    noted = folder / _NOTED
    if not noted.exists():
        return
    try:
        names = json.loads(noted.read_text(encoding="utf-8"))
    except ValueError:  # killed while noting, before anything was written
        names = []
    for name in names:
        (folder / (name + ASIDE)).unlink(missing_ok=True)
        if name not in published:
            (folder / name).unlink(missing_ok=True)
    noted.unlink()

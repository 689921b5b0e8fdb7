"""The Delta log of each table, so that other tools can read the files; Assay itself reads the manifest."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

from deltalake import DeltaTable, Field, Schema
from deltalake.schema import PrimitiveType
from deltalake.transaction import AddAction, create_table_with_add_actions

from assay.store.durable import sync_path
from assay.tables.column import Table

LOG = "_delta_log"

_TYPES = {
    "BIGINT": "long",
    "VARCHAR": "string",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DECIMAL(18,4)": "decimal(18,4)",
}


def set_table_files(folder: Path, table: Table, files: Sequence[tuple[str, int | None]]) -> int:
    """Make `files` (names in `folder`, with their rows if known) the whole table; returns Delta's version of it."""
    names = {name for name, _ in files}
    added = [_add(folder, name, rows) for name, rows in files]
    if not (folder / LOG).exists():
        create_table_with_add_actions(
            str(folder), _schema(table), added, mode="error", name=table.name, description=table.about
        )
    else:
        delta = DeltaTable(str(folder))
        present = {Path(uri).name for uri in delta.file_uris()}
        if present == names:
            return delta.version()
        delta.create_write_transaction([*added], "overwrite", _schema(table))
    version = DeltaTable(str(folder)).version()
    sync_path(_entry(folder, version))
    sync_path(folder / LOG)
    return version


def has_later_version(folder: Path, version: int) -> bool:
    """Whether the log was written beyond `version`, as a commit does that was killed before its manifest."""
    return _entry(folder, version + 1).exists()


def _entry(folder: Path, version: int) -> Path:
    return folder / LOG / f"{version:020}.json"


def _add(folder: Path, name: str, rows: int | None) -> AddAction:
    size = (folder / name).stat().st_size
    stats = {} if rows is None else {"numRecords": rows}
    return AddAction(name, size, {}, int(time.time() * 1000), True, json.dumps(stats))


def _schema(table: Table) -> Schema:
    return Schema([Field(c.name, PrimitiveType(_TYPES[c.sql_type]), nullable=not c.required) for c in table.columns])

"""Writing a folder: files first, then Delta's logs, then the manifest, which alone makes them count."""

import re
import shutil
import time
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.store.delta_log import LOG, has_later_version, set_table_files
from assay.store.durable import ASIDE, sync_path
from assay.store.manifest import EARLIER, CommitNote, Manifest, TableVersion, read_manifest, write_manifest
from assay.store.table_file import write_table_file
from assay.tables.column import Table

#: earlier versions that can still be opened, besides those that stood within the last hour
KEPT_VERSIONS = 20
KEPT_SECONDS = 3600
_IMPORT = re.compile(r"(undo of )?import \d+$")


class FolderCommit:
    """The one open commit of a folder."""

    def __init__(self, root: Path, tables: Mapping[str, Table], base: Manifest) -> None:
        self.root = root
        self.tables = tables
        self.base = base
        self.base_version = base.version
        self._written: dict[str, TableVersion] = {}
        self._restored: dict[str, TableVersion] = {}
        self._forgets = False

    def restore(self, version: int) -> None:
        """Put every table back as it stood at `version`; 0 for before the first commit.

        Raises InputError when that version is no longer kept.
        """
        earlier = read_manifest(self.root, version).tables if version else {}
        for name, now in self.base.tables.items():
            then = earlier.get(name) or TableVersion(-1, 0, (), now.columns)
            if then.files != now.files:
                self._restored[name] = then

    def replace(self, connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
        self._written[name] = self._write(connection, name, query)

    def amend(self, connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
        """Add the rows of a query to those that table `name` holds; which of them stand, its `standing` tells.

        Raises as `replace` does, and when the files of the table lack a column.
        """
        written, base = self._write(connection, name, query), self.base.tables.get(name)
        if base is not None:
            if base.columns != written.columns:
                raise ValueError(f"{name}: its files hold {base.columns}, so that they have to be written whole")
            written = replace(written, rows=base.rows + written.rows, files=(*base.files, *written.files))
        self._written[name] = written

    def count_files(self, name: str) -> int:
        """The files that make up table `name` before this commit."""
        base = self.base.tables.get(name)
        return len(base.files) if base else 0

    def _write(self, connection: duckdb.DuckDBPyConnection, name: str, query: str) -> TableVersion:
        table = self.tables[name]
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        file = f"{name}/{uuid.uuid4()}.parquet"
        try:
            rows = write_table_file(connection, table, query, self.root / file)
        except BaseException:
            (self.root / file).unlink(missing_ok=True)
            raise
        if earlier := self._written.get(name):
            self._remove(earlier)
        if rows:
            sync_path(self.root / file)
        else:
            (self.root / file).unlink()
        sync_path(folder)
        return TableVersion(-1, rows, (file,) if rows else (), table.names)

    def forget_earlier(self) -> None:
        """Let no earlier version be opened once this commit is published, and remove its files: for an erasure."""
        self._forgets = True

    def publish(self, *, note: str) -> int:
        tables = dict(self.base.tables)
        for name, written in (self._restored | self._written).items():
            delta_version = set_table_files(self.root / name, self.tables[name], _count_rows(written))
            tables[name] = replace(written, delta_version=delta_version)
        now = int(time.time())
        commit = CommitNote(self.base_version + 1, note, now)
        history = (commit,) if self._forgets else _kept_history((*self.base.history, commit), now)
        manifest = Manifest(commit.version, tables, history)
        write_manifest(self.root, manifest)
        self._written.clear()
        self._restored.clear()
        self._forgets = False
        self.base, self.base_version = manifest, manifest.version
        remove_unused(self.root, manifest)
        return manifest.version

    def drop_unpublished(self) -> None:
        """Remove what was written and not published."""
        # asked of the disk, since an interrupt may fall between the publishing and the noting of it
        published = {file for table in read_manifest(self.root).tables.values() for file in table.files}
        for written in self._written.values():
            if not published.issuperset(written.files):
                self._remove(written)
        self._written.clear()

    def _remove(self, written: TableVersion) -> None:
        standing = {file for table in self.base.tables.values() for file in table.files}
        for file in written.files:
            if file not in standing:
                (self.root / file).unlink(missing_ok=True)


def _count_rows(table: TableVersion) -> list[tuple[str, int | None]]:
    """The files of a table, with their rows where they are known one by one."""
    return [(Path(file).name, table.rows if len(table.files) == 1 else None) for file in table.files]


def repair_folder(root: Path, tables: Mapping[str, Table]) -> Manifest:
    """Undo what a killed commit left: logs beyond the manifest, files that no kept version names. Lock held."""
    manifest = read_manifest(root)
    pinned = dict(manifest.tables)
    for name, table in tables.items():
        stands = pinned.get(name)
        if stands is None:
            shutil.rmtree(root / name, ignore_errors=True)
        elif has_later_version(root / name, stands.delta_version):
            pinned[name] = replace(stands, delta_version=set_table_files(root / name, table, _count_rows(stands)))
    if pinned != manifest.tables:
        manifest = replace(manifest, tables=pinned)
        write_manifest(root, manifest)
    remove_unused(root, manifest)
    return manifest


def remove_unused(root: Path, manifest: Manifest) -> None:
    """Remove manifests and files that no version in `manifest.history` needs. Lock held, so nobody else adds any."""
    kept = {commit.version for commit in manifest.history} | {manifest.version}
    needed: set[str] = set()
    for version in kept:
        try:
            needed |= {file for table in read_manifest(root, version).tables.values() for file in table.files}
        except InputError:
            return  # a damaged earlier manifest: nobody can tell what it needs, so everything stays
    for path in (root / EARLIER).iterdir():
        if path.name.endswith(ASIDE) or (path.stem.isdigit() and int(path.stem) not in kept):
            path.unlink()
    for path in root.glob("*/*.parquet"):
        if str(path.relative_to(root)) not in needed:
            path.unlink()
    for path in root.glob(f"*/{LOG}/*.tmp"):
        path.unlink()


def _kept_history(history: tuple[CommitNote, ...], now: int) -> tuple[CommitNote, ...]:
    """The last commits, and those that were the newest within the last hour, since a reader may be at work on them.

    The last import stays with the version before it, however much was typed since: it can be taken back.
    """
    kept = []
    imported = max((n for n, commit in enumerate(history) if _IMPORT.match(commit.note)), default=-1)
    for place, commit in enumerate(history):
        is_recent = place >= len(history) - KEPT_VERSIONS
        superseded_at = history[place + 1].committed_at if place + 1 < len(history) else now
        if is_recent or place in (imported - 1, imported) or superseded_at > now - KEPT_SECONDS:
            kept.append(commit)
    return tuple(kept)

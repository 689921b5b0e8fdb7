"""A place in a folder: one Delta table for each table, and a manifest that pins them together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assay.domain.errors import InputError
from assay.store.durable import ASIDE
from assay.store.manifest import EARLIER, NEWEST, Manifest, read_manifest, write_manifest
from assay.store.quoting import quote_name
from assay.store.writer_lock import hold_lock
from assay.tables.column import Table

if TYPE_CHECKING:
    import duckdb

    from assay.store.duckdb_engine import DuckDbEngine
    from assay.store.folder_commit import FolderCommit

LOCK = "writer.lock"
#: what a writer that was killed before its first manifest may have left
_BEFORE_FIRST = {LOCK, EARLIER, NEWEST + ASIDE}


class FolderPlace:
    """Tables in a folder. Readers take no lock: they read the files that one manifest names."""

    def __init__(self, root: Path, tables: Mapping[str, Table]) -> None:
        """Raises InputError when the folder cannot be read or holds something else."""
        self.root = root
        self.tables = tables
        _check_folder(root, tables)

    def version(self) -> int:
        return read_manifest(self.root).version

    def find(self, note: str) -> int | None:
        return read_manifest(self.root).find(note)

    def engine(self, *, version: int | None = None) -> "DuckDbEngine":
        from assay.store.duckdb_engine import DuckDbEngine, open_connection

        connection = open_connection()
        try:
            self.attach(connection, version=version)
        except InputError:
            connection.close()
            raise
        return DuckDbEngine(connection)

    def attach(self, connection: "duckdb.DuckDBPyConnection", *, version: int | None = None) -> None:
        manifest = read_manifest(self.root, version)
        for name in self.tables:
            select = self._select_standing(name, manifest)
            connection.execute(f"CREATE OR REPLACE VIEW {quote_name(name)} AS {select}")

    @contextmanager
    def writing(self) -> "Iterator[FolderCommit]":
        from assay.store.folder_commit import FolderCommit, repair_folder

        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.root, error) from error
        with hold_lock(self.root / LOCK):
            if not (self.root / NEWEST).exists():
                write_manifest(self.root, Manifest())
            commit = FolderCommit(self.root, self.tables, repair_folder(self.root, self.tables))
            try:
                yield commit
            finally:
                commit.drop_unpublished()

    def locate(self, manifest: Manifest, name: str, seen_at: str = "") -> list[str]:
        """URIs of the files of table `name`. seen_at: the folder's own URI, where it is another one to the reader.

        Raises InputError when a file is missing.
        """
        files = manifest.tables[name].files
        here = [self._existing(file, manifest) for file in files]
        if seen_at:
            return [f"{seen_at.rstrip('/')}/{file}" for file in files]
        return [f"file://{Path(path).absolute()}" for path in here]

    def _select_standing(self, name: str, manifest: Manifest) -> str:
        """SQL of the rows of a table that are not superseded."""
        rows, pinned = self._select(name, manifest), manifest.tables.get(name)
        other, keys = self.tables[name].standing or ("", ())
        if pinned is None or other not in manifest.tables or not set(keys) <= set(pinned.columns):
            return rows
        by = ", ".join(quote_name(key) for key in keys)
        return f"SELECT * FROM ({rows}) AS every SEMI JOIN ({self._select(other, manifest)}) AS standing USING ({by})"

    def _select(self, name: str, manifest: Manifest) -> str:
        from assay.store.table_file import view_sql

        pinned = manifest.tables.get(name)
        files = [self._existing(file, manifest) for file in pinned.files] if pinned else []
        return view_sql(self.tables[name], files, pinned.columns if pinned else ())

    def _existing(self, file: str, manifest: Manifest) -> str:
        path = self.root / file
        if not path.exists():
            raise InputError(
                f"{path} is missing, which version {manifest.version} needs.",
                fix="Restore the folder from a backup, or import the sources into a new one.",
            )
        return str(path)


def _check_folder(root: Path, tables: Mapping[str, Table]) -> None:
    try:
        names = {path.name for path in root.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unusable(root, error) from error
    if NEWEST not in names and names - _BEFORE_FIRST:
        raise InputError(
            f"{root} holds files, but no {NEWEST}: nothing that Assay wrote.",
            fix="Name the folder that Assay made, or one that is empty or does not exist yet.",
        )
    found = read_manifest(root).tables
    if found and not found.keys() & tables.keys():
        raise InputError(
            f"{root} holds the tables {', '.join(sorted(found))}; expected such as {', '.join(sorted(tables)[:5])}.",
            fix="Name the folder of the record for the record, and that of the results for the results.",
        )


def _unusable(root: Path, error: OSError) -> InputError:
    return InputError(
        f"{root} cannot be used as a folder: {error.strerror}.", fix="Choose a folder that you may read and write."
    )

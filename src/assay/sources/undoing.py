"""Taking back the last import: the record as it stood before is published again, as a new version.

Nothing is lost by it: what the import made stays among the earlier versions, and can be put back in the same way. What
people typed since then, answers of debriefs and codes of passages, stays where it is: it came from no import.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.errors import InputError, NotAllowed
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.store.folder_commit import FolderCommit
from assay.store.home import Home
from assay.store.manifest import CommitNote, read_manifest
from assay.tables import TABLES

_IMPORT = re.compile(r"(undo of )?import (\d+)")

#: commits of what people typed: an import below them can be taken back all the same
_TYPED = frozenset({"debriefs", "codes of people"})
#: tables that hold what people typed, beside what was imported; no import made such a row
_TYPED_TABLES = ("statement", "statement_code", "debrief", "requirement", "buying_process", "audit")
_BY_PEOPLE = "import_run = 0"


@dataclass(frozen=True)
class LastImport:
    """The import that can be taken back, or put back when is_undone.

    version: of the record now.  made_in: the version that it made, or that took it back.  made_at: epoch seconds.
    files: names, as they were given.
    """

    version: int
    made_in: int
    import_run: int
    made_at: int
    files: Sequence[str]
    is_undone: bool

    def __str__(self) -> str:
        named = ", ".join(self.files[:3]) + (f" and {len(self.files) - 3} more" if len(self.files) > 3 else "")
        return f"import {self.import_run} ({named})"


def find_last_import(home: Home) -> LastImport:
    """The last import, as long as nothing was written after it but what people typed.

    Raises InputError when there is none or something was written after it, NotAllowed where no earlier version is kept.
    """
    place = _open_folder(home)
    history = read_manifest(place.root).history
    if not history:
        raise InputError("There is no import to take back: the record is empty.", fix="Import something first.")
    last = next((one for one in reversed(history) if one.note not in _TYPED), history[-1])
    found = _IMPORT.fullmatch(last.note)
    if found is None:
        raise InputError(
            f"The last import cannot be taken back: {last.note or 'something else'} was written after it.",
            fix="Import a file that says what is right, or restore a backup of the record.",
        )
    return _describe(place, history[-1].version, last, int(found[2]), is_undone=found[1] is not None)


def _open_folder(home: Home) -> FolderPlace:
    place = open_place(home.record, TABLES)
    if not isinstance(place, FolderPlace):
        raise NotAllowed(
            "An import into PostgreSQL cannot be taken back: a schema there keeps its newest version alone.",
            fix="Restore a backup of the schema, or keep the record in a folder, where earlier versions are kept.",
        )
    return place


def _describe(place: FolderPlace, version: int, last: CommitNote, number: int, *, is_undone: bool) -> LastImport:
    engine = place.engine(version=last.version - 1 if is_undone else last.version)
    try:
        rows = engine.rows(
            f"SELECT made_at, name FROM import_run JOIN import_file USING (import_run) WHERE import_run = {number}"
            " ORDER BY file_no"
        )
    finally:
        engine.close()
    made_at = int(str(rows[0][0])) if rows else last.committed_at
    return LastImport(version, last.version, number, made_at, [str(name) for _, name in rows], is_undone)


def undo_import(home: Home, *, version: int | None = None) -> LastImport:
    """Publish the record as it stood before the last import, with what people typed until now.

    version: of the record that the person saw; another one now is refused.
    Raises InputError when there is nothing to undo, RetryLater while another import is at work.
    """
    last = _find_expected(home, version)
    if last.is_undone:
        raise InputError(f"{last} is undone already.".capitalize(), fix="assay redo puts it back.")
    _publish(home, last, f"undo of import {last.import_run}")
    return last


def redo_import(home: Home, *, version: int | None = None) -> LastImport:
    """Publish the record as the import left it that was undone last. Raises as `undo_import` does."""
    last = _find_expected(home, version)
    if not last.is_undone:
        raise InputError("Nothing is undone that could be put back.", fix="assay undo takes the last import back.")
    _publish(home, last, f"import {last.import_run}")
    return last


def _find_expected(home: Home, version: int | None) -> LastImport:
    last = find_last_import(home)
    if version is not None and last.version != version:
        raise InputError(
            "Something was written to the record since this page was loaded.", fix="Load it again, and look once more."
        )
    return last


def _publish(home: Home, last: LastImport, note: str) -> None:
    place = _open_folder(home)
    with place.writing() as commit:
        if commit.base_version != last.version:
            raise InputError("Something was written to the record just now.", fix="Look once more, then try again.")
        commit.restore(last.made_in - 1)
        _keep_typed(place, commit, last.made_in - 1)
        commit.publish(note=note)


def _keep_typed(place: FolderPlace, commit: FolderCommit, to: int) -> None:
    """Lays what people typed, as it stands now, beside what was imported by version `to`."""
    with open_connection() as connection:
        if to:
            place.attach(connection, version=to)
            for name in _TYPED_TABLES:
                connection.execute(f"CREATE TABLE then_{name} AS SELECT * FROM {name} WHERE NOT {_BY_PEOPLE}")
        place.attach(connection)
        for name in _TYPED_TABLES:
            typed = f"SELECT * FROM {name} WHERE {_BY_PEOPLE}"
            if connection.execute(f"{typed} LIMIT 1").fetchall():
                then = f"SELECT * FROM then_{name} UNION ALL BY NAME " if to else ""
                commit.replace(connection, name, then + typed)

"""The files that pages read: written aside and put in place whole, found by a pointer, opened for reading."""

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assay.store.durable import ASIDE, sync_path, write_durably
from assay.store.home import Home


def find_folder(home: Home) -> Path:
    """Where the files lie."""
    return home.path / "catalogue"


def find_file(folder: Path, pointer: str) -> Path | None:
    """The file that `pointer` names; None where nothing was written yet."""
    try:
        return folder / (folder / pointer).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def place_file(folder: Path, name: str, suffix: str, pointer: str, write: Callable[[Path], None]) -> Path:
    """Have `write` make a new file, force it to the disk, and let `pointer` name it: a reader meets a whole one.

    name: what its name begins with.  write: gets the path to write at; what it raises changes nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{secrets.token_hex(4)}{suffix}"
    aside = path.with_name(path.name + ASIDE)
    try:
        write(aside)
        sync_path(aside)
        aside.replace(path)
        sync_path(folder)
    finally:
        aside.unlink(missing_ok=True)
    write_durably(folder / pointer, path.name)
    return path


def place_sqlite(
    folder: Path, name: str, suffix: str, pointer: str, fill: Callable[[sqlite3.Connection], None]
) -> Path:
    """As place_file, a file of SQLite that `fill` is given open."""

    def write(path: Path) -> None:
        with closing(_open_new(path)) as file:
            fill(file)

    return place_file(folder, name, suffix, pointer, write)


def remove_others(path: Path) -> None:
    """Remove the files beside `path` that end as it does: their names go; who has one open reads on."""
    for old in path.parent.glob(f"*{path.suffix}"):
        if old != path:
            old.unlink(missing_ok=True)


def _open_new(path: Path) -> sqlite3.Connection:
    """A file that nobody reads yet: nothing is kept for taking a step back, since a broken one is thrown away."""
    file = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-200000"):
        file.execute(f"PRAGMA {setting}")
    return file


def put_rows(file: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert `rows`, in the order of the table's columns."""
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    marks = ", ".join("?" * len(first))
    file.execute("BEGIN")
    file.executemany(f"INSERT INTO {name} VALUES ({marks})", chain((first,), found))
    file.execute("COMMIT")


def open_file(path: Path) -> sqlite3.Connection:
    """Opens a file in place for reading alone. Raises sqlite3.Error when it cannot be opened."""
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False, cached_statements=256
    )
    # SQLite maps as much of a file as it was built for, which is less
    for setting in ("query_only=1", "mmap_size=8589934592", "cache_size=-16000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {setting}")
    return connection

"""Writes the words of the record aside, forces them to the disk, puts them in place: a reader meets a whole file."""

import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from assay.reports.catalogue.words.gathering import (
    prepare_named,
    prepare_words,
    read_keys,
    read_links,
    read_named,
    read_told,
)
from assay.reports.catalogue.words.layout import (
    FILL_NAMED,
    FILL_TERMS,
    FILL_TOLD,
    KINDS,
    LAYOUT,
    NAMED,
    TABLES,
    word_of_deal,
    word_of_seller,
)
from assay.reports.catalogue.writing import Report, find_folder
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.durable import ASIDE, sync_path, write_durably
from assay.store.home import Home
from assay.tables import TABLES as RECORD

#: names the file that is read
POINTER = "words"

#: a file of words is called so, since the catalogue beside it clears away what is called .sqlite
SUFFIX = ".words"

#: bytes of words that are sorted in memory
_SORTED_AT_ONCE = 256 * 2**20


def write_words(home: Home, report: Report | None = None) -> Path | None:
    """Write the words of the record as it is now, and have them read from then on; None where that is done already.

    report: told what is being done and the share done, 0 to 1; what it raises ends the writing and changes nothing.
    """
    place = open_place(home.record, RECORD)
    version = place.version()
    if read_version(home) == version:
        return None
    with open_connection() as connection:
        place.attach(connection)
        return write_words_from(connection, find_folder(home), version, report)


def is_words_stale(home: Home) -> bool:
    """Whether the record holds words that were not written yet."""
    version = open_place(home.record, RECORD).version()
    return version > 0 and read_version(home) != version


def read_version(home: Home) -> int | None:
    """The version of the record whose words are written; None where there are none, or of an older make."""
    folder = find_folder(home)
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    layout, _, rest = name.partition("-")
    version = rest.partition("-")[0]
    is_there = (folder / name).exists()
    return int(version) if is_there and layout == str(LAYOUT) and version.isdigit() else None


def write_words_from(
    connection: duckdb.DuckDBPyConnection, folder: Path, version: int, report: Report | None = None
) -> Path:
    """Write the words of the record that `connection` holds into `folder`. version: of the record."""
    say: Report = report or (lambda doing, share: None)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{LAYOUT}-{version}-{secrets.token_hex(4)}{SUFFIX}"
    aside = path.with_name(path.name + ASIDE)
    try:
        with closing(_open_file(aside)) as file:
            file.executescript(TABLES)
            _fill(connection, file, say)
            file.execute("INSERT INTO meta VALUES ('record_version', ?)", (version,))
        sync_path(aside)
        aside.replace(path)
        sync_path(folder)
    finally:
        aside.unlink(missing_ok=True)
    write_durably(folder / POINTER, path.name)
    for old in folder.glob(f"*{SUFFIX}"):
        if old != path:  # whoever still has it open reads on: its name goes, not its bytes
            old.unlink(missing_ok=True)
    return path


def _open_file(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    file = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-200000"):
        file.execute(f"PRAGMA {setting}")
    return file


def _fill(connection: duckdb.DuckDBPyConnection, file: sqlite3.Connection, say: Report) -> None:
    prepare_words(connection)
    _put_keys(connection, file)
    for number, kind in enumerate(KINDS):
        say(f"words: {kind}", number / len(KINDS))
        if kind in NAMED:
            prepare_named(connection, kind)
            _put(file, f"row_{kind}", read_named(connection, kind))
            _put(file, f"knows_{kind}", read_links(connection, kind))
        else:
            _put(file, f"row_{kind}", read_told(connection, kind))
        say(f"words: {kind}", (number + 0.5) / len(KINDS))
        # words are sorted in memory, and written in few parts: merging many small ones takes most of the time
        file.execute(f"INSERT INTO in_{kind}(in_{kind}, rank) VALUES ('hashsize', {_SORTED_AT_ONCE})")
        file.execute(f"INSERT INTO in_{kind}(in_{kind}, rank) VALUES ('automerge', 0)")
        file.execute("BEGIN")
        file.execute((FILL_NAMED if kind in NAMED else FILL_TOLD).format(kind=kind))
        file.execute("COMMIT")
        # one segment, so that a search reads each list of places in one go
        file.execute(f"INSERT INTO in_{kind}(in_{kind}) VALUES ('optimize')")
        file.executescript(FILL_TERMS.format(kind=kind))
    say("words", 1.0)


def _put_keys(connection: duckdb.DuckDBPyConnection, file: sqlite3.Connection) -> None:
    keys = list(read_keys(connection))
    owners = sorted({owner for _, _, owner in keys if owner is not None})
    of_seller = {owner: word_of_seller(no) for no, owner in enumerate(owners)}
    may = ((id_, no, f"{word_of_deal(no)} {of_seller.get(owner or 0, '')}".strip()) for id_, no, owner in keys)
    _put(file, "deal_key", may)
    _put(file, "deal_no", ((no, id_) for id_, no, _ in sorted(keys, key=lambda key: key[1])))
    _put(file, "seller_key", of_seller.items())


def _put(file: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    file.execute("BEGIN")
    marks = ", ".join("?" * len(first))
    file.executemany(f"INSERT INTO {name} VALUES ({marks})", chain((first,), found))
    file.execute("COMMIT")

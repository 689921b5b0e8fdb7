"""Writes the words of the record."""

import sqlite3
from pathlib import Path

import duckdb

from assay.reports.catalogue.placing import find_file, find_folder, place_sqlite, put_rows, remove_others
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
from assay.reports.catalogue.writing import Report
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
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
    path = find_file(find_folder(home), POINTER)
    return tell_version(path) if path else None


def tell_version(path: Path) -> int | None:
    """The version of the record whose words a file holds; None where there is no such file, or one of an older make."""
    layout, version, *_ = f"{path.name}--".split("-")
    return int(version) if layout == str(LAYOUT) and version.isdigit() and path.exists() else None


def write_words_from(
    connection: duckdb.DuckDBPyConnection, folder: Path, version: int, report: Report | None = None
) -> Path:
    """Write the words of the record that `connection` holds into `folder`. version: of the record."""
    say: Report = report or (lambda doing, share: None)

    def write(file: sqlite3.Connection) -> None:
        file.executescript(TABLES)
        _fill(connection, file, say)
        file.execute("INSERT INTO meta VALUES ('record_version', ?)", (version,))

    path = place_sqlite(folder, f"{LAYOUT}-{version}", SUFFIX, POINTER, write)
    remove_others(path)
    return path


def _fill(connection: duckdb.DuckDBPyConnection, file: sqlite3.Connection, say: Report) -> None:
    prepare_words(connection)
    _put_keys(connection, file)
    for number, kind in enumerate(KINDS):
        say(f"words: {kind}", number / len(KINDS))
        if kind in NAMED:
            prepare_named(connection, kind)
            put_rows(file, f"row_{kind}", read_named(connection, kind))
            put_rows(file, f"knows_{kind}", read_links(connection, kind))
        else:
            put_rows(file, f"row_{kind}", read_told(connection, kind))
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
    put_rows(file, "deal_key", may)
    put_rows(file, "deal_no", ((no, id_) for id_, no, _ in sorted(keys, key=lambda key: key[1])))
    put_rows(file, "seller_key", of_seller.items())

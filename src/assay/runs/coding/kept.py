"""Codes of texts that were coded before, in a file of the home, so that only new text is coded."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.domain.errors import RetryLater

_SCHEMA = """
CREATE TABLE IF NOT EXISTS coder (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS coded (
  coder INTEGER NOT NULL, text BLOB NOT NULL, marks TEXT NOT NULL, PRIMARY KEY (coder, text)) WITHOUT ROWID"""
_AT_ONCE = 500


@dataclass(frozen=True)
class KeptMark:
    """One coded passage without its words: where it stands in its text, and what coding said. theme: empty for none."""

    start: int
    end: int
    driver: str
    theme: str
    tone: str
    coder: str
    confidence: float
    margin: float
    choices: tuple[tuple[str, float], ...]
    language: str
    note: str


def key_text(text: str, *, is_message: bool, is_answer: bool) -> bytes:
    """A name for the text as it is read; the text cannot be had from it."""
    told = f"{int(is_message)}{int(is_answer)}".encode() + text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).digest()


class KeptCodes:
    """The codes of one coder. What was kept stays when the run is killed."""

    def __init__(self, connection: sqlite3.Connection, coder_id: str) -> None:
        self._connection = connection
        connection.execute("INSERT OR IGNORE INTO coder (name) VALUES (?)", [coder_id])
        ((self._coder,),) = connection.execute("SELECT id FROM coder WHERE name = ?", [coder_id]).fetchall()
        connection.commit()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, list[KeptMark]]:
        """The marks of those texts that were coded before."""
        found: dict[bytes, list[KeptMark]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            holes = ", ".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT text, marks FROM coded WHERE coder = ? AND text IN ({holes})", [self._coder, *part]
            )
            found |= {bytes(key): [_read(mark) for mark in json.loads(marks)] for key, marks in rows}
        return found

    def keep(self, coded: Mapping[bytes, Iterable[KeptMark]]) -> None:
        """Keep the marks of these texts, all or none."""
        rows = [
            (self._coder, key, json.dumps([_write(mark) for mark in marks], separators=(",", ":")))
            for key, marks in coded.items()
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO coded VALUES (?, ?, ?)", rows)

    def drop_others(self) -> None:
        """Forget what coders before this one said."""
        with self._connection:
            self._connection.execute("DELETE FROM coded WHERE coder <> ?", [self._coder])
            self._connection.execute("DELETE FROM coder WHERE id <> ?", [self._coder])


@contextmanager
def open_kept(folder: Path, coder_id: str) -> Iterator[KeptCodes]:
    """The codes kept in this folder, made where there are none. Raises RetryLater while another run writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / "coded.sqlite", timeout=60)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            yield KeptCodes(connection, coder_id)
        except sqlite3.OperationalError as error:
            raise RetryLater(f"{folder / 'coded.sqlite'} is in use: {error}.", fix="Try again in a minute.") from error


def _write(mark: KeptMark) -> list[object]:
    numbers = (round(mark.confidence, 4), round(mark.margin, 4))
    told = (mark.driver, mark.theme, mark.tone, mark.coder)
    return [mark.start, mark.end, *told, *numbers, mark.choices, mark.language, mark.note]


def _read(told: list[Any]) -> KeptMark:
    start, end, driver, theme, tone, coder, confidence, margin, choices, language, note = told
    pairs = tuple((str(code), float(score)) for code, score in choices)
    return KeptMark(start, end, driver, theme, tone, coder, confidence, margin, pairs, language, note)

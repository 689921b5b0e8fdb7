"""Opens the words for reading: one connection a thread, and the newer file as soon as there is one."""

import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.domain.errors import InputError
from assay.reports.catalogue.placing import find_file, find_folder, open_file
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.words.layout import KEPT_READY
from assay.reports.catalogue.words.writing import POINTER, tell_version
from assay.store.home import Home

Rows = list[tuple[Any, ...]]

#: how many steps of SQLite lie between two looks at the clock
_STEPS = 20_000

#: a beginning with more completions is looked for as such: each of them is then rare
_MOST_COMPLETED = 100


@dataclass(frozen=True)
class Words:
    """A file of words, open for reading in one thread."""

    path: Path
    _connection: sqlite3.Connection

    def read(self, query: str, values: Sequence[Any] = (), *, seconds: float | None = None) -> Rows:
        """The rows of a query. Raises TimeoutError when it takes longer than `seconds`."""
        until = time.monotonic() + seconds if seconds else None
        self._connection.set_progress_handler((lambda: time.monotonic() > until) if until else None, _STEPS)
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TimeoutError from error
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def write_may(self, scope: Scope) -> str | None:
        """Which words of `may` a row in scope bears, one at least; empty for any row, None when no row is in scope."""
        if scope.everything:
            return ""
        found = [may for (may,) in self._read_keys("SELECT may FROM seller_key", scope.sellers)]
        # the first word is that of the deal, the second its owner's
        found += [may.split(" ")[0] for (may,) in self._read_keys("SELECT may FROM deal_key", scope.deals)]
        return " OR ".join(f'"{word}"' for word in found) or None

    def complete(self, kind: str, begun: str) -> list[str]:
        """The words of a kind that begin so, when they are so few that looking for each is faster; else none."""
        if len(begun) <= KEPT_READY:
            return []
        query = f"SELECT term FROM term_{kind} WHERE term >= ? AND term < ? LIMIT {_MOST_COMPLETED + 1}"
        found = [term for (term,) in self._connection.execute(query, (begun, begun + chr(0x10FFFF)))]
        return found if len(found) <= _MOST_COMPLETED else []

    def _read_keys(self, query: str, ids: frozenset[int]) -> Rows:
        listed = ", ".join(str(int(id_)) for id_ in sorted(ids))
        return self._connection.execute(f"{query} WHERE id IN ({listed})").fetchall() if listed else []


_kept = threading.local()


def open_words(home: Home) -> Words:
    """The words of the record, as this thread has them open, or anew when they were written since.

    Raises InputError when there are none, or of an older make.
    """
    path = find_file(find_folder(home), POINTER)
    if path is None:
        raise _refuse()
    kept: Words | None = getattr(_kept, "words", None)
    if kept is not None and kept.path == path:
        return kept
    if tell_version(path) is None:
        raise _refuse()
    try:
        opened = Words(path, open_file(path))
    except sqlite3.Error:
        raise _refuse() from None
    _kept.words = opened
    return opened


def _refuse() -> InputError:
    return InputError(
        "The words of the record are not ready to be searched yet.",
        fix="They are prepared after an import; wait a little.",
    )

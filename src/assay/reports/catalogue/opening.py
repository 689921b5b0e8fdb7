"""Opens the catalogue for reading: one connection a thread, and the newer file as soon as there is one."""

import json
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assay.domain.errors import InputError
from assay.reports.catalogue.layout import LAYOUT
from assay.reports.catalogue.placing import find_file, find_folder, open_file
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.seeing import refuse_unseen, write_seen
from assay.reports.catalogue.writing import POINTER, find_reasons_version
from assay.store import open_place
from assay.store.home import Home
from assay.store.manifest import read_manifest
from assay.tables import TABLES

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Choice:
    """One value that deals can be filtered by. value: the word itself, or the id of the seller or competitor."""

    no: int
    kind: str
    value: str | int
    label: str
    team: str
    deals: int


@dataclass(frozen=True)
class SignalWord:
    """A signal as lists name it. weight 1: it was seen more among lost deals than among won ones, with an interval."""

    no: int
    signal: str
    title: str
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    lost_n: int | None
    won_n: int | None
    verdict: str | None
    weight: int
    deals: int


@dataclass(frozen=True)
class Seller:
    """Somebody on our side, with the deals that they own."""

    id: int
    name: str
    team: str
    deals: int


@dataclass
class Catalogue:
    """One file, opened for reading in one thread. What it holds never changes, so its words are read once."""

    path: Path
    _connection: sqlite3.Connection
    meta: dict[str, Any] = field(init=False)
    choices: dict[int, Choice] = field(init=False)
    signals: dict[int, SignalWord] = field(init=False)
    sellers: dict[int, Seller] = field(init=False)
    owners: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        read = self._connection.execute
        self.meta = dict(read("SELECT name, value FROM meta").fetchall())
        found = read("SELECT no, kind, value, label, coalesce(team, ''), deals FROM choice ORDER BY no")
        self.choices = {row[0]: Choice(*row) for row in found}
        self.signals = {row[0]: SignalWord(*row) for row in read("SELECT * FROM signal ORDER BY no")}
        found = read("SELECT id, coalesce(name, ''), coalesce(team, ''), deals FROM seller")
        self.sellers = {row[0]: Seller(*row) for row in found}
        self.owners = {int(c.value): c.no for c in self.choices.values() if c.kind == "owner"}

    def read(
        self,
        scope: Scope,
        query: str,
        values: Sequence[Any] | dict[str, Any] = (),
        *,
        index: str = "",
        narrow: bool = False,
    ) -> Rows:
        """The rows of a query on `seen`, which has the columns of the table deal and holds the deals of `scope` alone.

        Other tables are joined to it by place, or by id; further common tables go on with ", name AS (...)" in front.
        index, narrow: as in write_seen. Raises InputError for a query that reads deals from elsewhere.
        """
        refuse_unseen(query)
        return self._connection.execute(
            f"{write_seen(scope, self.owners, index=index, narrow=narrow)} {query}", values
        ).fetchall()

    def is_common(self, word: str, most: int) -> bool:
        """Whether more than `most` deals of the company have words that begin so, told from counts."""
        query = "SELECT deals FROM deal_word WHERE word >= ? AND word < ?"
        found = 0
        for (deals,) in self._connection.execute(query, (word, word + "\U0010ffff")):
            found += deals
            if found > most:
                return True
        return False

    def find_named(self, match: str, most: int) -> list[int] | None:
        """The places of the deals of the whole company that match, None for more than `most`: for `seen` to narrow."""
        query = "SELECT rowid FROM deal_name WHERE deal_name MATCH ? LIMIT ?"
        places = [row[0] for row in self._connection.execute(query, (match, most + 1))]
        return places if len(places) <= most else None

    def find_places(self, deals: Collection[int], outcomes: Collection[str]) -> dict[int, int]:
        """Id -> place of these deals, as far as they have one of the outcomes: for `seen` to narrow."""
        numbers = ", ".join(str(c.no) for c in self.choices.values() if c.kind == "outcome" and c.value in outcomes)
        query = f"SELECT id, place FROM deal WHERE id IN (SELECT value FROM json_each(?)) AND outcome_no IN ({numbers})"
        return dict(self._connection.execute(query, (json.dumps(list(deals)),)).fetchall())

    def share_between(self, column: str, since: int | None, until: int | None) -> float:
        """About which share of the deals with an opened_at or closed_at has it from `since` until before `until`."""
        moments = json.loads(self.meta[column])
        below = [bisect_left(moments, moment) / 101 for moment in (since, until) if moment is not None and moments]
        low = below[0] if since is not None and below else 0.0
        high = below[-1] if until is not None and below else 1.0
        return max(high - low, 0.0) + 0.01

    def count_in(self, scope: Scope) -> int:
        """How many deals are in scope; of a scope with single deals besides at most these more."""
        if scope.everything:
            return int(self.meta["deals"])
        own = sum(self.choices[self.owners[seller]].deals for seller in scope.sellers if seller in self.owners)
        return own + len(scope.deals)


_kept = threading.local()


def open_catalogue(home: Home) -> Catalogue:
    """The catalogue of the last run, as this thread has it open, or anew when a newer one was written.

    Raises InputError when there is none, or one of an older make.
    """
    path = find_file(find_folder(home), POINTER)
    if path is None:
        raise _refuse()
    kept: Catalogue | None = getattr(_kept, "catalogue", None)
    if kept is not None and kept.path == path:
        return kept
    try:
        catalogue = Catalogue(path, open_file(path))
    except sqlite3.Error:
        raise _refuse() from None
    if catalogue.meta.get("layout") != LAYOUT:
        raise _refuse()
    # the file before it closes when the page that still reads it has been made
    _kept.catalogue = catalogue
    return catalogue


def is_stale(home: Home) -> bool:
    """Whether the results of the last run are not yet in the catalogue; false where no run was made."""
    history = read_manifest(Path(home.results)).history
    if not history:
        return False
    try:
        catalogue = open_catalogue(home)
    except InputError:
        return True
    if catalogue.meta["run_id"] != history[-1].note:
        return True
    # of what is said of a run afterwards the catalogue holds the reasons alone
    return catalogue.meta.get("reasons_version") != find_reasons_version(home)


def find_record_version(home: Home) -> int:
    """The version of the record now; 0 where nothing was imported. One later than meta's record_version is news."""
    return open_place(home.record, TABLES).version()


def _refuse() -> InputError:
    return InputError("There is no list of deals yet.", fix="Make a run: assay run, or the page Import.")

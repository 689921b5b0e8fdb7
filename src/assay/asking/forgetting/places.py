"""The person taken out of the record and of the results, in every version of them that is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from assay.sources.forgotten.hashed import Forgotten
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles
from assay.sources.forgotten.sweeping import place_person, sweep_table, teach_masks
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.store.folder_commit import FolderCommit
from assay.store.home import Home
from assay.store.place import Commit
from assay.tables import TABLES
from assay.tables.column import Table
from assay.tables.results import RESULT_TABLES

_OWN_ROWS = "SELECT id FROM own_statement UNION ALL SELECT id FROM own_activity UNION ALL SELECT id FROM own_utterance"
#: results that quote: the quotes of the person's own words go
_QUOTES = {"mention": f"row_id NOT IN ({_OWN_ROWS})"}

#: letters of a sentence that nobody else is likely to have said in the same words
_SENTENCE = 20


@dataclass
class Found:
    """What an erasure finds in the record. rows: table -> rows that change.

    recorded: activities that the person took part in.  deals: those near the person.  own_texts: what the person wrote
    or said; own_rows: the rows that hold it.  near_lines: source rows near the person, by kept file and line.
    """

    rows: dict[str, int] = field(default_factory=dict)
    quotes: int = 0
    recorded: tuple[int, ...] = ()
    deals: frozenset[int] = frozenset()
    own_texts: frozenset[str] = frozenset()
    own_rows: frozenset[int] = frozenset()
    near_lines: frozenset[tuple[str, int]] = frozenset()

    @property
    def said(self) -> list[str]:
        """The sentences of it that are long enough to be nobody else's, the longest first."""
        parts = {part.strip() for text in self.own_texts for part in re.split(r"[.!?\n]+", text)}
        return sorted((part for part in parts if len(part) >= _SENTENCE), key=lambda part: (-len(part), part))


def count_in_record(home: Home, one: Forgotten, mask: Mask, needles: Needles) -> Found:
    """What would change, table by table. Nothing is written."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        teach_masks(connection, mask)
        place_person(connection, one, {})
        found = _look(connection)
        for table in TABLES.values():
            swept = sweep_table(table, needles)
            if count := _count(connection, f"SELECT count(*) FROM {swept.rows} WHERE {swept.changed}"):
                found.rows[table.name] = count
        results = open_place(home.results, RESULT_TABLES)
        if results.version():
            results.attach(connection)
            found.quotes = _count(connection, f"SELECT count(*) FROM mention WHERE NOT ({_QUOTES['mention']})")
        return found


def look_in_record(home: Home, one: Forgotten) -> Found:
    """What the person had to do with; nothing is counted."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        place_person(connection, one, {})
        return _look(connection)


def forget_in_places(home: Home, one: Forgotten, mask: Mask, needles: Needles) -> Found:
    """Takes the person out of the record and then of the results; no earlier version of either can be opened any more.

    Raises RetryLater while an import or a run is at work. Done once more it changes nothing.
    """
    record, results = open_place(home.record, TABLES), FolderPlace(Path(home.results), RESULT_TABLES)
    # the results are held first: a run that began before would write what it has read
    with results.writing() as outcome, record.writing() as commit, open_connection() as connection:
        record.attach(connection)
        teach_masks(connection, mask)
        place_person(connection, one, {})
        found = _look(connection)
        found.rows = _write(connection, commit, TABLES, needles, {})
        if record.version():
            commit.forget_earlier()
            commit.publish(note="erasure")
        if results.version():
            _forget_results(connection, results, outcome, needles, found)
    return found


def _forget_results(
    connection: duckdb.DuckDBPyConnection, results: FolderPlace, commit: FolderCommit, needles: Needles, found: Found
) -> None:
    results.attach(connection)
    found.quotes = _count(connection, f"SELECT count(*) FROM mention WHERE NOT ({_QUOTES['mention']})")
    _write(connection, commit, RESULT_TABLES, needles, _QUOTES)
    publish_same_run(commit)


def publish_same_run(commit: FolderCommit) -> None:
    """Publishes results that were changed as those of the same run; no earlier version of them can be opened."""
    commit.forget_earlier()
    commit.publish(note=commit.base.history[-1].note)


def _write(
    connection: duckdb.DuckDBPyConnection,
    commit: Commit,
    tables: Mapping[str, Table],
    needles: Needles,
    stays: Mapping[str, str],
) -> dict[str, int]:
    """Has the tables that change written whole; how many rows of each change."""
    done = {}
    for table in tables.values():
        swept, stay = sweep_table(table, needles), stays.get(table.name, "true")
        count = _count(connection, f"SELECT count(*) FROM {swept.rows} WHERE NOT ({stay}) OR {swept.changed}")
        if count:
            commit.replace(connection, table.name, f"SELECT {swept.select} FROM {swept.rows} WHERE {stay}")
            done[table.name] = count
    return done


def _look(connection: duckdb.DuckDBPyConnection) -> Found:
    texts = connection.execute(
        "SELECT trim(text) FROM utterance WHERE id IN (SELECT id FROM own_utterance)"
        " UNION SELECT trim(unnest([subject, body, attachments])) FROM activity"
        " WHERE id IN (SELECT id FROM own_activity)"
        " UNION SELECT trim(text) FROM statement WHERE id IN (SELECT id FROM own_statement)"
    ).fetchall()
    lines = connection.execute(
        "SELECT f.kept_as, r.line FROM (SELECT file_no, line FROM activity WHERE id IN (SELECT id FROM own_activity)"
        " UNION SELECT file_no, line FROM utterance WHERE id IN (SELECT id FROM own_utterance)"
        " UNION SELECT file_no, line FROM statement WHERE id IN (SELECT id FROM own_statement)"
        " UNION SELECT file_no, line FROM activity WHERE id IN (SELECT id FROM near_activity)"
        " UNION SELECT file_no, line FROM deal WHERE id IN (SELECT id FROM near_deal)"
        " UNION SELECT u.file_no, u.line FROM utterance u WHERE u.activity_id IN (SELECT id FROM near_activity)"
        ") r JOIN import_file f USING (file_no) WHERE f.kept_as IS NOT NULL"
    ).fetchall()
    return Found(
        recorded=tuple(int(key) for (key,) in connection.execute("SELECT id FROM met ORDER BY id").fetchall()),
        deals=frozenset(int(key) for (key,) in connection.execute("SELECT id FROM near_deal").fetchall()),
        own_rows=frozenset(int(key) for (key,) in connection.execute(_OWN_ROWS).fetchall()),
        own_texts=frozenset(str(text) for (text,) in texts if text),
        near_lines=frozenset((str(name), int(line)) for name, line in lines),
    )


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    ((count,),) = connection.execute(query).fetchall()
    return int(count)

"""Codes that people gave to passages, written into the record: a statement for each passage, a code for each person."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

import duckdb

from assay.domain.key import make_key
from assay.sources.landing.draft import Draft
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

#: the rows that people make in Assay itself
SOURCE, INSTANCE = "assay", "people"

#: tables whose own rows tell from when on a passage was known
_READ = ("activity", "deal", "statement", "utterance")


@dataclass(frozen=True)
class PersonCode:
    """What one person said that one passage tells.

    table, row_id: the row of the record that holds it.  start, end: its characters in the text of that row, end not
    included.  whole: characters of that text.  text: the passage.  occurred_at, known_at: of the row, epoch seconds.
    driver: of the taxonomy, or "none".  competitor_id: where about_whom is "competitor" and it has a name.
    is_withdrawn: the person has taken it back.
    """

    deal_id: int
    table: str
    row_id: int
    start: int
    end: int
    whole: int
    side: str
    origin: str
    occurred_at: int | None
    known_at: int
    text: str
    driver: str
    theme: str | None
    about_whom: str
    competitor_id: int | None
    polarity: str
    coded_by: str
    coded_at: int
    taxonomy: str
    is_withdrawn: bool = False

    @property
    def passage(self) -> str:
        """The name of the passage: the same for everybody who codes it."""
        return f"{self.table} {self.row_id} {self.start}-{self.end}"

    @property
    def statement_id(self) -> int:
        """The statement that is coded: the row itself where it is one."""
        return self.row_id if self.table == "statement" else make_key(SOURCE, INSTANCE, "statement", self.passage)


@dataclass(frozen=True)
class Kept:
    """version: of the record then.  changed: rows that were written; 0 where all stood there already."""

    version: int
    changed: int


def keep_codes(home: Home, codes: Sequence[PersonCode]) -> Kept:
    """Write these codes into the record in one commit, unless it holds them all as they are.

    Codes that are not given stay as they are, so that all may be given each time.  One of a row that the record no
    longer holds is left out.  Raises RetryLater while an import is at work.
    """
    place = open_place(home.record, TABLES)
    if not codes:
        return Kept(place.version(), 0)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        draft = Draft(connection, TABLES)
        _stage(connection, codes)
        changed = _merge(draft, "statement") + _merge(draft, "statement_code")
        if not changed:
            return Kept(commit.base_version, 0)
        for name, relation in draft.changed.items():
            commit.replace(connection, name, f"SELECT * FROM {relation}")
        return Kept(commit.publish(note="codes of people"), changed)


_GIVEN = """
  deal_id BIGINT, "table" VARCHAR, row_id BIGINT, "start" BIGINT, "end" BIGINT, whole BIGINT, side VARCHAR,
  origin VARCHAR, occurred_at BIGINT, known_at BIGINT, "text" VARCHAR, driver VARCHAR, theme VARCHAR,
  about_whom VARCHAR, competitor_id BIGINT, polarity VARCHAR, coded_by VARCHAR, coded_at BIGINT, taxonomy VARCHAR,
  is_withdrawn BOOLEAN, passage VARCHAR, statement_id BIGINT, code_id BIGINT"""

_COMMON = """
  '{source}' AS source, '{instance}' AS instance, NULL AS source_url, 0 AS import_run, 0 AS file_no, 0 AS line,
  NULL AS custom"""

#: one statement of each passage that is none yet, and only of rows that stand in the record
_STATEMENTS = """
CREATE TABLE made_statement AS
SELECT g.statement_id AS id, g.passage AS source_id, any_value(r.known_at_basis) AS known_at_basis, {common},
  bool_and(g.is_withdrawn) AS is_deleted, any_value(g.deal_id) AS deal_id, any_value(g.side) AS side,
  NULL AS speaker_id, any_value(g.origin) AS origin, any_value(g.occurred_at) AS occurred_at,
  any_value(g.known_at) AS known_at, any_value(g.text) AS text, NULL AS circle, any_value(g.table) AS quoted_table,
  any_value(g.row_id) AS quoted_row, any_value(g.start) AS quoted_start, any_value(g.end) AS quoted_end
FROM given g JOIN ({rows}) r ON r.tab = g.table AND r.id = g.row_id
WHERE g.table <> 'statement' GROUP BY 1, 2"""

_CODES = """
CREATE TABLE made_statement_code AS
SELECT g.code_id AS id, g.passage || ' ' || g.coded_by AS source_id, 'created' AS known_at_basis, {common},
  g.is_withdrawn AS is_deleted, g.coded_at AS known_at, g.statement_id, g.driver, g.theme, g.competitor_id AS about,
  g.about_whom, g.polarity, 'person' AS coder, NULL AS confidence, g.coded_by, g.coded_at, g.taxonomy,
  CASE WHEN g.table = 'statement' AND NOT (g.start = 0 AND g.end = g.whole) THEN g.start || '-' || g.end END AS span
FROM given g WHERE g.statement_id IN (SELECT id FROM made_statement UNION ALL SELECT id FROM statement)"""


def _stage(connection: duckdb.DuckDBPyConnection, codes: Iterable[PersonCode]) -> None:
    """Lay the rows that the record shall hold into made_statement and made_statement_code."""
    connection.execute(f"CREATE TABLE given ({_GIVEN})")
    holes = ", ".join("?" * (len(fields(PersonCode)) + 3))
    rows = [(*astuple(code), code.passage, code.statement_id, _key_code(code)) for code in codes]
    connection.executemany(f"INSERT INTO given VALUES ({holes})", rows)
    read = " UNION ALL ".join(f"SELECT '{name}' AS tab, id, known_at_basis FROM {name}" for name in _READ)
    common = _COMMON.format(source=SOURCE, instance=INSTANCE)
    connection.execute(_STATEMENTS.format(common=common, rows=read))
    connection.execute(_CODES.format(common=common))


def _key_code(code: PersonCode) -> int:
    return make_key(SOURCE, INSTANCE, "statement_code", f"{code.passage} {code.coded_by}")


def _merge(draft: Draft, name: str) -> int:
    """Put the rows of made_<name> that differ from what stands there into the draft; how many they are."""
    columns = draft.columns(name)
    draft.connection.execute(
        f"CREATE TABLE new_{name} AS SELECT {columns} FROM made_{name} EXCEPT SELECT {columns} FROM {name}"
    )
    count = draft.count(f"new_{name}")
    if count:
        draft.upsert(name, f"new_{name}")
    return count

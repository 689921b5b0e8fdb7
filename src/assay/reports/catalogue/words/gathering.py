"""Takes the words of the record in DuckDB, each kind from the oldest to the newest, numbered in that order."""

from collections.abc import Iterator
from typing import Any

import duckdb

from assay.reports.catalogue.gathering import stream_rows
from assay.reports.catalogue.words.layout import ACTIVITIES
from assay.tables.statement import OPEN_STATEMENT

#: characters of one text that are searched; the loss file shows a text no further either
LONGEST = 100_000

_DEALS = """
CREATE TEMP TABLE word_deal AS
SELECT id, row_number() OVER (ORDER BY opened, id) - 1 AS no, owner_id, account_id, opened FROM (
  SELECT d.id, d.owner_id, d.account_id, coalesce(d.opened_at, 0) AS opened FROM deal d WHERE NOT d.is_deleted)"""

_KEYS = "SELECT id, no, owner_id FROM word_deal ORDER BY id"

_NAMES = """
CREATE TEMP TABLE word_name AS
SELECT 'p' AS side, id, coalesce(full_name, email, source_id) AS name FROM person
UNION ALL SELECT 's', id, coalesce(name, email, source_id) FROM seller"""

#: whom each activity is from: who wrote or called, else who had it in the CRM
_AUTHORS = """
CREATE TEMP TABLE word_author AS
SELECT p.activity_id, min(coalesce(n.name, p.named_as)) AS name
FROM activity_person p LEFT JOIN word_name n ON n.id = coalesce(p.person_id, p.seller_id)
WHERE p.part IN ('from', 'caller', 'organizer') AND NOT p.is_deleted GROUP BY p.activity_id"""

_ACTIVITIES = """
SELECT row_number() OVER (ORDER BY a.occurred_at NULLS FIRST, a.id, d.no), a.id, d.no, a.occurred_at,
       coalesce(w.name, s.name), a.subject, left(a.body, {longest})
FROM activity a JOIN (SELECT DISTINCT activity_id, deal_id FROM activity_deal WHERE NOT is_deleted) l
  ON l.activity_id = a.id
JOIN word_deal d ON d.id = l.deal_id
LEFT JOIN word_author w ON w.activity_id = a.id LEFT JOIN word_name s ON s.id = a.owner_id AND s.side = 's'
WHERE NOT a.is_deleted AND a.kind IN ({kinds}) AND (a.subject <> '' OR a.body <> '') ORDER BY 1"""

_SPEECH = """
SELECT row_number() OVER (ORDER BY a.occurred_at NULLS FIRST, u.activity_id, u.position, u.id, d.no), u.activity_id,
       d.no, a.occurred_at, coalesce(n.name, u.speaker), NULL, left(u.text, {longest})
FROM utterance u JOIN activity a ON a.id = u.activity_id
JOIN (SELECT DISTINCT activity_id, deal_id FROM activity_deal WHERE NOT is_deleted) l ON l.activity_id = a.id
JOIN word_deal d ON d.id = l.deal_id LEFT JOIN word_name n ON n.id = coalesce(u.person_id, u.seller_id)
WHERE NOT u.is_deleted AND NOT a.is_deleted AND u.text <> '' ORDER BY 1"""

#: a statement that names a circle is for that circle, and not for all who may see the deal
_STATEMENTS = f"""
SELECT row_number() OVER (ORDER BY t.occurred_at NULLS FIRST, t.id), t.id, d.no, t.occurred_at, n.name, t.origin,
       left(t.text, {{longest}})
FROM statement t JOIN word_deal d ON d.id = t.deal_id LEFT JOIN word_name n ON n.id = t.speaker_id
WHERE NOT t.is_deleted AND {OPEN_STATEMENT} AND t.text <> '' ORDER BY 1"""

_DEAL_ROWS = """
SELECT w.no + 1, NULL, w.no, nullif(w.opened, 0), n.name, coalesce(d.name, d.source_id),
       concat_ws(' · ', a.name, d.product, coalesce(d.loss_reason_stated, d.win_reason_stated))
FROM word_deal w JOIN deal d ON d.id = w.id LEFT JOIN account a ON a.id = d.account_id
LEFT JOIN word_name n ON n.id = d.owner_id AND n.side = 's' ORDER BY 1"""

#: whom and what the deals know: (name, query of id, title, words; query of id, deal)
_KNOWN = {
    "account": (
        """SELECT a.id, NULL AS who, a.name AS title, concat_ws(' · ', a.domain, a.industry, a.country)
           AS words FROM account a WHERE NOT a.is_deleted""",
        "SELECT account_id AS id, no AS deal_no FROM word_deal WHERE account_id IS NOT NULL",
    ),
    "buyer": (
        """SELECT p.id, a.name AS who, coalesce(p.full_name, p.email, p.source_id) AS title,
           concat_ws(' · ', p.title, p.department, p.email) AS words FROM person p
           LEFT JOIN account a ON a.id = p.account_id WHERE NOT p.is_deleted""",
        """SELECT m.person_id AS id, d.no AS deal_no FROM deal_person m JOIN word_deal d ON d.id = m.deal_id
           WHERE NOT m.is_deleted
           UNION SELECT p.person_id, d.no FROM activity_person p JOIN activity_deal l USING (activity_id)
           JOIN word_deal d ON d.id = l.deal_id
           WHERE p.person_id IS NOT NULL AND NOT p.is_deleted AND NOT l.is_deleted""",
    ),
    "seller": (
        """SELECT s.id, NULL AS who, coalesce(s.name, s.email, s.source_id) AS title,
           concat_ws(' · ', s.role, s.team, s.email) AS words FROM seller s WHERE NOT s.is_deleted""",
        """SELECT owner_id AS id, no AS deal_no FROM word_deal WHERE owner_id IS NOT NULL
           UNION SELECT a.owner_id, d.no FROM activity a JOIN activity_deal l ON l.activity_id = a.id
           JOIN word_deal d ON d.id = l.deal_id
           WHERE a.owner_id IS NOT NULL AND NOT a.is_deleted AND NOT l.is_deleted""",
    ),
}

#: the newest deal that knows somebody is how recent they are
_KNOWN_ROWS = """
CREATE TEMP TABLE word_{kind} AS
WITH links AS ({links}), named AS ({named}),
met AS (SELECT l.id, max(d.opened) AS met_at FROM links l JOIN word_deal d ON d.no = l.deal_no GROUP BY l.id)
SELECT row_number() OVER (ORDER BY m.met_at, n.id) AS no, n.id, nullif(m.met_at, 0) AS met_at, n.who, n.title, n.words
FROM named n JOIN met m ON m.id = n.id"""


def prepare_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Number the deals, and name the people, which the reading functions below refer to."""
    for query in (_DEALS, _NAMES, _AUTHORS):
        connection.execute(query)


def read_keys(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int, int | None]]:
    """(id, no, owner) of each deal."""
    return stream_rows(connection, _KEYS)


def read_told(connection: duckdb.DuckDBPyConnection, kind: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a kind that belongs to deals: no, row_id, deal_no, at, who, title, words."""
    queries = {"deal": _DEAL_ROWS, "statement": _STATEMENTS, "speech": _SPEECH}
    kinds = ", ".join(f"'{name}'" for name in ACTIVITIES.get(kind, ()))
    return stream_rows(connection, queries.get(kind, _ACTIVITIES).format(longest=LONGEST, kinds=kinds))


def prepare_named(connection: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Number what a kind names, as far as a deal knows it."""
    named, links = _KNOWN[kind]
    connection.execute(_KNOWN_ROWS.format(kind=kind, named=named, links=links))


def read_named(connection: duckdb.DuckDBPyConnection, kind: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a kind that deals know: no, at, who, title, words."""
    return stream_rows(connection, f"SELECT no, met_at, who, title, words FROM word_{kind} ORDER BY no")


def read_links(connection: duckdb.DuckDBPyConnection, kind: str) -> Iterator[tuple[Any, ...]]:
    """Which deals know what: no, deal_no."""
    links = _KNOWN[kind][1]
    query = f"SELECT DISTINCT w.no, l.deal_no FROM ({links}) l JOIN word_{kind} w ON w.id = l.id ORDER BY ALL"
    return stream_rows(connection, query)

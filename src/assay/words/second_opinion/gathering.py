"""The passages of a deal as the record has them: what was said about it, newest first, reasons before all else."""

from typing import TYPE_CHECKING, Any

from assay.domain.errors import InputError
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.mention import OWN
from assay.tables.results import RESULT_TABLES
from assay.tables.statement import OPEN_STATEMENT
from assay.words.redaction.record_names import read_names
from assay.words.second_opinion.document import Document, Passage, compose_document
from assay.words.second_opinion.settings import OpinionSettings
from assay.words.text import mask_text
from assay.words.text.cleaning import GAP

if TYPE_CHECKING:
    import duckdb

_Row = tuple[Any, ...]
_Coded = tuple[tuple[str, int], _Row]

#: words that a turn of speech needs to be worth asking about, where nobody has read it yet
_FEWEST_WORDS = 6

#: what only some may see (a circle) never leaves
_ROWS = f"""
    SELECT 1 AS rank, 'deal' AS place, id, 'rep' AS side, 'crm_reason' AS origin, loss_reason_stated AS text,
      closed_at AS occurred_at, known_at FROM deal WHERE id = $deal
    UNION ALL SELECT 2, 'statement', id, side, origin, text, occurred_at, known_at FROM statement
      WHERE deal_id = $deal AND {OPEN_STATEMENT} AND NOT is_deleted
    UNION ALL SELECT 3, 'activity', a.id,
      CASE WHEN a.direction IN ('outbound', 'internal') OR a.kind NOT IN ('email', 'letter', 'chat') THEN 'rep'
        WHEN a.direction = 'inbound' THEN 'buyer' ELSE 'unknown' END,
      CASE a.kind WHEN 'email' THEN 'email' WHEN 'letter' THEN 'email' ELSE 'crm_note' END, a.body,
      a.occurred_at, a.known_at
      FROM activity a JOIN activity_deal d ON d.activity_id = a.id
      WHERE d.deal_id = $deal AND NOT coalesce(a.is_automated, false) AND NOT a.is_deleted AND NOT d.is_deleted
    UNION ALL SELECT 4, 'utterance', u.id,
      CASE u.side WHEN 'seller' THEN 'rep' WHEN 'buyer' THEN 'buyer' ELSE 'unknown' END,
      'transcript', u.text, a.occurred_at, u.known_at
      FROM utterance u JOIN activity a ON a.id = u.activity_id JOIN activity_deal d ON d.activity_id = a.id
      WHERE d.deal_id = $deal AND NOT u.is_deleted AND NOT a.is_deleted AND NOT d.is_deleted"""


def compose_for_deal(home: Home, settings: OpinionSettings, deal_id: int) -> Document:
    """What would be sent about a deal. Raises InputError where the record has no such deal, or nothing was said."""
    passages = gather_passages(home, deal_id)
    if not passages:
        raise InputError("Nothing was written or said about this deal.", fix="Choose another deal.")
    names = read_names(home, [one.text for one in passages], deal_id) if settings.redacts else None
    amounts = home.settings.get("opinion_amounts", "").lower() in {"yes", "true", "1"}
    return compose_document(passages, names, amounts=amounts)


def gather_passages(home: Home, deal_id: int) -> list[Passage]:
    """What was said about a deal: the passages that were coded in the last run; before one, whole rows.

    Raises InputError where the record has no such deal.
    """
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        if not connection.execute("SELECT 1 FROM deal WHERE id = $1", [deal_id]).fetchall():
            raise InputError(
                f"The record has no deal {deal_id}.", fix="Give the id of the record, as assay deal takes it."
            )
        rows = connection.execute(f"SELECT * FROM ({_ROWS}) WHERE trim(coalesce(text, '')) <> ''", {"deal": deal_id})
        found = {(row[1], row[2]): row for row in rows.fetchall()}
        coded = _read_mentions(home, connection, deal_id)
    if coded:
        return [_cut(found[key], mention) for key, mention in coded if key in found]
    rows_in_order = sorted(found.values(), key=lambda row: (row[0], -(row[6] or 0), row[2]))
    return [one for row in rows_in_order if (one := _take_whole(row)) is not None]


def _read_mentions(home: Home, connection: "duckdb.DuckDBPyConnection", deal_id: int) -> list[_Coded]:
    if open_place(home.results, RESULT_TABLES).version() == 0:
        return []
    open_place(home.results, RESULT_TABLES).attach(connection)
    rows = connection.execute(
        f"""SELECT "table", row_id, start, "end", driver, theme, coder FROM mention
           WHERE deal_id = $1 AND {OWN} ORDER BY occurred_at DESC NULLS LAST, row_id, start""",
        [deal_id],
    ).fetchall()
    return [((row[0], row[1]), row[2:]) for row in rows]


def _cut(row: _Row, mention: _Row) -> Passage:
    """The passage of a row that was coded."""
    start, end, driver, theme, coder = mention
    _, place, row_id, side, origin, text, occurred_at, known_at = row
    part = _mask(text, origin)[start:end]
    told = (driver or "", theme or "", coder or "", occurred_at, known_at)
    return Passage(place, row_id, start, side, origin, part, *told)


def _take_whole(row: _Row) -> Passage | None:
    """A row as one passage; None for one that says too little."""
    _, place, row_id, side, origin, text, occurred_at, known_at = row
    masked = _mask(text, origin)
    bare = masked.strip()
    if not bare or (place == "utterance" and len(bare.split()) < _FEWEST_WORDS):
        return None
    start = masked.index(bare)
    return Passage(place, row_id, start, side, origin, bare, "", "", "", occurred_at, known_at)


def _mask(text: str, origin: str) -> str:
    """As long as the text, without tags, quoted messages and signatures."""
    return mask_text(text, is_message=origin == "email").replace(GAP, " ")

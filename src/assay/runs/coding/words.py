"""The words of the record's deals that a run may read: reasons, notes, messages, turns of speech, statements."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.runs.clock import Clock
from assay.store.engine import Engine
from assay.tables.statement import OPEN_STATEMENT

#: a statement of one of these was given as a reason or to the question why
ANSWERS = frozenset(
    {
        "crm_reason",
        "debrief",
        "buyer_form",
        "letter_reply",
        "self_analysis",
        "peer_view",
        "investigation",
        "audit",
    }
)
#: what the sender wrote; the text of every other activity, a call as much as a note, is what the rep wrote of it
_MESSAGES = "('email', 'letter', 'chat')"
_TEXT = "run_text"
_COLUMNS = "deal_id, source_table, row_id, side, origin, occurred_at, known_at, told"

#: texts of a part, and how many parts where rows are not kept in the order in which they were found
_AT_ONCE, _PARTS = 20_000, 64


@dataclass(frozen=True)
class Words:
    """One text of one row of the record. table, row_id: that row."""

    deal_id: int
    table: str
    row_id: int
    side: str
    origin: str
    occurred_at: int | None
    known_at: int
    text: str

    @property
    def is_message(self) -> bool:
        return self.origin in ("email", "letter_reply")

    @property
    def is_answer(self) -> bool:
        return self.origin in ANSWERS


def gather_words(engine: Engine, clock: Clock) -> int:
    """Table run_text of the engine: all texts of deals in run_moment known by the run's moment; returns how many."""
    told = " UNION ALL ".join(f"SELECT * FROM ({query}) AS told" for query in _queries(clock))
    # side by side as they were found, so that a part is read without the others
    part = f"(row_number() OVER () - 1) // {_AT_ONCE}" if engine.dialect == "duckdb" else f"deal_id % {_PARTS}"
    engine.make(_TEXT, f"SELECT told.*, {part} AS part FROM ({told}) AS told")
    ((count,),) = engine.rows(f"SELECT count(*) FROM {_TEXT}")
    return int(count)


def read_words(engine: Engine) -> Iterator[list[Words]]:
    """What gather_words found, a part at a time: memory does not grow with the record."""
    for (part,) in engine.rows(f"SELECT DISTINCT part FROM {_TEXT} ORDER BY 1"):
        yield [Words(*row) for row in engine.rows(f"SELECT {_COLUMNS} FROM {_TEXT} WHERE part = {int(part)}")]


def _queries(clock: Clock) -> Iterator[str]:
    """SQL that any of the engines understands; columns as in Words."""
    known = f"known_at <= {clock.known_by}"
    occurred = f"coalesce(t.occurred_at, t.known_at) <= {clock.as_of}"
    yield _reasons(clock)
    yield f"""SELECT l.deal_id, 'activity' AS source_table, t.id AS row_id,
        CASE WHEN t.kind NOT IN {_MESSAGES} OR t.direction IN ('outbound', 'internal') THEN 'rep'
            WHEN t.direction = 'inbound' THEN 'buyer' ELSE 'unknown' END AS side,
        CASE WHEN t.kind IN {_MESSAGES} THEN 'email' ELSE 'crm_note' END AS origin,
        t.occurred_at, t.known_at, t.body AS told
        FROM activity t JOIN activity_deal l ON l.activity_id = t.id JOIN run_moment m ON m.deal_id = l.deal_id
        WHERE NOT t.is_deleted AND NOT l.is_deleted AND t.body IS NOT NULL AND t.body <> ''
        AND NOT coalesce(t.is_automated, false) AND t.{known} AND {occurred}"""
    yield f"""SELECT l.deal_id, 'utterance' AS source_table, u.id AS row_id,
        CASE WHEN u.side = 'buyer' THEN 'buyer' WHEN u.side = 'seller' THEN 'rep' ELSE 'unknown' END AS side,
        'transcript' AS origin, t.occurred_at, u.known_at, u.text AS told
        FROM utterance u JOIN activity t ON t.id = u.activity_id JOIN activity_deal l ON l.activity_id = t.id
        JOIN run_moment m ON m.deal_id = l.deal_id
        WHERE NOT u.is_deleted AND NOT t.is_deleted AND NOT l.is_deleted AND u.{known} AND {occurred}"""
    # asked of the record as it stands, what was answered since counts, however long ago the last export was
    said = "true" if clock.is_now else f"t.{known} AND {occurred}"
    # what only some may see never leaves its circle; a passage that somebody coded stands in the row it was quoted from
    yield f"""SELECT t.deal_id, 'statement' AS source_table, t.id AS row_id, t.side, t.origin, t.occurred_at,
        t.known_at, t.text AS told
        FROM statement t JOIN run_moment m ON m.deal_id = t.deal_id
        WHERE NOT t.is_deleted AND {OPEN_STATEMENT} AND t.quoted_table IS NULL AND {said}"""


def _reasons(clock: Clock) -> str:
    """Of today the field as it stands; of an earlier day what its history says, since it may have been rewritten."""
    columns = "'deal' AS source_table, d.id AS row_id, 'rep' AS side, 'crm_reason' AS origin"
    if clock.is_now:
        known = "CASE WHEN d.closed_at > d.known_at THEN d.closed_at ELSE d.known_at END"
        return f"""SELECT d.id AS deal_id, {columns}, d.closed_at AS occurred_at, {known} AS known_at,
            d.loss_reason_stated AS told
            FROM deal d JOIN run_moment m ON m.deal_id = d.id
            WHERE d.loss_reason_stated IS NOT NULL AND d.loss_reason_stated <> '' AND NOT EXISTS (
                SELECT 1 FROM statement s WHERE s.deal_id = d.id AND s.origin = 'crm_reason' AND NOT s.is_deleted
                AND s.text = d.loss_reason_stated)"""
    return f"""SELECT h.deal_id, {columns}, h.changed_at AS occurred_at, h.known_at, h.new_value AS told
        FROM (SELECT deal_id, changed_at, known_at, new_value,
            row_number() OVER (PARTITION BY deal_id ORDER BY changed_at DESC, sequence DESC, id DESC) AS place
            FROM stage_history WHERE field = 'loss_reason' AND NOT is_deleted AND changed_at <= {clock.as_of}
            AND known_at <= {clock.known_by}) h
        JOIN deal d ON d.id = h.deal_id JOIN run_moment m ON m.deal_id = h.deal_id
        WHERE h.place = 1 AND h.new_value IS NOT NULL AND h.new_value <> ''"""

"""What was done in deals, each with its day and the row that tells it: by the record, and by the words of our side."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.seniority import VP
from assay.runs.concluding.part import Work
from assay.store.arrays import put_columns
from assay.store.quoting import quote_text
from assay.words.measures.finding import find_measures, list_sieves
from assay.words.text.cleaning import GAP, mask_text

Whole = NDArray[np.int64]

#: table of acts in the local engine
ACT = "offer_act"
ACT_COLUMNS = {"deal_id": "int64", "measure": "string", "done_at": "int64", "done_table": "string", "done_row": "int64"}

#: as ACT_COLUMNS
Act = tuple[object, object, object, str, object]

#: roles of ours, in small letters: those who lead, and those who know the matter and do not sell
_LEADS = re.compile(
    r"\b(chief|c[efort]o|vp|(vice )?president|director|head|managing|manager of|sales manager|direktor\w*|leiter\w*"
    r"|gesch[äa]ftsf\w+|directeur|directrice)\b"
)
_KNOWS = re.compile(
    r"engineer|consult|architect|specialist|technical|technolog|scientist|solution|pre-?sales|expert"
    r"|ingenieur|techniker|berater|spezialist|ing[ée]nieur"
)

#: an amount that falls by less is rounded, or corrected
_LESS = 0.99

_MESSAGES = ("email", "chat", "letter")
_TALK = "e.kind IN ('meeting', 'demo', 'call') AND e.status NOT IN ('planned', 'cancelled', 'missed', 'moved')"
_OURS = """e.kind IN ('email', 'chat', 'letter', 'proposal') AND e.direction = 'outbound' AND e.status <> 'planned'
    AND NOT e.is_automated"""

#: texts of our side on chosen deals: of held talks, of messages, and notes
_TEXTS = f"""SELECT e.deal_id, a.id AS activity_id, e.occurred_at, e.kind, a.subject, a.body
FROM deal_event e JOIN offer_deal d ON d.deal_id = e.deal_id JOIN activity a ON a.id = e.activity_id
WHERE e.known_at <= {{known_by}} AND e.occurred_at <= {{as_of}}
    AND (({_TALK}) OR ({_OURS}) OR (e.kind = 'note' AND e.status <> 'planned'))"""
_TEXT_COLUMNS = {
    **dict.fromkeys(("deal_id", "activity_id", "occurred_at"), "int64"),
    **dict.fromkeys(("kind", "subject", "body"), "string"),
}

_EVENTS = f"""SELECT e.deal_id, e.occurred_at, e.activity_id, e.kind, e.top_rank
FROM deal_event e JOIN offer_deal d ON d.deal_id = e.deal_id
WHERE {_TALK} AND (e.kind = 'demo' OR e.top_rank >= {VP})
    AND e.known_at <= {{known_by}} AND e.occurred_at <= {{as_of}}"""

_SEATS = f"""SELECT DISTINCT e.deal_id, e.occurred_at, e.activity_id, e.seller_id
FROM deal_seat e JOIN offer_deal d ON d.deal_id = e.deal_id JOIN offer_seller s ON s.seller_id = e.seller_id
JOIN deal o ON o.id = e.deal_id
WHERE {_TALK} AND (o.owner_id IS NULL OR o.owner_id <> e.seller_id)
    AND e.known_at <= {{known_by}} AND e.occurred_at <= {{as_of}}"""

_CHANGES = """SELECT h.deal_id, h.changed_at, h.id, h.field, h.old_value, h.new_value
FROM stage_history h JOIN offer_deal d ON d.deal_id = h.deal_id
WHERE h.field IN ('amount', 'discount') AND h.old_value IS NOT NULL AND h.new_value IS NOT NULL
    AND NOT h.is_deleted AND h.known_at <= {known_by} AND h.changed_at <= {as_of}"""

_TIES = """SELECT t.deal_id, t.since, t.id FROM tie t JOIN offer_deal d ON d.deal_id = t.deal_id
WHERE t.kind = 'reference' AND t.since IS NOT NULL AND NOT t.is_deleted
    AND t.known_at <= {known_by} AND t.since <= {as_of}"""


def find_acts(work: Work, deals: Whole) -> None:
    """Makes table ACT in the local engine: what was done in these deals by the run's moment, each act once."""
    put_columns(work.gathering.engine, "offer_deal", {"deal_id": "int64"}, {"deal_id": deals})
    local = work.gathering.local
    local.put(ACT, ACT_COLUMNS, [])
    for read in (_read_events, _read_seats, _read_changes, _read_ties, _read_texts):
        local.put("offer_found", ACT_COLUMNS, list(read(work)))
        local.connection.execute(f"INSERT INTO {ACT} SELECT DISTINCT * FROM offer_found")


def _ask(work: Work, query: str) -> list[tuple[Any, ...]]:
    return work.gathering.engine.rows(query.format(known_by=work.clock.known_by, as_of=work.clock.as_of))


def _read_events(work: Work) -> Iterator[Act]:
    for deal, at, activity, kind, rank in _ask(work, _EVENTS):
        if kind == "demo":
            yield deal, "demo", at, "activity", activity
        if rank >= VP:
            yield deal, "their_executive", at, "activity", activity


def _read_seats(work: Work) -> Iterator[Act]:
    """Who of ours took part besides the owner: managers, and those who know the matter."""
    sellers = work.gathering.engine.rows("SELECT id, role, manager_id FROM seller WHERE NOT is_deleted")
    leading = {manager for _, _, manager in sellers if manager is not None}
    part: dict[int, str] = {}
    for number, role, _ in sellers:
        told = (role or "").casefold()
        if number in leading or _LEADS.search(told):
            part[number] = "our_executive"
        elif _KNOWS.search(told):
            part[number] = "our_specialist"
    work.gathering.engine.put("offer_seller", {"seller_id": "int64"}, [(number,) for number in part])
    for deal, at, activity, seller in _ask(work, _SEATS):
        yield deal, part[seller], at, "activity", activity


def _read_changes(work: Work) -> Iterator[Act]:
    for deal, at, row, field, old, new in _ask(work, _CHANGES):
        before, after = _read_number(old), _read_number(new)
        if before is None or after is None:
            continue
        is_lower = 0 < after < before * _LESS if field == "amount" else after > before
        if is_lower:
            yield deal, "lower_price", at, "stage_history", row


def _read_ties(work: Work) -> Iterator[Act]:
    for deal, at, row in _ask(work, _TIES):
        yield deal, "reference", at, "tie", row


def _read_texts(work: Work) -> Iterator[Act]:
    """A sieve of the engine that puts results together first: few texts tell of any measure, and most of one."""
    gathering, clock = work.gathering, work.clock
    gathering.engine.make("offer_text", _TEXTS.format(known_by=clock.known_by, as_of=clock.as_of))
    gathering.fetch("offer_text", _TEXT_COLUMNS)
    # first by all of them together, which costs little, then which of them it is
    gathering.make(
        "offer_sieved",
        f"""SELECT * FROM (
            SELECT * EXCLUDE (subject, body), coalesce(subject, '') AS subject, coalesce(body, '') AS body,
                lower(subject) AS top, lower(body) AS low FROM offer_text)
        WHERE {_match("top", 1)} OR {_match("low", 2)}""",
    )
    among = ", ".join(
        f"CASE WHEN {_match('top', 1, [sieve])} OR {_match('low', 2, [sieve])} THEN {quote_text(sieve[0])} END"
        for sieve in list_sieves()
    )
    for deal, activity, at, kind, subject, body, codes in gathering.rows(
        f"SELECT deal_id, activity_id, occurred_at, kind, subject, body, [{among}] FROM offer_sieved"
    ):
        own = mask_text(body, is_message=kind in _MESSAGES).replace(GAP, "")
        for measure in find_measures("" if kind == "note" else subject, own, {code for code in codes if code}):
            yield deal, measure, at, "activity", activity


def _match(column: str, place: int, sieves: Sequence[tuple[str, str, str]] = ()) -> str:
    """SQL: whether the column is let through. place: 1 for sieves of subjects, 2 for those of texts."""
    patterns = [str(sieve[place]) for sieve in sieves or list_sieves() if sieve[place]]
    if not patterns:
        return "false"
    return f"coalesce(regexp_matches({column}, {quote_text('|'.join(patterns))}), false)"


def _read_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

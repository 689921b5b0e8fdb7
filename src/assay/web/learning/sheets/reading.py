"""What a manager has to hand before talking with one rep: what went well first, and nobody else beside it."""

from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY

#: of so many days before the last run
SHEET_DAYS = 180
#: of fewer ended deals nothing can be told of anybody
FEWEST = 5
_SHOWN = 5


@dataclass(frozen=True)
class SheetDeal:
    """One deal. hits: titles of the signals that fired, for open ones."""

    id: int
    name: str
    value: float | None
    hits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clear:
    """Something that did not happen in the rep's own deals: clear of n, in which it could be told."""

    title: str
    clear: int
    n: int


@dataclass(frozen=True)
class Sheet:
    """won, ended: counts in the time. wins: named, the latest first.  open: to talk about, the largest first."""

    won: int
    ended: int
    wins: tuple[SheetDeal, ...]
    strengths: tuple[Clear, ...]
    open: tuple[SheetDeal, ...]


def read_sheet(ask: Ask, sellers: Collection[int]) -> Sheet:
    """Of the deals of these sellers, who are one person, and of no other."""
    ((as_of,),) = ask("SELECT as_of FROM run")
    since = int(as_of) - SHEET_DAYS * DAY
    own = f"d.owner_id IN ({list_ids(sellers)}) AND NOT d.is_deleted"
    ended = f"{own} AND m.outcome IN ({list_texts(COMPARED)}) AND m.closed_at >= {since:d}"
    rows = ask(
        "SELECT d.id, coalesce(d.name, d.source_id), m.value, m.outcome FROM moment m JOIN deal d ON d.id = m.deal_id"
        f" WHERE {ended} ORDER BY m.closed_at DESC, d.id"
    )
    wins = [SheetDeal(*row[:3]) for row in rows if row[3] == "won"]
    return Sheet(len(wins), len(rows), tuple(wins[:_SHOWN]), _list_strengths(ask, ended), _list_open(ask, own))


def _list_strengths(ask: Ask, ended: str) -> tuple[Clear, ...]:
    """What the rep's deals were clear of most, in FEWEST deals at least; how usual it is elsewhere orders, unsaid."""
    rows = ask(
        f"""
        WITH own AS (
          SELECT a.signal, count(*) FILTER (a.answer = 'clear') AS clear, count(*) AS n
          FROM answer a JOIN moment m ON m.deal_id = a.deal_id JOIN deal d ON d.id = a.deal_id
          WHERE {ended} AND a.answer <> 'unknown' GROUP BY a.signal),
        usual AS (
          SELECT signal, count(*) FILTER (answer = 'hit') / count(*) AS share FROM answer
          WHERE view = 'look_back' AND answer <> 'unknown' GROUP BY signal)
        SELECT s.title, o.clear, o.n FROM own o JOIN usual u ON u.signal = o.signal JOIN signal s ON s.signal = o.signal
        WHERE o.n >= {FEWEST} AND o.clear / o.n >= 0.7 AND u.share > 0
        ORDER BY u.share * o.clear / o.n DESC, s.signal LIMIT 3"""
    )
    return tuple(Clear(*row) for row in rows)


def _list_open(ask: Ask, own: str) -> tuple[SheetDeal, ...]:
    rows = ask(
        f"""
        SELECT d.id, any_value(coalesce(d.name, d.source_id)), any_value(m.value), list(s.title ORDER BY s.title)
        FROM moment m JOIN deal d ON d.id = m.deal_id JOIN finding f ON f.deal_id = d.id
        JOIN signal s ON s.signal = f.signal WHERE {own} AND m.outcome = 'open'
        GROUP BY d.id ORDER BY any_value(m.value) DESC NULLS LAST, d.id LIMIT {_SHOWN}"""
    )
    return tuple(SheetDeal(row[0], row[1], row[2], tuple(row[3][:3])) for row in rows)

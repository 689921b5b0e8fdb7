"""What is new for a team since its last review: wins and losses small and large, one pattern, one strength (T9).

Then the open deals to look at next: those in which the pattern shows as well, the largest first.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assay.asking.ask import Ask, list_ids, list_texts
from assay.domain.outcome import COMPARED
from assay.store.quoting import quote_text

#: deals of a kind that an agenda names, and open ones that it proposes
NAMED, PROPOSED = 3, 8
#: compared deals of either side below which no share is told
FEWEST = 20


@dataclass(frozen=True)
class NewDeal:
    """A deal that ended, or an open one that is proposed. hits: signals that fired in it."""

    deal_id: int
    name: str
    owner_id: int | None
    outcome: str
    value: float | None
    closed_at: int | None
    hits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A signal seen in several of the new losses. hits of n: of these losses; verdict: of the comparison of all deals.

    lost_share, won_share: of all deals compared, None where they are too few.
    """

    signal: str
    title: str
    hits: int
    n: int
    verdict: str
    lost_share: float | None
    won_share: float | None
    lost_n: int
    won_n: int


@dataclass(frozen=True)
class Strength:
    """Something that did not happen in the new wins (or, without any, the new deals) though it does in others.

    clear of n: of these; usual of all: ended deals in which it was seen.
    """

    signal: str
    title: str
    clear: int
    n: int
    are_wins: bool
    usual: int
    all: int


@dataclass(frozen=True)
class Agenda:
    """What to speak about. lost, won: how many in all; losses, wins: those named."""

    as_of: int
    lost: int
    won: int
    losses: tuple[NewDeal, ...]
    wins: tuple[NewDeal, ...]
    pattern: Pattern | None
    strength: Strength | None
    next: tuple[NewDeal, ...]

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)


def make_agenda(ask: Ask, sellers: Collection[int], since: int, shown_before: Collection[str] = ()) -> Agenda:
    """The agenda of the team of these sellers for deals that ended after `since`, as of the last run.

    shown_before: signals that the last meetings had as their pattern; another goes first.
    """
    ((as_of,),) = ask("SELECT as_of FROM run")
    ended = _read_ended(ask, sellers, since)
    won, lost = [one for one in ended if one.outcome == "won"], [one for one in ended if one.outcome != "won"]
    pattern = find_pattern(ask, lost, shown_before)
    return Agenda(
        as_of=int(as_of),
        lost=len(lost),
        won=len(won),
        losses=spread(lost),
        wins=spread(won),
        pattern=pattern,
        strength=find_strength(ask, won or lost, are_wins=bool(won)),
        next=_propose_open(ask, sellers, pattern.signal if pattern else ""),
    )


def spread(deals: Sequence[NewDeal]) -> tuple[NewDeal, ...]:
    """The largest, the smallest and the one in the middle; all where there are no more. Those without a value last."""
    ordered = sorted(deals, key=lambda one: (one.value is None, -(one.value or 0.0), one.deal_id))
    if len(ordered) <= NAMED:
        return tuple(ordered)
    known = [one for one in ordered if one.value is not None] or ordered
    return tuple(dict.fromkeys((known[0], known[len(known) // 2], known[-1])))


def _read_ended(ask: Ask, sellers: Collection[int], since: int) -> list[NewDeal]:
    where = f"m.outcome IN ({list_texts(COMPARED)}) AND m.closed_at > {since:d} AND d.owner_id IN ({list_ids(sellers)})"
    return _read(ask, where, "m.closed_at DESC, d.id", 2000)


def _read(ask: Ask, where: str, order: str, most: int) -> list[NewDeal]:
    rows = ask(
        f"""
        WITH chosen AS (
          SELECT d.id, coalesce(d.name, d.source_id) AS name, d.owner_id, m.outcome, m.value, m.closed_at,
            row_number() OVER (ORDER BY {order}) AS place
          FROM moment m JOIN deal d ON d.id = m.deal_id WHERE NOT d.is_deleted AND {where}
          ORDER BY place LIMIT {most:d})
        SELECT c.id, any_value(c.name), any_value(c.owner_id), any_value(c.outcome), any_value(c.value),
          any_value(c.closed_at), coalesce(list(f.signal ORDER BY f.signal) FILTER (f.signal IS NOT NULL), [])
        FROM chosen c LEFT JOIN finding f ON f.deal_id = c.id GROUP BY c.id, c.place ORDER BY c.place"""
    )
    return [
        NewDeal(deal, name, owner, outcome, None if value is None else float(value), closed, tuple(hits))
        for deal, name, owner, outcome, value, closed, hits in rows
    ]


def find_pattern(ask: Ask, lost: Sequence[NewDeal], shown_before: Collection[str] = ()) -> Pattern | None:
    """The signal that fired in most of these losses: those associated with losing first, those shown before last.

    None where none fired in two of them.
    """
    counts: dict[str, int] = {}
    for deal in lost:
        for signal in deal.hits:
            counts[signal] = counts.get(signal, 0) + 1
    several = [signal for signal, count in counts.items() if count > 1]
    if not several:
        return None
    rows = ask(
        "SELECT s.signal, s.title, coalesce(c.verdict, 'not_enough'), c.lost_share, c.won_share,"
        " coalesce(c.lost_n, 0), coalesce(c.won_n, 0), coalesce(c.lift, 0)"
        f" FROM signal s LEFT JOIN comparison c ON c.signal = s.signal WHERE s.signal IN ({list_texts(several)})"
    )
    if not rows:
        return None

    def rank(row: tuple[Any, ...]) -> tuple[bool, bool, int, str]:
        weighs = row[2] == "associated" and row[7] > 1
        return row[0] in shown_before, not weighs, -counts[row[0]], row[0]

    signal, title, verdict, lost_share, won_share, lost_n, won_n, lift = min(rows, key=rank)
    told = min(lost_n, won_n) >= FEWEST
    verdict = "not_enough" if verdict == "associated" and lift <= 1 else verdict
    lost_told, won_told = (lost_share, won_share) if told else (None, None)
    return Pattern(signal, title, counts[signal], len(lost), verdict, lost_told, won_told, lost_n, won_n)


def find_strength(ask: Ask, deals: Sequence[NewDeal], *, are_wins: bool) -> Strength | None:
    """What these deals were clear of most, weighed by how usual it is in all ended deals; None where nothing is."""
    if not deals:
        return None
    rows = ask(
        f"""
        WITH own AS (
          SELECT signal, count(*) FILTER (answer = 'clear') AS clear, count(*) AS n FROM answer
          WHERE deal_id IN ({list_ids(one.deal_id for one in deals)}) AND answer <> 'unknown' GROUP BY signal),
        usual AS (
          SELECT a.signal, count(*) FILTER (a.answer = 'hit') AS hits, count(*) AS n
          FROM answer a JOIN moment m ON m.deal_id = a.deal_id
          WHERE m.outcome IN ({list_texts(COMPARED)}) AND a.answer <> 'unknown' GROUP BY a.signal)
        SELECT s.signal, s.title, o.clear, o.n, u.hits, u.n FROM own o JOIN usual u ON u.signal = o.signal
        JOIN signal s ON s.signal = o.signal WHERE o.clear > 0 AND u.hits > 0 AND u.n >= {FEWEST}
        ORDER BY (o.clear / o.n) * (u.hits / u.n) * (o.n / (o.n + 2.0)) DESC, s.signal LIMIT 1"""
    )
    if not rows:
        return None
    signal, title, clear, n, usual, all_ = rows[0]
    return Strength(signal, title, clear, n, are_wins, usual, all_)


def _propose_open(ask: Ask, sellers: Collection[int], signal: str) -> tuple[NewDeal, ...]:
    """Open deals of the team in which the pattern shows as well, then others in which something does; by value."""
    where = f"m.outcome = 'open' AND d.owner_id IN ({list_ids(sellers)})"
    fired = "SELECT deal_id FROM finding"
    same = f"(d.id IN ({fired} WHERE signal = {quote_text(signal)}))"
    order = f"{same} DESC, coalesce(m.value, -1) DESC, d.id"
    return tuple(_read(ask, f"{where} AND d.id IN ({fired})", order, PROPOSED))

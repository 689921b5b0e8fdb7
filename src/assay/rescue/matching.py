"""Of an open deal like a loss: what matches, what does not, what is unknown and how to find it out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assay.asking.alike import LEFT_OUT
from assay.asking.ask import Ask, list_ids, list_texts


@dataclass(frozen=True)
class SignalFact:
    """A signal that fired on the loss. missing: what the record would have to hold, where the answer is unknown."""

    signal: str
    title: str
    missing: str = ""


@dataclass(frozen=True)
class Matched:
    """same: fired here too.  other: clear here.  unknown: cannot be answered here."""

    same: tuple[SignalFact, ...]
    other: tuple[SignalFact, ...]
    unknown: tuple[SignalFact, ...]


def match_signals(ask: Ask, loss: int, deals: Collection[int]) -> dict[int, Matched]:
    """Each of these open deals set against the loss, signal by signal of those that fired on it."""
    rows = ask(
        f"""
        SELECT o.deal_id, s.signal, s.title, s.unknown, o.answer
        FROM answer a JOIN signal s ON s.signal = a.signal
        JOIN answer o ON o.signal = a.signal AND o.deal_id IN ({list_ids(deals)})
        WHERE a.deal_id = {loss:d} AND a.answer = 'hit' AND a.signal NOT IN ({list_texts(LEFT_OUT)})
        ORDER BY o.deal_id, s.signal"""
    )
    found: dict[int, dict[str, list[SignalFact]]] = defaultdict(lambda: defaultdict(list))
    for deal, signal, title, missing, answer in rows:
        found[deal][answer].append(SignalFact(signal, title, missing if answer == "unknown" else ""))
    return {deal: Matched(*(tuple(found[deal][answer]) for answer in ("hit", "clear", "unknown"))) for deal in deals}


@dataclass(frozen=True)
class DriverGround:
    """A row that speaks for a driver at work in a deal."""

    deal_id: int
    driver: str
    kind: str
    table: str
    row_id: int
    signal: str
    occurred_at: int | None


def read_grounds(ask: Ask, deals: Collection[int], drivers: Sequence[str]) -> list[DriverGround]:
    """What speaks for these drivers in these deals, the latest first."""
    if not deals or not drivers:
        return []
    rows = ask(
        f"""
        SELECT deal_id, driver, kind, table_name, row_id, coalesce(signal, ''), occurred_at FROM reason_ground
        WHERE deal_id IN ({list_ids(deals)}) AND driver IN ({list_texts(drivers)}) AND way = 'for'
        ORDER BY deal_id, driver, occurred_at DESC NULLS LAST, row_id"""
    )
    return [DriverGround(*row) for row in rows]

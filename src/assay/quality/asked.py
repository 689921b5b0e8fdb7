"""Which signals can be asked, of what share of deals, and what the others lack."""

from dataclasses import dataclass

import duckdb

from assay.quality.lacking import PARTS


@dataclass(frozen=True)
class Asked:
    """One signal over all deals, open and closed.

    lacks: the two things that most deals without an answer lack, with their number; "too little to go by" where the
    record lacks nothing that the signal reads: too little happened on the deal, or too few were won before it.
    """

    signal: str
    title: str
    deals: int
    answered: int
    lacks: str

    @property
    def share(self) -> float:
        return self.answered / self.deals if self.deals else 0.0


def read_asked(connection: duckdb.DuckDBPyConnection) -> list[Asked]:
    """Every signal of the last run, the least answered first. Reads the tables of `find_lacking`."""
    rows = connection.execute(
        """SELECT s.signal, s.title, coalesce(sum(c.deals), 0), coalesce(sum(c.hit + c.clear), 0)
        FROM signal s LEFT JOIN coverage c ON c.signal = s.signal GROUP BY ALL ORDER BY 4, 2"""
    ).fetchall()
    lacks = _read_lacks(connection)
    return [Asked(name, title, int(deals), int(answered), lacks.get(name, "")) for name, title, deals, answered in rows]


def _read_lacks(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    order = list(PARTS)
    rows = connection.execute("SELECT signal, part, count(DISTINCT deal_id) FROM unanswered GROUP BY ALL").fetchall()
    rows.sort(key=lambda row: (-row[2], order.index(row[1]) if row[1] else len(order)))
    lacks: dict[str, list[str]] = {}
    for signal, part, deals in rows:
        words = PARTS[part].words if part else "too little to go by"
        lacks.setdefault(signal, []).append(f"{words} ({deals:,})")
    return {signal: ", ".join(words[:2]) for signal, words in lacks.items()}

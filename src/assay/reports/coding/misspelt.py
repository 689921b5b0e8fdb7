"""Competitors as people misspelt them, in the passages that coding found: for a person to say that they are meant."""

from dataclasses import dataclass, field

import duckdb

from assay.reports.catalogue.scope import Scope
from assay.reports.patterns.choice import write_hidden
from assay.tables.mention import OPEN_MENTION, OWN
from assay.words.rivals import find_rivals, learn_names
from assay.words.rivals.reading import list_rivals, read_names

#: passages that are looked through, the latest first: a second's work
MOST = 5_000


@dataclass
class Misspelling:
    """written: as it stands in a passage.  quote: the latest of them."""

    competitor: str
    written: str
    quote: str
    deals: set[int] = field(default_factory=set)


def find_misspellings(connection: duckdb.DuckDBPyConnection, scope: Scope) -> list[Misspelling]:
    """What was taken for a misspelt competitor in passages of deals that may be opened, the most frequent first."""
    names = read_names(connection)
    called = {rival.id: rival.name for rival in list_rivals(connection)}
    rows = connection.execute(
        f"""SELECT m.deal_id, m.quote FROM mention m JOIN deal d ON d.id = m.deal_id
        WHERE NOT ({write_hidden(scope)}) AND NOT d.is_deleted AND {OPEN_MENTION} AND {OWN}
        ORDER BY m.occurred_at DESC NULLS LAST, m.row_id, m."start" LIMIT {MOST}"""
    ).fetchall()
    found: dict[tuple[str, str], Misspelling] = {}
    for deal_id, quote in rows:
        for one in find_rivals(quote, names):
            if one.basis == "misspelling" and one.competitor_id is not None:
                name, written = called[one.competitor_id], " ".join(one.as_written.split())
                kept = found.setdefault((name, written.casefold()), Misspelling(name, written, quote))
                kept.deals.add(deal_id)
    return sorted(found.values(), key=lambda one: (-len(one.deals), one.competitor, one.written))


def find_alike(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Pairs of competitors of which the second may be the first, misspelt. They are counted apart."""
    rivals = {rival.name.casefold().strip(): rival for rival in list_rivals(connection)}
    called = {rival.id: rival.name for rival in rivals.values()}
    pairs = set()
    for rival in rivals.values():
        others = learn_names(other for other in rivals.values() if other is not rival)
        for one in find_rivals(f"We met {rival.name}", others):
            if one.basis == "misspelling" and one.competitor_id is not None:
                first, second = sorted((rival.name, called[one.competitor_id]))
                pairs.add((first, second))
    return sorted(pairs)

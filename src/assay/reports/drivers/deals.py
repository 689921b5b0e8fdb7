"""The deals in which a driver is likely, each with its probability and a quote, of those that may be opened."""

from dataclasses import dataclass

import duckdb

from assay.domain.tongue import say
from assay.reports.patterns.floor import is_telling
from assay.reports.wording import cut_text, write_day, write_outcome, write_share
from assay.tables.mention import OPEN_MENTION

#: deals listed: with more nobody reads on
_MOST = 50

_QUOTE = 180

#: from this probability on a driver is said to be at work
AT_WORK = 0.5

_DEALS = f"""
WITH quoted AS (
    SELECT g.deal_id, arg_max(m.quote, (coalesce(g.weight, 0), -m.start)) AS quote,
        arg_max(g.occurred_at, (coalesce(g.weight, 0), -m.start)) AS said_at
    FROM reason_ground g JOIN (SELECT * FROM mention WHERE {OPEN_MENTION}) m
        ON m.deal_id = g.deal_id AND m."table" = g.table_name AND m.row_id = g.row_id AND m.driver = g.driver
    WHERE g.driver = $1 AND g.way = 'for' AND g.kind <> 'finding' GROUP BY 1)
SELECT d.id, coalesce(nullif(d.name, ''), d.source_id), m.outcome, r.p_active, r.p, r.p_low, r.p_high, r.for_rows,
    r.against_rows, q.quote, q.said_at
FROM reason r JOIN moment m USING (deal_id) JOIN deal d ON d.id = r.deal_id LEFT JOIN quoted q ON q.deal_id = r.deal_id
WHERE r.driver = $1 AND NOT m.is_hidden AND r.p_active > {AT_WORK}
ORDER BY m.outcome = 'open' DESC, r.p_active DESC, d.id LIMIT {_MOST}"""

_COUNTS = f"""
SELECT count(*) FILTER (m.outcome IN ('lost', 'no_decision')), count(*) FILTER (m.outcome = 'won'),
    count(*) FILTER (m.outcome = 'open'), count(*) FILTER (m.is_hidden)
FROM reason r JOIN moment m USING (deal_id) WHERE r.driver = $1 AND r.p_active > {AT_WORK}"""


@dataclass(frozen=True)
class DealLine:
    """One deal in which a driver is likelier at work than not."""

    deal_id: int
    name: str
    outcome: str
    active: str
    material: str
    grounds: str
    quote: str


def list_deals(connection: duckdb.DuckDBPyConnection, driver: str) -> list[DealLine]:
    """Of the narrowed deals those that may be opened, open ones first; quotes are those open to all."""
    return [_make_line(*row) for row in connection.execute(_DEALS, [driver]).fetchall()]


def count_at_work(connection: duckdb.DuckDBPyConnection, driver: str) -> tuple[int, int, int] | None:
    """In how many of the narrowed deals it is likely: lost, won, open. None where that tells of single deals."""
    (row,) = connection.execute(_COUNTS, [driver]).fetchall()
    return None if is_telling(row[3]) else (int(row[0]), int(row[1]), int(row[2]))


def _make_line(
    deal_id: int,
    name: str,
    outcome: str,
    active: float,
    p: float,
    low: float,
    high: float,
    speak_for: int,
    speak_against: int,
    quote: str | None,
    said_at: int | None,
) -> DealLine:
    said = f"\u201c{cut_text(quote, _QUOTE)}\u201d" if quote else ""
    return DealLine(
        deal_id=deal_id,
        name=name,
        outcome=write_outcome(outcome),
        active=write_share(active),
        material=say(
            "{p} ({low} to {high})", p=write_share(p), low=f"{low * 100:.0f}", high=f"{high * 100:.0f}\u00a0%"
        ),
        grounds=say("{for_it} for, {against} against", for_it=speak_for, against=speak_against),
        quote=" ".join(filter(None, (said, write_day(said_at) if said else ""))),
    )

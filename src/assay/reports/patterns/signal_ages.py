"""One signal over the ages of chosen deals: how often it fired among the lost and the won ones, with n."""

import duckdb

from assay.domain.tongue import say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.patterns.drawings import draw_hit_shares
from assay.reports.patterns.floor import is_telling
from assay.reports.team_charts import FEWEST
from assay.reports.wording import write_number
from assay.stats.share import share

_AGES = """
SELECT l.age_days, CASE WHEN l.outcome = 'won' THEN 'won' ELSE 'lost' END AS side,
       count(*) FILTER (l.answer = 'hit'), count(*), count(*) FILTER (m.is_hidden)
FROM landmark l JOIN moment m USING (deal_id)
WHERE l.signal = $1 AND l.answer <> 'unknown' AND l.outcome IN ('won', 'lost', 'no_decision')
GROUP BY ALL ORDER BY l.age_days, side"""

_HITS = """
SELECT count(*) FILTER (a.answer = 'hit'), count(*) FILTER (a.answer <> 'unknown'), count(*),
       count(*) FILTER (m.is_hidden)
FROM answer a JOIN moment m USING (deal_id) WHERE a.signal = $1"""


def count_hits(connection: duckdb.DuckDBPyConnection, signal: str) -> tuple[int, int, int] | None:
    """On how many of the narrowed deals it fires now, of how many that could answer, and of how many in all.

    None where that would tell of single deals.
    """
    (row,) = connection.execute(_HITS, [signal]).fetchall()
    return None if is_telling(row[3]) else (int(row[0]), int(row[1]), int(row[2]))


def chart_signal(connection: duckdb.DuckDBPyConnection, signal: str) -> tuple[Numbers, Chart] | None:
    """The share of the narrowed deals in which the signal fired at each age; small groups show the interval alone."""
    rows: list[tuple[Cell, ...]] = []
    for age, side, hits, n, hidden in connection.execute(_AGES, [signal]).fetchall():
        interval = None if is_telling(hidden) else share(hits, n)
        if interval:
            shown = interval.mid if n >= FEWEST else None
            rows.append((age, side, hits, n, shown, interval.low, interval.high))
    if not rows:
        return None
    columns = {"age_days": "count", "outcome": "word", "fired": "count", "answered": "count"}
    numbers = Numbers(f"ages-{signal}", columns | {"share": "rate", "low": "share", "high": "share"}, tuple(rows))
    most = max(int(str(row[3])) for row in rows)
    about = say(
        "n = up to {n} deals a side and age, that were still alive at it and could answer. Lines are "
        "95\u00a0% intervals; fewer than {fewest} deals show the interval alone. Deals in all stages: the lift "
        "above also holds the stage equal.",
        n=write_number(most),
        fewest=FEWEST,
    )
    ages = len({row[0] for row in rows})
    alt = say("For {n} ages the share in which it fired, among lost and among won deals.", n=ages)
    return numbers, draw_chart(numbers, draw_hit_shares(), title=say("At each age"), about=about, alt=alt)

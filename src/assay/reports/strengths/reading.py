"""Strengths: what won deals of some sellers had more often than the won deals of all others.

Won deals are set beside won deals, not beside lost ones: those live shorter and gather less of everything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

import duckdb
from scipy.stats import fisher_exact

from assay.asking.ask import list_ids
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.wilson import bound_share

#: below so many won deals nothing is said of anybody
FEWEST = 10

#: what share of false claims is borne
_BORNE = 0.1

_WON = """
WITH won AS (
  SELECT m.deal_id, coalesce(d.owner_id IN ({sellers}), false) AS own FROM moment m JOIN deal d ON d.id = m.deal_id
  WHERE m.outcome = 'won' AND NOT d.is_deleted)"""

#: signals that are seen more among lost deals, and kept away here: theirs is the share of deals on which they are clear
_SIGNALS = """, asked AS (SELECT c.signal, w.own, a.answer = 'clear' AS hit FROM won w
  JOIN answer a ON a.deal_id = w.deal_id AND a.answer <> 'unknown' AND a.view = 'look_back'
  JOIN comparison c ON c.signal = a.signal AND c.lift_low > 1)
SELECT 'signal', signal, count(*) FILTER (own AND hit), count(*) FILTER (own), count(*) FILTER (NOT own AND hit),
  count(*) FILTER (NOT own) FROM asked GROUP BY signal ORDER BY signal"""

#: of deals whose buyer said something of us, those with good words on a theme
_WORDS = """, told AS (SELECT DISTINCT w.deal_id, w.own FROM won w JOIN mention t ON t.deal_id = w.deal_id
  WHERE t.side = 'buyer' AND t.about = 'us'),
good AS (SELECT DISTINCT deal_id, theme FROM mention
  WHERE side = 'buyer' AND about = 'us' AND polarity = 'for' AND theme IS NOT NULL),
asked AS (SELECT s.theme, t.own, g.deal_id IS NOT NULL AS hit FROM told t CROSS JOIN (SELECT DISTINCT theme FROM good) s
  LEFT JOIN good g ON g.deal_id = t.deal_id AND g.theme = s.theme)
SELECT 'theme', theme, count(*) FILTER (own AND hit), count(*) FILTER (own), count(*) FILTER (NOT own AND hit),
  count(*) FILTER (NOT own) FROM asked GROUP BY theme ORDER BY theme"""


@dataclass(frozen=True)
class Strength:
    """What was seen more often in these won deals than in those of others."""

    kind: Annotated[str, "theme: the buyer's good words; signal: one that is seen among lost deals did not fire"]
    code: Annotated[str, "of the theme or the signal"]
    hits: Annotated[int, "of the own won deals, those that had it"]
    n: Annotated[int, "own won deals of which it is known"]
    low: Annotated[float, "lower end of the 95 % interval of hits / n"]
    high: Annotated[float, "its upper end"]
    other_hits: Annotated[int, "of the others' won deals, those that had it"]
    other_n: Annotated[int, "the others' won deals of which it is known"]


@dataclass(frozen=True)
class Strengths:
    """What is known of some sellers' won deals."""

    won: Annotated[int, "how many they have won"]
    found: Annotated[tuple[Strength, ...], "what stands out, the plainest first; none below FEWEST"]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough won deals to say anything."""
        return self.won >= FEWEST


def read_strengths(connection: duckdb.DuckDBPyConnection, sellers: Collection[int]) -> Strengths:
    """What the won deals of these sellers had more often than all other won deals.

    One-sided exact test (Fisher 1922, JRSS 85:87; scipy.stats.fisher_exact), false claims held to a tenth of all that
    was asked (Benjamini and Hochberg 1995), and the 95 % interval of the own share (Wilson 1927).
    """
    won = _WON.format(sellers=list_ids(sellers))
    count = connection.execute(won + "SELECT count(*) FILTER (own) FROM won").fetchall()[0][0]
    if count < FEWEST:
        return Strengths(count, ())
    rows = [*connection.execute(won + _WORDS).fetchall(), *connection.execute(won + _SIGNALS).fetchall()]
    asked = [row for row in rows if row[3] >= FEWEST and row[5] >= FEWEST]
    return Strengths(count, choose_strengths(asked))


def choose_strengths(asked: list[tuple[str, str, int, int, int, int]]) -> tuple[Strength, ...]:
    """Those of (kind, code, hits, n, other hits, other n) that stand out, by their q."""
    ps = [
        float(fisher_exact([[hits, n - hits], [others, of - others]], alternative="greater").pvalue)
        for _kind, _code, hits, n, others, of in asked
    ]
    found = []
    for row, q in zip(asked, adjust_for_asking(list(ps)), strict=True):
        bounds = bound_share(row[2], row[3])
        if q is not None and q <= _BORNE and bounds is not None:
            found.append((q, Strength(*row[:4], bounds.low, bounds.high, *row[4:])))
    return tuple(one for _q, one in sorted(found, key=lambda pair: (pair[0], pair[1].code)))

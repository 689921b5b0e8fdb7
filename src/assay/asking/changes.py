"""Whether what somebody did changed anything: a figure before and after, of deals that had as long to end (T10).

The share of a signal is of ended deals in which it could be told; that of a driver is of lost deals of which anybody
said a reason. After an action was done only deals opened since then count, and of those only the ended ones: they are
set beside the deals opened in as many days before it and ended in them, so that quick deals do not pass for a change.
"""

from dataclasses import dataclass
from math import ceil, sqrt

from assay.asking.ask import Ask, list_texts
from assay.asking.circles import FLOOR
from assay.domain.interval import Interval
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY
from assay.stats.enough import round_up
from assay.stats.share import normal_quantile, share
from assay.store.quoting import quote_text
from assay.tables.mention import OPEN_MENTION, OWN

#: the figure before is that of the deals opened in so many days and ended in them
BEFORE_DAYS = 365
#: a change is looked for that halves the share, and found 8 times in 10
SOUGHT, POWER = 0.5, 0.8
#: fewer deals than this are never waited for, and more than this are out of sight
FEWEST, MOST = 20, 1000
#: by what deals are chosen
FIELDS = ("segment", "product", "size_band")

SIGNAL, DRIVER = "signal", "driver"


@dataclass(frozen=True)
class Figure:
    """What is looked at, and on which deals: kind signal or driver, its name, and one value of one of FIELDS or all."""

    kind: str
    name: str
    field: str = ""
    value: str = ""

    @property
    def key(self) -> str:
        """As it is kept: "signal people.single_thread"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Counted:
    """hits of n deals. share: with Wilson's interval, None of no deals."""

    hits: int
    n: int

    @property
    def share(self) -> Interval | None:
        """The share with its interval."""
        return share(self.hits, self.n)


@dataclass(frozen=True)
class Change:
    """The figure before and after, over the same number of days. difference: after less before, with its interval.

    verdict: less, more, or cannot_tell where the interval holds 0 or either side has too few deals.
    """

    before: Counted
    after: Counted
    days: int
    difference: Interval | None
    verdict: str


def count_standing(ask: Ask, figure: Figure, until: int) -> Counted:
    """The figure of the deals opened in BEFORE_DAYS before `until` and ended by then."""
    return count_hits(ask, figure, until - BEFORE_DAYS * DAY, until)


def compare_since(ask: Ask, figure: Figure, done_at: int, now: int) -> Change:
    """The figure since `done_at` up to `now`, beside that of as many days before it."""
    span = max(now - done_at, 0)
    before = count_hits(ask, figure, done_at - span, done_at)
    after = count_hits(ask, figure, done_at, now)
    difference, verdict = weigh(before, after)
    return Change(before, after, span // DAY, difference, verdict)


def weigh(before: Counted, after: Counted) -> tuple[Interval | None, str]:
    """The difference of both shares with Newcombe's interval, and what it tells.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10. Check: its table II, 56/70 against 48/80.
    """
    one, two = before.share, after.share
    if one is None or two is None or min(before.n, after.n) < FLOOR:
        return None, "cannot_tell"
    mid = two.mid - one.mid
    low = mid - sqrt((two.mid - two.low) ** 2 + (one.high - one.mid) ** 2)
    high = mid + sqrt((two.high - two.mid) ** 2 + (one.mid - one.low) ** 2)
    verdict = "less" if high < 0 else "more" if low > 0 else "cannot_tell"
    return Interval(low, mid, high, before.n + after.n), verdict


def find_enough(standing: Counted) -> int:
    """After how many ended deals a halved share would be told from this one, POWER of the times, FEWEST at least.

    Fleiss, Levin and Paik 2003, eq. 4.14, for as many deals before as after; rounded up, and MOST where it is out of
    sight or nothing is known yet.
    """
    if standing.n < FLOOR or standing.hits == 0:
        return MOST
    one = standing.hits / standing.n
    two = one * SOUGHT
    mean = (one + two) / 2
    z_level, z_power = normal_quantile(0.95), normal_quantile(2 * POWER - 1)
    root = z_level * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(one * (1 - one) + two * (1 - two))
    return min(max(round_up(ceil((root / (one - two)) ** 2)), FEWEST), MOST)


def count_hits(ask: Ask, figure: Figure, opened_from: int, ended_by: int) -> Counted:
    """In how many of the deals opened at `opened_from` or later and ended before `ended_by` it shows."""
    terms = [f"m.opened_at >= {opened_from:d}", f"m.closed_at < {ended_by:d}"]
    if figure.field in FIELDS:
        terms.append(f"m.{figure.field} = {quote_text(figure.value)}")
    where = " AND ".join(terms)
    query = _SIGNAL if figure.kind == SIGNAL else _DRIVER
    outcomes = list_texts(COMPARED)
    ((hits, n),) = ask(query.format(name=quote_text(figure.name), where=where, outcomes=outcomes))
    return Counted(int(hits), int(n))


_SIGNAL = """
SELECT count(*) FILTER (a.answer = 'hit'), count(*)
FROM moment m JOIN answer a ON a.deal_id = m.deal_id AND a.signal = {name}
WHERE m.outcome IN ({outcomes}) AND a.answer <> 'unknown' AND {where}"""

_DRIVER = f"""
WITH told AS (
  SELECT deal_id, bool_or(driver = {{name}}) AS hit FROM mention
  WHERE coalesce(driver, '') <> '' AND {OWN} AND {OPEN_MENTION} GROUP BY deal_id)
SELECT count(*) FILTER (t.hit), count(*) FROM moment m JOIN told t ON t.deal_id = m.deal_id
WHERE m.outcome IN ({{outcomes}}) AND m.outcome <> 'won' AND {{where}}"""


def list_values(ask: Ask) -> list[tuple[str, str]]:
    """The segments, products and sizes that deals can be chosen by: field and value, those of FLOOR deals or more."""
    found = []
    for field in FIELDS:
        rows = ask(
            f"SELECT {field} FROM moment WHERE coalesce({field}, '') <> '' GROUP BY 1"
            f" HAVING count(*) >= {FLOOR} ORDER BY 1 LIMIT 60"
        )
        found += [(field, str(value)) for (value,) in rows]
    return found

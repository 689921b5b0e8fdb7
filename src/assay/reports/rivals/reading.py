"""Reads what was worked out about competitors, as far as its reader may know of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import duckdb

from assay.reports.catalogue.scope import Scope
from assay.reports.following import find_followed
from assay.reports.patterns.choice import WHOLE, write_hidden
from assay.reports.patterns.floor import FLOOR, part_few
from assay.tables.mention import OPEN_MENTION, OWN

_T = TypeVar("_T")


@dataclass(frozen=True)
class Rate:
    """A row of competitor_rate, without what its reader may not know: is_withheld. Shares from 0 to 1."""

    kind: str
    competitor_id: int | None
    competitor: str | None
    theme: str | None
    period: str | None
    period_start: int | None
    won: int
    lost: int
    no_decision: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    pooled: float | None
    pooled_low: float | None
    pooled_high: float | None
    is_told: bool
    more_needed: int | None
    late_won: int
    late_lost: int
    is_withheld: bool = False

    @property
    def n(self) -> int:
        """Deals won or lost."""
        return self.won + self.lost


@dataclass(frozen=True)
class Changed:
    """A row of competitor_change."""

    competitor_id: int
    competitor: str | None
    theme: str | None
    before_from: str
    before_to: str
    after_from: str
    after_to: str
    before_won: int
    before_n: int
    after_won: int
    after_n: int
    before: float | None
    before_low: float | None
    before_high: float | None
    after: float | None
    after_low: float | None
    after_high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    p_fall: float | None
    lfdr: float | None
    verdict: str
    smallest: float | None
    more_needed: int | None
    p_strength: float | None
    event_id: int | None
    is_blunted: bool
    asked: int


@dataclass(frozen=True)
class Act:
    """Something a competitor did, as the record holds it. verdicts: of each theme, None for all, what followed."""

    event_id: int
    competitor_id: int
    theme: str | None
    what: str
    occurred_at: int | None
    link: str
    source: str
    verdicts: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True)
class Quote:
    """What a buyer said of a theme, in a deal that the reader may open."""

    theme: str
    part: str
    deal_id: int
    deal: str
    occurred_at: int | None
    text: str
    language: str


@dataclass(frozen=True)
class Narrowed:
    """A row of rate_narrowing: a win rate as of the end of a quarter. competitor_id: None for all deals."""

    competitor_id: int | None
    competitor: str | None
    quarter: str
    until: int
    won: int
    lost: int
    rate: float
    rate_low: float
    rate_high: float
    apart_from_id: int | None
    is_apart: bool | None
    enough_at: int | None

    @property
    def n(self) -> int:
        """Deals won or lost by then."""
        return self.won + self.lost


@dataclass(frozen=True)
class Rivals:
    """All of it. is_made: it was worked out at all.

    at_once: deals that ended and play no part, since somebody closed many at once; None where that is not to be told.
    """

    rates: tuple[Rate, ...]
    changes: tuple[Changed, ...]
    acts: tuple[Act, ...]
    is_made: bool
    at_once: int | None = None
    narrowed: tuple[Narrowed, ...] = ()

    def list_totals(self) -> list[Rate]:
        """The rate against each competitor over all time, those with most decided deals first."""
        found = [one for one in self.rates if one.kind == "competitor" and not one.theme and not one.period]
        return sorted(found, key=lambda one: (-one.n, one.competitor or ""))


_ACTS = """
SELECT v.id, coalesce(f.first_id, v.competitor_id), v.theme, v.what, v.occurred_at, coalesce(v.link, v.source_url, ''),
  v.source
FROM competitor_event v JOIN competitor c ON c.id = v.competitor_id
LEFT JOIN (SELECT lower(trim(name)) AS name, min(id) AS first_id FROM competitor WHERE id IN (
  SELECT competitor_id FROM competitor_rate) GROUP BY 1) f ON f.name = lower(trim(c.name))
WHERE NOT v.is_deleted AND NOT c.is_deleted ORDER BY v.occurred_at, v.id"""

#: as the figures leave them out: the day of closing tells nothing of when these deals ended
_AT_ONCE = """
SELECT count(*) FROM moment
WHERE "view" = 'look_back' AND outcome IN ('won', 'lost', 'no_decision') AND closed_in_batch"""

_QUOTES = f"""
SELECT q.theme, q.part, q.deal_id, coalesce(d.name, d.source_id), q.occurred_at, said.quote, coalesce(said.language, '')
FROM competitor_quote q JOIN (SELECT * FROM mention WHERE {OWN} AND {OPEN_MENTION}) said
  ON said."table" = q."table" AND said.row_id = q.row_id AND said.start = q.start AND said.deal_id = q.deal_id
JOIN {WHOLE} m ON m.deal_id = q.deal_id JOIN deal d ON d.id = q.deal_id
WHERE q.competitor_id = $1 AND NOT ({{hidden}})
ORDER BY q.theme, q.part, q.occurred_at DESC, q.deal_id, q.row_id, q.start"""


def read_rivals(connection: duckdb.DuckDBPyConnection, *, is_blurred: bool) -> Rivals:
    """What the last run left. is_blurred: what rests on few deals of somebody else's is left out."""
    rates = tuple(_read_rows(connection, "competitor_rate", Rate, "kind, competitor_id, theme, period_start"))
    changes = tuple(_read_rows(connection, "competitor_change", Changed, "competitor_id, theme"))
    narrowed = tuple(_read_rows(connection, "rate_narrowing", Narrowed, "competitor_id NULLS FIRST, until"))
    verdicts = defaultdict(list)
    checks = "SELECT event_id, theme, verdict FROM competitor_event_check ORDER BY event_id, theme NULLS FIRST"
    for event, theme, verdict in connection.execute(checks).fetchall():
        verdicts[event].append((theme, verdict))
    acts = tuple(replace(Act(*row), verdicts=tuple(verdicts[row[0]])) for row in connection.execute(_ACTS).fetchall())
    if is_blurred:
        rates, changes = _blur_rates(rates), tuple(map(_blur_change, changes))
        narrowed = _blur_narrowed(narrowed, rates)
        told = {(one.competitor_id, one.theme) for one in changes if one.verdict != "not_enough"}
        acts = tuple(
            replace(one, verdicts=tuple(pair for pair in one.verdicts if (one.competitor_id, pair[0]) in told))
            for one in acts
        )
    ((at_once,),) = connection.execute(_AT_ONCE).fetchall()
    is_told = not is_blurred or at_once >= FLOOR
    is_made = find_followed(connection, "competitors").is_made
    return Rivals(rates, changes, acts, is_made, at_once if is_told else None, narrowed)


def read_quotes(connection: duckdb.DuckDBPyConnection, competitor_id: int, scope: Scope) -> tuple[Quote, ...]:
    """What buyers said before and after in deals with the competitor, of deals that may be opened.

    What a circle alone may see is never among them, as the record has it now.
    """
    query = _QUOTES.format(hidden=write_hidden(scope))
    return tuple(Quote(*row) for row in connection.execute(query, [competitor_id]).fetchall())


def _read_rows(connection: duckdb.DuckDBPyConnection, table: str, kind: type[_T], order: str) -> list[_T]:
    names = [field.name for field in fields(kind) if field.name != "is_withheld"]  # type: ignore[arg-type]
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}").fetchall()
    return [kind(*row) for row in found]


def _blur_rates(rates: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """Of the rates of one competitor over themes, or over periods, none tells of few deals, also not by subtraction."""
    groups: dict[tuple[object, ...], list[Rate]] = defaultdict(list)
    for one in rates:
        if one.theme and one.period:
            groups["both", one.competitor_id, one.theme].append(one)
        elif one.theme or one.period:
            groups["theme" if one.theme else "period", one.competitor_id].append(one)
        else:
            groups["kind" if one.kind != "competitor" else "whole", one.kind != "competitor"].append(one)
    kept: set[Rate] = set()
    for group in groups.values():
        kept.update(part_few(group, lambda one: one.n + one.no_decision)[0])
    return tuple(one if one in kept else _withhold(one) for one in rates)


def _withhold(one: Rate) -> Rate:
    nothing = dict.fromkeys(("rate", "rate_low", "rate_high", "pooled", "pooled_low", "pooled_high", "more_needed"))
    zero = dict.fromkeys(("won", "lost", "no_decision", "late_won", "late_lost"), 0)
    return replace(one, **nothing, **zero, is_told=False, is_withheld=True)  # type: ignore[arg-type]


def _blur_narrowed(narrowed: tuple[Narrowed, ...], rates: Sequence[Rate]) -> tuple[Narrowed, ...]:
    """From the newest quarter back those between which enough deals ended that none is told by subtraction."""
    withheld = {(one.kind, one.competitor_id) for one in rates if one.is_withheld and not one.theme and not one.period}
    kept: list[Narrowed] = []
    for one in reversed(narrowed):
        newer = kept[-1].n if kept and kept[-1].competitor_id == one.competitor_id else None
        is_open = ("all" if one.competitor_id is None else "competitor", one.competitor_id) not in withheld
        if is_open and one.n >= FLOOR and (newer is None or newer - one.n >= FLOOR):
            kept.append(one)
    return tuple(reversed(kept))


def _blur_change(one: Changed) -> Changed:
    if min(one.before_n, one.after_n) >= FLOOR:
        return one
    names = ("before", "after", "change")
    nothing = dict.fromkeys(name + end for name in names for end in ("", "_low", "_high"))
    others = dict.fromkeys(("p_fall", "lfdr", "smallest", "more_needed", "p_strength", "event_id"))
    zero = dict.fromkeys(("before_won", "before_n", "after_won", "after_n"), 0)
    return replace(one, **nothing, **others, **zero, verdict="not_enough", is_blunted=False)  # type: ignore[arg-type]

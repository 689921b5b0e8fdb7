"""Rows of competitor_rate: as counted, and drawn towards what others tell where there are cells for it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from assay.domain.interval import Interval
from assay.patterns.rivals.change import Cells
from assay.patterns.rivals.ended import Number
from assay.runs.concluding.competitors.layout import Layout
from assay.runs.concluding.competitors.reading import DealRow
from assay.runs.floor import FEWEST_COMPARABLE
from assay.stats.enough import round_up
from assay.stats.share import normal_quantile, share

#: a rate is known to so many points, 0 to 1, when half its interval is as wide
_KNOWN_TO = 0.10

Row = tuple[Any, ...]
_Key = tuple[str, int | None, str | None]


def list_rates(layout: Layout, rows: list[DealRow], by_rival: Cells | None, by_theme: Cells | None) -> list[Row]:
    """All kinds of deals, each competitor, each with each theme; and where there are cells, over periods."""
    pooled = _pool_totals(layout, by_rival, is_whole=True) | _pool_totals(layout, by_theme, is_whole=False)
    late = _count_late(rows)
    found: list[Row] = []
    for key, outcomes in sorted(_count_outcomes(rows).items(), key=lambda item: tuple(map(str, item[0]))):
        counted = (outcomes["won"], outcomes["lost"], outcomes["no_decision"])
        kind, rival, theme = key
        is_rival = kind == "competitor" and theme is None and rival is not None
        left_out = (late[rival, "won"], late[rival, "lost"]) if is_rival and rival is not None else (0, 0)
        found.append(
            _write(key, (None, None), counted, pooled.get((rival, theme)) if rival is not None else None, left_out)
        )
    for cells, is_whole in ((by_rival, True), (by_theme, False)):
        found += _list_periods(layout, cells, rows, is_whole=is_whole) if cells else []
    return found


def _count_outcomes(rows: list[DealRow]) -> dict[_Key, Counter[str]]:
    """A deal counts once in its kind, and once with each competitor that was known in time."""
    kinds: dict[int, tuple[str, str]] = {}
    counts: dict[_Key, Counter[str]] = {}
    for row in rows:
        is_known = row.rival_id is not None and row.in_time
        if is_known:
            for theme in (None, row.theme):
                counts.setdefault(("competitor", row.rival_id, theme), Counter())[row.outcome] += 1
        if row.rival_id is not None and not row.in_time:
            # named too late to count; it is known at least that there was somebody, so that none is out of the question
            counts.setdefault(("competitor", row.rival_id, None), Counter())
        kind = "known" if is_known else "none" if row.is_none and row.rival_id is None else "unknown"
        if kinds.get(row.deal_id, ("", ""))[0] != "known":
            kinds[row.deal_id] = (kind, row.outcome)
    for kind, outcome in kinds.values():
        counts.setdefault((kind, None, None), Counter())[outcome] += 1
        counts.setdefault(("all", None, None), Counter())[outcome] += 1
    return counts


def _count_late(rows: list[DealRow]) -> Counter[tuple[int | None, str]]:
    return Counter((row.rival_id, row.outcome) for row in rows if row.rival_id is not None and not row.in_time)


def _pool_totals(layout: Layout, cells: Cells | None, *, is_whole: bool) -> dict[tuple[int, str | None], Interval]:
    """Over all periods, each weighing as many deals as it has."""
    if cells is None:
        return {}
    n = cells.counts.n
    total = n.sum(axis=1, keepdims=True)
    weight = np.where(total > 0, n / np.where(total > 0, total, 1), 1 / n.shape[1])
    told = cells.tell_rate(weight)
    return {layout.name_cell(cell, is_whole=is_whole): one for cell, one in enumerate(told) if total[cell, 0] > 0}


def _list_periods(layout: Layout, cells: Cells, rows: list[DealRow], *, is_whole: bool) -> Iterator[Row]:
    won, n = layout.count_deals(is_whole=is_whole)
    undecided = _count_undecided(layout, rows, is_whole=is_whole)
    for period in range(layout.periods.count):
        at: Number = np.zeros_like(n)
        at[:, period] = 1
        told = cells.tell_rate(at)
        when = (layout.name_period(period), layout.start_period(period))
        for cell in range(len(n)):
            rival, theme = layout.name_cell(cell, is_whole=is_whole)
            without = undecided[rival, theme, period]
            if n[cell].sum() and (is_whole or n[cell, period] or without):
                counted = (int(won[cell, period]), int(n[cell, period] - won[cell, period]), without)
                yield _write(("competitor", rival, theme), when, counted, told[cell], (0, 0))


def _count_undecided(layout: Layout, rows: list[DealRow], *, is_whole: bool) -> Counter[tuple[int, str | None, int]]:
    """Deals without a decision by competitor, theme and period."""
    found: Counter[tuple[int, str | None, int]] = Counter()
    for row in rows:
        if row.rival_id is not None and row.in_time and row.outcome == "no_decision":
            period = int(layout.periods.place(np.array([row.quarter]))[0])
            found[row.rival_id, None if is_whole else row.theme, period] += 1
    return found


def _write(
    key: _Key,
    when: tuple[str | None, int | None],
    counted: tuple[int, int, int],
    pooled: Interval | None,
    late: tuple[int, int],
) -> Row:
    won, lost, _ = counted
    n = won + lost
    raw = share(won, n)
    is_told = n >= FEWEST_COMPARABLE
    return (*key, *when, *counted, *_spell(raw), *_spell(pooled), is_told, _count_more(won, n), *late)


def _spell(found: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (found.mid, found.low, found.high) if found else (None, None, None)


def _count_more(won: int, n: int) -> int:
    """How many more deals bring half the interval down to _KNOWN_TO, were the rate as it is drawn a little to half."""
    rate = (won + 2) / (n + 4)
    more = normal_quantile(0.95) ** 2 * rate * (1 - rate) / _KNOWN_TO**2 - n
    return round_up(more) if more > 0 else 0

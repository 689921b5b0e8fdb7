"""The part of competitors: rates, changes, acts held against them, and where buyers spoke of it."""

from typing import Any

import numpy as np

from assay.domain.tongue import mark
from assay.patterns.rivals.change import Act, Cells, draw_cells, hold_acts, judge_changes
from assay.patterns.rivals.ended import Decided, Ended, choose_periods, count_cells, list_largest
from assay.runs.concluding.competitors.layout import Layout, list_schema
from assay.runs.concluding.competitors.rates import list_rates
from assay.runs.concluding.competitors.reading import DealRow, EventRow, read_deals, read_events
from assay.runs.concluding.competitors.telling import list_changes, list_checks, list_narrowing, make_quotes
from assay.runs.concluding.part import Part, Work
from assay.tables.column import Table
from assay.tables.concluded.competitor import (
    COMPETITOR_CHANGE,
    COMPETITOR_EVENT_CHECK,
    COMPETITOR_QUOTE,
    COMPETITOR_RATE,
    NO_THEME,
    RATE_NARROWING,
)

_TABLES = (COMPETITOR_RATE, COMPETITOR_CHANGE, COMPETITOR_EVENT_CHECK, COMPETITOR_QUOTE, RATE_NARROWING)


def make_competitors(work: Work) -> None:
    """Leaves the local table new_NAME of each of the part's tables."""
    rows = read_deals(work)
    events = read_events(work)
    layout = lay_out(rows, work.home.fiscal_start)
    by_theme, by_rival = (_draw(layout, themes) for themes in (len(layout.themes), 1))
    changes: list[tuple[Any, ...]] = []
    checks: list[tuple[Any, ...]] = []
    for cells, is_whole in ((by_rival, True), (by_theme, False)):
        judged = judge_changes(cells) if cells else None
        if cells and judged:
            held = hold_acts(cells, judged, _place_acts(layout, events, is_whole=is_whole))
            changes += list_changes(layout, judged, held, is_whole=is_whole)
            checks += list_checks(layout, held, events, is_whole=is_whole)
    _put_named(work, COMPETITOR_RATE, list_rates(layout, rows, by_rival, by_theme))
    _put_named(work, COMPETITOR_CHANGE, changes)
    _put_named(work, RATE_NARROWING, list_narrowing(layout, _find_decided(rows), work.clock.as_of))
    work.gathering.local.put("new_competitor_event_check", list_schema(COMPETITOR_EVENT_CHECK), checks)
    make_quotes(work, layout)


def _put_named(work: Work, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Rows without the name of the competitor, which the record gives."""
    schema = {column: type_ for column, type_ in list_schema(table).items() if column != "competitor"}
    work.gathering.local.put("rival_row", schema, rows)
    columns = ", ".join("c.name AS competitor" if column == "competitor" else f"r.{column}" for column in table.names)
    work.gathering.make(
        f"new_{table.name}", f"SELECT {columns} FROM rival_row r LEFT JOIN competitor c ON c.id = r.competitor_id"
    )


def lay_out(rows: list[DealRow], fiscal_start: int) -> Layout:
    """Numbers for competitors and themes, periods, and the decided deals with a competitor known in time."""
    known = [row for row in rows if row.rival_id is not None and row.in_time and row.outcome in ("won", "lost")]
    rivals = sorted({row.rival_id for row in rows if row.rival_id is not None})
    themes = [*sorted({row.theme for row in rows} - {NO_THEME}), NO_THEME]
    per_deal: dict[int, int] = {}
    for row in known:
        per_deal[row.deal_id] = per_deal.get(row.deal_id, 0) + 1
    rival_numbers = {rival: number for number, rival in enumerate(rivals)}
    ended = Ended(
        quarter=np.array([row.quarter for row in known], dtype=np.int64),
        rival=np.array([rival_numbers[row.rival_id] for row in known if row.rival_id is not None], dtype=np.int64),
        theme=np.array([themes.index(row.theme) for row in known], dtype=np.int64),
        won=np.array([row.outcome == "won" for row in known], dtype=np.float64),
        weight=np.array([1 / per_deal[row.deal_id] for row in known], dtype=np.float64),
        deal=np.array([row.deal_id for row in known], dtype=np.int64),
    )
    periods = choose_periods(ended, max((row.quarter for row in rows), default=0))
    largest = list_largest(ended) if known else np.zeros(0, dtype=np.int64)
    return Layout(tuple(rivals), tuple(themes), ended, periods, largest, fiscal_start)


def _find_decided(rows: list[DealRow]) -> Decided:
    deals = {row.deal_id: row for row in rows if row.outcome in ("won", "lost")}.values()
    return Decided(
        quarter=np.array([row.quarter for row in deals], dtype=np.int64),
        won=np.array([row.outcome == "won" for row in deals], dtype=np.float64),
    )


def _draw(layout: Layout, themes: int) -> Cells | None:
    if not len(layout.largest):
        return None
    return draw_cells(count_cells(layout.ended, layout.periods, layout.largest, themes))


def _place_acts(layout: Layout, events: list[EventRow], *, is_whole: bool) -> list[Act]:
    """Each act with the cells that it is about.

    One about a theme is held against that alone; one without a theme against each, and the competitor as a whole.
    """
    acts = []
    for event in events:
        place = layout.find_place(event.rival_id)
        if place is None or (is_whole and event.theme is not None):
            continue
        asked = layout.themes[:-1] if event.theme is None else (event.theme,)
        themes = [number for number, theme in enumerate(layout.themes) if theme in asked]
        cells = (place,) if is_whole else tuple(place * len(layout.themes) + number for number in themes)
        period = int(layout.periods.place(np.array([event.quarter]))[0])
        acts.append(Act(event.key, cells, period))
    return acts


COMPETITORS = Part(
    "competitors",
    mark("setting deals against each competitor"),
    _TABLES,
    make_competitors,
    version=2,
    needs=lambda home: str(home.fiscal_start),
)

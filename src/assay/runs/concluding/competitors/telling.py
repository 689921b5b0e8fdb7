"""Rows of what changed, of what competitors did, and of where buyers spoke of it."""

from typing import Any

from assay.patterns.rivals.change import ENDS, Change, Held, weigh_ends
from assay.patterns.rivals.ended import Decided
from assay.patterns.rivals.narrowing import follow_rates
from assay.runs.concluding.competitors.layout import Layout
from assay.runs.concluding.competitors.reading import EventRow
from assay.runs.concluding.part import Work
from assay.runs.quarters import name_numbered, number_quarter
from assay.stats.difference import share_difference
from assay.tables.concluded.competitor import NO_THEME

#: of each cell and part, the latest
_MOST_QUOTES = 5

#: words of buyers about us or the competitor, in deals with that competitor that ended in those periods
_QUOTES = f"""
SELECT k.rival_id AS competitor_id, s.theme, CASE WHEN p.period < {ENDS} THEN 'before' ELSE 'after' END AS part,
  s.deal_id, s."table", s.row_id, s.start, s.occurred_at
FROM rival_said s JOIN rival_known k ON k.deal_id = s.deal_id AND k.in_time
JOIN (SELECT deal_id, ({{quarter}} - {{first}}) // {{quarters}} AS period FROM rival_ended e) p ON p.deal_id = s.deal_id
WHERE s.side = 'buyer' AND s.theme IS NOT NULL AND s.theme <> '{NO_THEME}' AND {{is_long}}
  AND (s.about = 'us' OR s.competitor_id IS NOT NULL OR s.about IS NULL)
  AND (p.period BETWEEN 0 AND {ENDS - 1} OR p.period BETWEEN {{last}} AND {{last}} + {ENDS - 1})
QUALIFY row_number() OVER (PARTITION BY k.rival_id, s.theme, part
  ORDER BY (s.competitor_id IS NOT NULL) DESC, s.occurred_at DESC, s.deal_id, s.row_id, s.start) <= {_MOST_QUOTES}"""


def list_changes(layout: Layout, judged: list[Change], held: list[Held], *, is_whole: bool) -> list[tuple[Any, ...]]:
    """Rows of competitor_change, of cells in which anything was decided before or after."""
    won, n = layout.count_deals(is_whole=is_whole)
    count = layout.periods.count
    ends = [weight > 0 for weight in weigh_ends(count)]
    names = [layout.name_period(place) for place in (0, ENDS - 1, count - ENDS, count - 1)]
    after = {one.cell: one.key for one in reversed(held) if one.verdict == "fell_after"}
    found = []
    for cell, change in enumerate(judged):
        counted = [int(table[cell, end].sum()) for end in ends for table in (won, n)]
        if not counted[1] + counted[3]:
            continue
        told = share_difference(counted[2], counted[3], counted[0], counted[1])
        found.append(
            (
                *layout.name_cell(cell, is_whole=is_whole),
                *names,
                *counted,
                *(change.before.mid, change.before.low, change.before.high),
                *(change.after.mid, change.after.low, change.after.high),
                *((told.mid, told.low, told.high) if told else (None, None, None)),
                *((change.p_fall, change.lfdr) if told else (None, None)),
                change.verdict,
                *(change.smallest, change.more_needed, change.p_strength),
                *(after.get(cell), cell in after and change.was_strength),
                len(judged),
            )
        )
    return found


def list_narrowing(layout: Layout, decided: Decided, as_of: int) -> list[tuple[Any, ...]]:
    """Rows of rate_narrowing, up to the moment asked about."""
    return [
        (
            None if one.rival is None else layout.rivals[one.rival],
            name_numbered(one.quarter, layout.fiscal_start),
            min(layout.start_quarter(one.quarter + 1), as_of + 1),
            *(one.won, one.rate.n - one.won, one.rate.mid, one.rate.low, one.rate.high),
            None if one.other is None else layout.rivals[one.other],
            *(one.is_apart, one.enough_at),
        )
        for one in follow_rates(decided, layout.ended)
    ]


def list_checks(layout: Layout, held: list[Held], events: list[EventRow], *, is_whole: bool) -> list[tuple[Any, ...]]:
    """Rows of competitor_event_check."""
    when = {event.key: event.occurred_at for event in events}
    return [
        (one.key, *layout.name_cell(one.cell, is_whole=is_whole), when[one.key], one.p_fall, one.verdict)
        for one in held
    ]


def make_quotes(work: Work, layout: Layout) -> None:
    """Local table new_competitor_quote. After read_deals."""
    periods = layout.periods
    query = _QUOTES.format(
        quarter=number_quarter("e.ended_at", layout.fiscal_start),
        first=periods.first,
        quarters=periods.quarters,
        last=periods.count - ENDS,
        is_long=str(periods.count >= 2 * ENDS).lower(),
    )
    work.gathering.make("new_competitor_quote", query)

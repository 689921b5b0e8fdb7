"""Has a connection show the results as if the chosen deals were all there are.

A table of the connection's own named `moment` stands before that of the run, so that every query on deals by their
moment reads the chosen ones, and there is one set of queries for a part as for the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from assay.reports.catalogue.scope import Scope
from assay.reports.patterns.choice import MOMENTS, WHOLE, Choice, write_hidden
from assay.reports.patterns.floor import FLOOR, is_telling, join_few
from assay.reports.team_file import Age, Rate
from assay.runs.ageing import age_deals
from assay.runs.quarters import name_numbered, number_quarter
from assay.runs.rates import rate_deals

_MOMENT = f"""
CREATE OR REPLACE TEMP TABLE moment AS
SELECT m.deal_id, m.view, m.outcome, m.as_of, m.opened_at, m.closed_at, m.ended_at, m.amount, m.size_band, m.value,
       m.closed_in_batch, {{hidden}} AS is_hidden
FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id
WHERE {{population}} AND {{terms}}"""

_COUNT = f"""
SELECT {{counts}} FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id WHERE {{hidden}} AND {{population}}"""

_BEYOND = f"SELECT count(*) FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id WHERE NOT {{population}}"

_QUARTERS = """
SELECT coalesce({quarter}, {undated}) AS period, outcome, coalesce(value, 'nan'::DOUBLE) AS value, is_hidden
FROM moment WHERE {kept} ORDER BY deal_id"""

#: stands for no quarter, after all others
_UNDATED = 99_999


@dataclass(frozen=True)
class Narrowed:
    """What was narrowed. hidden: how many of the deals their reader may not open.

    is_withheld: they are too few to say anything of them, or too few were left out.  fiscal_start: as of the choice.
    """

    deals: int
    hidden: int
    is_withheld: bool
    fiscal_start: int


def narrow_results(connection: duckdb.DuckDBPyConnection, choice: Choice, scope: Scope) -> Narrowed:
    """Show the chosen deals alone as `moment`, with is_hidden for those that `scope` may not open.

    connection: a cursor for this alone. Where a figure would tell of single deals out of sight, none are shown: of too
    few deals, and of a choice that too few deals are left out of, whose figures could be taken from the others'.
    """
    hidden, terms = write_hidden(scope), choice.list_terms()
    withheld = not scope.everything and _tells(connection, choice, hidden, terms)
    chosen = "false" if withheld else " AND ".join(terms) or "true"
    connection.execute(_MOMENT.format(hidden=hidden, population=choice.write_population(), terms=chosen))
    ((deals, unseen),) = connection.execute("SELECT count(*), count(*) FILTER (is_hidden) FROM moment").fetchall()
    return Narrowed(int(deals), int(unseen), withheld, choice.fiscal_start)


def count_beyond(connection: duckdb.DuckDBPyConnection, choice: Choice) -> int:
    """How many deals of the company are not of the population: what the whole less the population would tell of."""
    ((beyond,),) = connection.execute(_BEYOND.format(population=choice.write_population())).fetchall()
    return int(beyond)


def _tells(connection: duckdb.DuckDBPyConnection, choice: Choice, hidden: str, terms: Sequence[str]) -> bool:
    """Whether the chosen deals out of sight, or those that one of the terms leaves out, are few."""
    sets = [list(terms), *(_without(terms, number) for number in range(len(terms)))]
    counts = ", ".join(f"count(*) FILTER ({' AND '.join(one) or 'true'})" for one in sets)
    query = _COUNT.format(counts=counts, hidden=hidden, population=choice.write_population())
    (found,) = connection.execute(query).fetchall()
    chosen, *wider = (int(count) for count in found)
    return is_telling(chosen) or any(is_telling(count - chosen) for count in wider)


def _without(terms: Sequence[str], number: int) -> list[str]:
    return [term for place, term in enumerate(terms) if place != number]


def read_chosen_rates(connection: duckdb.DuckDBPyConnection, narrowed: Narrowed) -> tuple[Rate, ...]:
    """Win rates of the narrowed connection by quarter, as a run makes them of all deals.

    Quarters with few deals out of sight are put together with their neighbours, and money is left out where it would
    be that of few such deals.
    """
    rated = (_rate_cohort(connection, cohort, narrowed.fiscal_start) for cohort in ("closing", "opening"))
    return tuple(Rate(*row) for rows in rated for row in rows)


def _rate_cohort(connection: duckdb.DuckDBPyConnection, cohort: str, fiscal_start: int) -> Iterator[tuple[Any, ...]]:
    kept = "true" if cohort == "opening" else "view = 'look_back'"
    quarter = number_quarter(MOMENTS[cohort], fiscal_start)
    found = connection.execute(_QUARTERS.format(quarter=quarter, kept=kept, undated=_UNDATED)).fetchnumpy()
    period, outcome = np.asarray(found["period"], dtype=np.int64), np.asarray(found["outcome"], dtype=object)
    value, hidden = np.asarray(found["value"], dtype=np.float64), np.asarray(found["is_hidden"], dtype=bool)
    cells = join_few(np.unique(period).tolist(), lambda quarter: int(hidden[period == quarter].sum()))
    rows = [("all", np.ones(len(period), dtype=bool))]
    rows += [(_name_span(cell, fiscal_start), (cell[0] <= period) & (period <= cell[-1])) for cell in cells]
    for name, cell in rows:
        is_told = _tells_money(outcome[cell], value[cell], hidden[cell])
        for row in rate_deals(outcome[cell], value[cell]):
            yield (cohort, name, *(_leave_money_out(row) if is_told else row))


def _tells_money(outcome: Any, value: Any, hidden: Any) -> bool:
    priced = hidden & ~np.isnan(value)
    sides = (outcome == "won", np.isin(outcome, ("lost", "no_decision")))
    return any(is_telling(int((priced & side).sum())) for side in sides)


def _leave_money_out(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """base, six counts, rate and bounds, both sums."""
    rate = row[7:10] if row[0] == "count" else (None, None, None)
    return (*row[:7], *rate, None, None)


def _name_span(quarters: Sequence[int], fiscal_start: int) -> str:
    """One quarter, or the first and the last of several: 2025-Q1–Q3, 2024-Q4–2025-Q1."""
    first, last = quarters[0], quarters[-1]
    from_, to = (_name_quarter(quarter, fiscal_start) for quarter in (first, last))
    if first == last:
        return from_
    return f"{from_}\u2013{f'Q{last % 4 + 1}' if first // 4 == last // 4 else to}"


def _name_quarter(quarter: int, fiscal_start: int) -> str:
    return "undated" if quarter == _UNDATED else name_numbered(quarter, fiscal_start)


def read_chosen_ages(connection: duckdb.DuckDBPyConnection, as_of: int, narrowed: Narrowed) -> tuple[Age, ...]:
    """Shares won and lost by age of the narrowed connection; up to the age that enough deals were seen at."""
    ages = (Age(*row) for row in age_deals(connection, "moment", as_of))
    return tuple(age for age in ages if not narrowed.hidden or age.at_risk >= FLOOR)

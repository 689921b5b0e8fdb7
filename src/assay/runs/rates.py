"""Outcomes and win rates by quarter, counted and by value, of all deals and of groups of them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.domain.outcome import COMPARED
from assay.runs.gathering import Gathering
from assay.runs.quarters import name_quarter
from assay.stats.share import share, share_of_value

WIN_RATE_TYPES = {
    "cohort": "string",
    "grp": "string",
    "period": "string",
    **dict.fromkeys(("won", "lost", "no_decision", "disqualified", "open", "unknown"), "int64"),
    "base": "string",
    **dict.fromkeys(("rate", "rate_low", "rate_high", "won_value", "lost_value"), "float64"),
}

OUTCOMES = ("won", "lost", "no_decision", "disqualified", "open", "unknown")

#: share of the won and of the lost deals whose value must be known
_PRICED = 0.5

#: group of deals -> its name in the results
_GROUPS = {
    "all": "'all'",
    "segment": "'segment=' || segment",
    "size": "'size=' || size_band",
}

Words = NDArray[np.object_]
Number = NDArray[np.float64]
Row = tuple[object, ...]


def make_win_rates(gathering: Gathering, fiscal_start: int = 1) -> None:
    """Table fin_win_rate from run_moment. fiscal_start: the month with which the first quarter begins.

    By opening, the deals still open stand beside the ended ones. Rows by value count the deals whose value is known;
    where it is known of too few of the won or of the lost, there is no rate, and sizes are no groups: some sources
    empty the amount of a lost deal.
    """
    rows: list[Row] = []
    groups = _GROUPS.values() if _is_priced(gathering) else [group for name, group in _GROUPS.items() if name != "size"]
    for cohort, at in (("opening", "opened_at"), ("closing", "closed_at")):
        kept = "true" if cohort == "opening" else "view = 'look_back'"
        for group in groups:
            rows.extend(_rate_group(gathering, cohort, group, (at, fiscal_start), kept))
    gathering.local.put("fin_win_rate", WIN_RATE_TYPES, rows)


def _is_priced(gathering: Gathering) -> bool:
    found = gathering.rows("SELECT outcome = 'won', value IS NOT NULL FROM run_moment WHERE outcome IN ('won', 'lost')")
    won, priced = (np.array([row[place] for row in found], dtype=bool) for place in (0, 1))
    return has_values(won, priced)


def has_values(won: NDArray[np.bool_], priced: NDArray[np.bool_]) -> bool:
    """Whether the value is known of enough of the won and of the lost deals to set them against each other."""
    return all(priced[side].mean() >= _PRICED for side in (won, ~won) if side.any())


def _rate_group(gathering: Gathering, cohort: str, group: str, dated: tuple[str, int], kept: str) -> Iterator[Row]:
    at, fiscal_start = dated
    found = gathering.local.connection.execute(
        f"""SELECT {group} AS grp, {write_quarter(at, fiscal_start)} AS period, outcome,
               coalesce(value, 'nan'::DOUBLE) AS value
        FROM run_moment WHERE {kept} AND {group} IS NOT NULL ORDER BY deal_id"""
    ).fetchnumpy()
    grp, period, outcome = (np.asarray(found[name], dtype=object) for name in ("grp", "period", "outcome"))
    value = np.asarray(found["value"], dtype=np.float64)
    for name in np.unique(grp):
        of_group = grp == name
        for quarter in ("all", *np.unique(period[of_group])):
            rows = of_group if quarter == "all" else of_group & (period == quarter)
            for base, *rest in rate_deals(outcome[rows], value[rows]):
                yield (cohort, name, quarter, *rest[: len(OUTCOMES)], base, *rest[len(OUTCOMES) :])


def write_quarter(at: str, fiscal_start: int = 1) -> str:
    """SQL for the quarter of the moment `at`, such as 2025-Q3; "undated" where there is none."""
    return f"CASE WHEN {at} IS NULL THEN 'undated' ELSE {name_quarter(at, fiscal_start)} END"


def rate_deals(outcome: Words, value: Number) -> Iterator[Row]:
    """Two rows of outcomes and win rate, by count and by value, of deals given by outcome and value (nan: not known).

    A row: base, counts of OUTCOMES, rate, its bounds, value won, value lost.
    """
    decided = np.isin(outcome, COMPARED)
    won, worth = outcome[decided] == "won", value[decided]
    priced = ~np.isnan(worth)
    sums = (float(worth[won & priced].sum()), float(worth[~won & priced].sum()))
    by_count = share(int(won.sum()), len(won))
    by_value = share_of_value(won[priced], worth[priced]) if has_values(won, priced) else None
    yield ("count", *_count_outcomes(outcome), *_spread(by_count), *sums)
    yield ("value", *_count_outcomes(outcome[~np.isnan(value)]), *_spread(by_value), *sums)


def _count_outcomes(outcome: Words) -> list[int]:
    return [int((outcome == each).sum()) for each in OUTCOMES]


def _spread(rate: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (rate.mid, rate.low, rate.high) if rate else (None, None, None)

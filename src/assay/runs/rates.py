"""Outcomes and win rates by quarter, counted and by value, of all deals and of groups of them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assay.runs.gathering import Gathering
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

#: those that a win rate counts
_DECIDED = ("won", "lost", "no_decision")

#: group of deals -> its name in the results
_GROUPS = {
    "all": "'all'",
    "segment": "'segment=' || segment",
    "size": "'size=' || size_band",
}

Words = NDArray[np.object_]
Number = NDArray[np.float64]
Row = tuple[object, ...]


def make_win_rates(gathering: Gathering) -> None:
    """Table fin_win_rate from run_moment.

    By opening, the deals still open stand beside the ended ones. Rows by value count the deals whose value is known.
    """
    rows: list[Row] = []
    for cohort, at in (("opening", "opened_at"), ("closing", "closed_at")):
        kept = "true" if cohort == "opening" else "view = 'look_back'"
        for group in _GROUPS.values():
            rows.extend(_rate_group(gathering, cohort, group, at, kept))
    gathering.local.put("fin_win_rate", WIN_RATE_TYPES, rows)


def _rate_group(gathering: Gathering, cohort: str, group: str, at: str, kept: str) -> Iterator[Row]:
    found = gathering.local.connection.execute(
        f"""SELECT {group} AS grp, CASE WHEN {at} IS NULL THEN 'undated' ELSE
                strftime(make_timestamp({at} * 1000000), '%Y') || '-Q' || quarter(make_timestamp({at} * 1000000))
            END AS period, outcome, coalesce(value, 'nan'::DOUBLE) AS value
        FROM run_moment WHERE {kept} AND {group} IS NOT NULL ORDER BY deal_id"""
    ).fetchnumpy()
    grp, period, outcome = (np.asarray(found[name], dtype=object) for name in ("grp", "period", "outcome"))
    value = np.asarray(found["value"], dtype=np.float64)
    for name in np.unique(grp):
        of_group = grp == name
        for quarter in ("all", *np.unique(period[of_group])):
            rows = of_group if quarter == "all" else of_group & (period == quarter)
            yield from _rate_rows((cohort, name, quarter), outcome[rows], value[rows])


def _rate_rows(names: tuple[str, str, str], outcome: Words, value: Number) -> Iterator[Row]:
    yield _rate_row(names, outcome, value, "count")
    priced = ~np.isnan(value)
    yield _rate_row(names, outcome[priced], value[priced], "value")


def _rate_row(names: tuple[str, str, str], outcome: Words, value: Number, base: str) -> Row:
    counts = [int((outcome == each).sum()) for each in OUTCOMES]
    decided = np.isin(outcome, _DECIDED)
    won = outcome[decided] == "won"
    rate = share(int(won.sum()), len(won)) if base == "count" else share_of_value(won, np.maximum(value[decided], 0.0))
    bounds = (rate.mid, rate.low, rate.high) if rate else (None, None, None)
    worth = np.nan_to_num(value[decided])
    return (*names, *counts, base, *bounds, float(worth[won].sum()), float(worth[~won].sum()))

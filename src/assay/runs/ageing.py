"""What share of deals is won and lost by each age, open deals and deals that came late into view counted fairly."""

from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from assay.domain.spans import DAY
from assay.runs.gathering import Gathering
from assay.stats.incidence import Incidence, cumulative_incidence

INCIDENCE_TYPES = {
    "age_days": "int64",
    **dict.fromkeys(("won", "won_low", "won_high", "lost", "lost_low", "lost_high"), "float64"),
    "at_risk": "int64",
}

#: how a life can end; disqualified ends it too, and is not shown
_WAYS = {"won": 1, "lost": 2, "no_decision": 2, "disqualified": 3}

#: so many closings would have to be missing by chance alone; at five the chance is below 1 %
_MISSED = 5

Number = NDArray[np.float64]


def make_incidence(gathering: Gathering, as_of: int) -> None:
    """Table fin_incidence from run_moment."""
    gathering.local.put("fin_incidence", INCIDENCE_TYPES, age_deals(gathering.local.connection, "run_moment", as_of))


def age_deals(connection: duckdb.DuckDBPyConnection, table: str, as_of: int) -> list[tuple[Any, ...]]:
    """Rows of INCIDENCE_TYPES of the deals in `table`, which has the columns of the results' moment.

    Lost deals end at the buyer's last word and a week, not at the paperwork.
    """
    found = connection.execute(
        f"""SELECT opened_at, closed_in_batch, outcome, view,
                coalesce(CASE WHEN closed_in_batch THEN closed_at END, ended_at, closed_at, {as_of}) AS ended,
                coalesce(closed_at, {as_of}) AS closed
        FROM {table} WHERE opened_at IS NOT NULL
            AND NOT (view = 'look_back' AND closed_at IS NULL AND ended_at IS NULL) ORDER BY deal_id"""
    ).fetchnumpy()
    if not len(found["opened_at"]):
        return []
    opened = np.asarray(found["opened_at"], dtype=np.float64)
    way = np.array([_WAYS.get(outcome, 0) for outcome in found["outcome"]], dtype=np.int64)
    way[np.asarray(found["closed_in_batch"], dtype=bool)] = 0
    end = np.ceil((np.asarray(found["ended"], dtype=np.float64) - opened) / DAY)
    closed = np.where(np.asarray(found["view"], dtype=object) == "look_back", found["closed"], np.nan)
    entry = find_entry(opened, closed)
    seen = np.maximum(end, 1) > entry
    incidence = cumulative_incidence(entry[seen], np.maximum(end, 1)[seen], way[seen], ways=3)
    return _list_rows(incidence)


def find_entry(opened: Number, closed: Number) -> Number:
    """The age in days from which each deal could be seen to end: 0, unless the record begins with a first closing.

    opened, closed: (n,) epoch seconds, closed is nan for open deals. An export of "deals closed since March" holds old
    deals only if they lived until then. That is so when, by the lives of deals opened later, five closings at least
    should stand before the first one that does.
    """
    if np.isnan(closed).all():
        return np.zeros(len(opened))
    start = np.floor(np.nanmin(closed) / DAY) * DAY
    before = opened < start
    lives = np.sort((closed - opened)[~before & ~np.isnan(closed)])
    if not len(lives) or not before.any():
        return np.zeros(len(opened))
    expected = np.searchsorted(lives, start - opened[before]).sum() / max(1, (~before).sum())
    if expected < _MISSED:
        return np.zeros(len(opened))
    entry: Number = np.maximum(0.0, np.floor((start - opened) / DAY))
    return entry


def _list_rows(found: Incidence) -> list[tuple[Any, ...]]:
    won, lost = ((found.share[kind], found.low[kind], found.high[kind]) for kind in (0, 1))
    columns = (found.age.astype(np.int64), *won, *lost, found.at_risk)
    return list(zip(*(column.tolist() for column in columns), strict=True))

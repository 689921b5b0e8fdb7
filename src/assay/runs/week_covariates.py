"""What deal-weeks are held equal by when one thing about them is asked: age, stage, half-year, size, recent activity.

Each is cut into few levels, and levels in which too few deals died are joined to others, so that nearly all rows are
alike some other: millions of rows become some thousands of patterns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.runs.deal_weeks import WEEK, DealWeeks
from assay.runs.rates import has_values

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: a level needs so many deaths: with fewer its own coefficient is noise (Peduzzi 1995, J. Clin. Epidemiol. 48:1503)
FEWEST_DEATHS = 10

#: weeks at which a new level of age begins: single at first, when much changes in a week, wider later
_AGES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 32, 40, 52, 78)

#: words of the buyer in four weeks: none, one or two, more
_ACTIVITY = (1, 3)

_HALF_YEAR = 183 * WEEK // 7


@dataclass(frozen=True)
class Covariates:
    """pattern: (rows,) which row of the designs holds in each deal-week.  stage, activity: (rows,) levels.

    plain: (patterns, k) without recent activity.  active: the same and recent activity. Both with a column of ones.
    """

    pattern: Whole
    plain: Number
    active: Number
    stage: Whole
    activity: Whole


def build_covariates(weeks: DealWeeks) -> Covariates:
    """The covariates of all deal-weeks; sizes are left out where too few amounts are known to be fair to both sides."""
    died = weeks.ends
    age = join_neighbours(np.searchsorted(_AGES, weeks.week, side="right") - 1, died)
    half = join_neighbours((weeks.start - weeks.start.min()) // _HALF_YEAR, died)
    stage = join_rare(weeks.stage, died)
    size = join_rare(_code_sizes(weeks)[weeks.deal], died)
    activity = join_neighbours(np.searchsorted(_ACTIVITY, weeks.words, side="right"), died)
    levels = [age, stage, half, size, activity]
    counts = [int(level.max()) + 1 for level in levels]
    code = np.ravel_multi_index(levels, counts)
    kept, pattern = np.unique(code, return_inverse=True)
    columns = [np.ones((len(kept), 1))]
    for level, count in zip(np.unravel_index(kept, counts), counts, strict=True):
        columns.append((level[:, None] == np.arange(1, count)[None, :]).astype(np.float64))
    return Covariates(
        pattern=pattern.astype(np.int64),
        plain=np.hstack(columns[:-1]),
        active=np.hstack(columns),
        stage=stage,
        activity=activity,
    )


def join_neighbours(level: Whole, died: Flag, *, fewest: int = FEWEST_DEATHS) -> Whole:
    """Ordered levels, each joined to the next until `fewest` died in it; the last joins the one before. From 0 on."""
    found, code = np.unique(level, return_inverse=True)
    deaths = np.bincount(code, weights=died, minlength=len(found))
    joined, seen, current = np.zeros(len(found), dtype=np.int64), 0.0, 0
    for place, count in enumerate(deaths):
        joined[place] = current
        seen += count
        if seen >= fewest:
            current, seen = current + 1, 0.0
    if seen < fewest and current:
        joined = np.minimum(joined, current - 1)
    return joined[code]


def join_rare(level: Whole, died: Flag, *, fewest: int = FEWEST_DEATHS) -> Whole:
    """Levels without an order: those in which fewer than `fewest` died become one, or join the largest. From 0 on."""
    found, code = np.unique(level, return_inverse=True)
    deaths = np.bincount(code, weights=died, minlength=len(found))
    is_rare = deaths < fewest
    order = np.argsort(-deaths, kind="stable")
    rank = np.empty(len(found), dtype=np.int64)
    rank[order] = np.arange(len(found))
    common = int((~is_rare).sum())
    rest = common if deaths[is_rare].sum() >= fewest else 0
    rank[is_rare] = rest
    return rank[code]


def _code_sizes(weeks: DealWeeks) -> Whole:
    """A number for each band; nought for all where sizes are not known of enough of the won and of the lost."""
    _, code = np.unique(weeks.size.astype(str), return_inverse=True)
    ended = weeks.won | weeks.died
    if not ended.any() or not has_values(weeks.won[ended], (weeks.size != "unknown")[ended]):
        return np.zeros(len(code), dtype=np.int64)
    return code.astype(np.int64)

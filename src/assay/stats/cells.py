"""Win rates in cells of two ways of grouping, over periods: each drawn towards what its row, column and time tell.

The log odds of a cell in a period are those of all deals, of the period, of the row (a competitor), of the column (a
theme), and the cell's own, which wanders from period to period. All but the first are drawn to zero by a ridge whose
strength is learnt from the cells themselves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: the parts of which the spread is learnt, in this order
PARTS = ("period", "row", "column", "cell", "walk")

#: variance of the mean of all, which is not drawn anywhere to speak of
_LOOSE = 100.0
_ROUNDS, _CLOSE = 50, 1e-9
_EM_ROUNDS = 60
_SMALLEST = 1e-4


@dataclass(frozen=True)
class Counts:
    """won, n: (cells, periods), 0 <= won <= n, not necessarily whole.  row, column: (cells,) numbered from 0."""

    won: Number
    n: Number
    row: Whole
    column: Whole

    @property
    def periods(self) -> int:
        return int(self.n.shape[1])

    @property
    def sizes(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return int(self.row.max()) + 1, int(self.column.max()) + 1


@dataclass(frozen=True)
class Fit:
    """The likeliest log odds given how widely each part spreads, and how far they may be off.

    common: (1 + periods + rows + columns,) of what cells share, in this order, and `common_cover` its covariance.
    own: (cells, periods) the cell's own path; given the common part its covariance is `inner` (cells, periods,
    periods), and it moves with the common part by -`slope` (cells, periods, common).
    evidence: log of the likelihood of all counts given the spreads, by Laplace's approximation.
    """

    common: Number
    own: Number
    common_cover: Number
    inner: Number
    slope: Number
    evidence: float

    def weigh(self, design: Number, along: Number) -> tuple[Number, Number]:
        """Mean and variance of a sum over each cell: design (cells, common) of the common part, along (cells, periods)
        of its own path. (cells,) each.
        """
        mean = design @ self.common + np.einsum("kt,kt->k", along, self.own)
        left = design - np.einsum("kt,ktp->kp", along, self.slope)
        variance = np.einsum("kt,kts,ks->k", along, self.inner, along)
        return mean, variance + np.einsum("kp,pq,kq->k", left, self.common_cover, left)


def make_design(counts: Counts) -> Number:
    """(cells, periods, common): which of the common parts stand in the log odds of a cell in a period."""
    cells, periods = counts.n.shape
    rows, columns = counts.sizes
    design = np.zeros((cells, periods, 1 + periods + rows + columns))
    design[:, :, 0] = 1
    design[:, np.arange(periods), 1 + np.arange(periods)] = 1
    each = np.arange(cells)
    design[each, :, 1 + periods + counts.row] = 1
    design[each, :, 1 + periods + rows + counts.column] = 1
    return design


def fit_cells(counts: Counts, spread: Number, start: Fit | None = None) -> Fit:
    """The fit given the standard deviation of each of PARTS, (5,), of the walk from period to period.

    A ridge logistic: each effect costs its square over twice its variance. Newton's steps are halved until the
    penalised likelihood rises. Cells are solved one by one given the common part (Schur complement), so that time
    grows with their number and not its cube.
    Source: Breslow and Clayton 1993, JASA 88:9 (penalised quasi-likelihood, Laplace).  Check: statsmodels GLM with the
    same ridge.
    """
    design = make_design(counts)
    hold, bind = _hold_common(counts, spread), _bind_path(counts.periods, spread)
    cells, periods = counts.n.shape
    common = np.zeros(design.shape[2]) if start is None else start.common
    own = np.zeros((cells, periods)) if start is None else start.own
    best = _score(counts, design, common, own, hold, bind)
    for _ in range(_ROUNDS):
        solved = _solve(counts, design, common, own, hold, bind)
        step, paths, rate = solved[0], solved[1], 1.0
        reached = _score(counts, design, common + step, own + paths, hold, bind)
        while not reached >= best and rate > _CLOSE:
            rate /= 2
            reached = _score(counts, design, common + rate * step, own + rate * paths, hold, bind)
        if not reached >= best:
            break
        gained, best = reached - best, reached
        common, own = common + rate * step, own + rate * paths
        if gained <= _CLOSE * (1 + abs(best)):
            break
    _, _, cover, inner, slope, bent = _solve(counts, design, common, own, hold, bind)
    held = np.log(hold).sum() + cells * np.linalg.slogdet(bind)[1]
    return Fit(common, own, cover, inner, slope, float(best + _count_ways(counts) + held / 2 - bent / 2))


def learn_spreads(counts: Counts) -> Number:
    """How widely each of PARTS spreads, (5,), each variance re-estimated from mean^2 + its posterior variance.

    Source: Laplace EM for random effects, e.g. Breslow and Clayton 1993; Gelman et al. 2013, Bayesian Data Analysis,
    13.6.  Check: tests/stats, spreads of simulated sets are found again.
    """
    spread = np.array([0.5, 0.5, 0.5, 0.5, 0.5 / np.sqrt(max(1, counts.periods - 1))])
    fit = None
    for _ in range(_EM_ROUNDS):
        fit = fit_cells(counts, spread, fit)
        found = np.maximum(_read_spreads(counts, fit), _SMALLEST)
        if np.abs(np.log(found / spread)).max() < 1e-3:
            return found
        spread = found
    return spread


def _read_spreads(counts: Counts, fit: Fit) -> Number:
    periods, (rows, columns) = counts.periods, counts.sizes
    square = fit.common**2 + np.diag(fit.common_cover)
    ends = np.cumsum([1, periods, rows, columns])
    groups = [square[first:last].mean() for first, last in zip(ends[:-1], ends[1:], strict=True)]
    cover = fit.inner + np.einsum("ktp,pq,ksq->kts", fit.slope, fit.common_cover, fit.slope)
    whole = cover + fit.own[:, :, None] * fit.own[:, None, :]
    variance = np.diagonal(whole, axis1=1, axis2=2)
    steps = variance[:, 1:] + variance[:, :-1] - 2 * np.diagonal(whole, offset=1, axis1=1, axis2=2)
    found = [*groups, variance[:, 0].mean(), steps.mean() if periods > 1 else _SMALLEST]
    return np.asarray(np.sqrt(found), dtype=np.float64)


def _hold_common(counts: Counts, spread: Number) -> Number:
    rows, columns = counts.sizes
    variance = np.repeat([_LOOSE, *spread[:3] ** 2], [1, counts.periods, rows, columns])
    return np.asarray(1 / variance, dtype=np.float64)


def _bind_path(periods: int, spread: Number) -> Number:
    """The precision of a path that starts with the cell's spread and goes on by the walk's."""
    steps = np.eye(periods) - np.eye(periods, k=-1)
    weight = np.full(periods, 1 / spread[4] ** 2)
    weight[0] = 1 / spread[3] ** 2
    return np.asarray((steps.T * weight) @ steps, dtype=np.float64)


def _score(counts: Counts, design: Number, common: Number, own: Number, hold: Number, bind: Number) -> float:
    odds = design @ common + own
    told = (counts.won * odds - counts.n * np.logaddexp(0, odds)).sum()
    return float(told - (hold * common**2).sum() / 2 - np.einsum("kt,ts,ks->", own, bind, own) / 2)


def _solve(
    counts: Counts, design: Number, common: Number, own: Number, hold: Number, bind: Number
) -> tuple[Number, Number, Number, Number, Number, float]:
    """Newton's step of the common part and of the paths, the three parts of the covariance, and log |curvature|."""
    rate = expit(design @ common + own)
    weight, left = counts.n * rate * (1 - rate), counts.won - counts.n * rate
    curve = np.broadcast_to(bind, (len(own), *bind.shape)).copy()
    curve[:, np.arange(counts.periods), np.arange(counts.periods)] += weight
    inner = np.asarray(np.linalg.inv(curve), dtype=np.float64)
    crossed = design * weight[:, :, None]
    slope = np.asarray(inner @ crossed, dtype=np.float64)
    whole = np.einsum("ktp,ktq->pq", design, crossed) + np.diag(hold)
    whole -= np.einsum("ktp,ktq->pq", crossed, slope)
    cover = np.asarray(np.linalg.inv(whole), dtype=np.float64)
    down = left - own @ bind
    push = np.einsum("ktp,kt->p", design, left) - hold * common - np.einsum("ktp,kt->p", slope, down)
    step = np.asarray(cover @ push, dtype=np.float64)
    paths = np.asarray(np.einsum("kts,ks->kt", inner, down) - slope @ step, dtype=np.float64)
    bent = np.linalg.slogdet(whole)[1] + np.linalg.slogdet(curve)[1].sum()
    return step, paths, cover, inner, slope, float(bent)


def _count_ways(counts: Counts) -> float:
    lost = counts.n - counts.won
    return float((gammaln(counts.n + 1) - gammaln(counts.won + 1) - gammaln(lost + 1)).sum())

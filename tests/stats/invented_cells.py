"""Cells with a truth of their own, made by code that shares nothing with what estimates them."""

from dataclasses import dataclass

import numpy as np

from assay.stats.cells import Counts


@dataclass(frozen=True)
class Invented:
    """counts, and the true chance of winning in each cell and period; fallen: cells in which it fell half way."""

    counts: Counts
    chance: np.ndarray
    fallen: np.ndarray


def invent_cells(
    rng: np.random.Generator, *, deals: int, rows: int = 5, columns: int = 3, periods: int = 8, falls: int = 0
) -> Invented:
    """Deals spread unevenly over rows x columns cells; `falls` of them lose 0.9 log odds from half of the time on."""
    row, column = np.repeat(np.arange(rows), columns), np.tile(np.arange(columns), rows)
    cells = rows * columns
    wide = rng.uniform(0.1, 0.6, size=4)
    odds = (
        -0.7
        + rng.normal(0, wide[0], size=periods)[None, :]
        + rng.normal(0, wide[1], size=rows)[row][:, None]
        + rng.normal(0, wide[2], size=columns)[column][:, None]
        + rng.normal(0, wide[3], size=cells)[:, None]
    )
    fallen = rng.choice(cells, falls, replace=False)
    odds[fallen, periods // 2 :] -= 0.9
    chance = 1 / (1 + np.exp(-odds))
    n = rng.poisson(deals * rng.dirichlet(np.full(cells, 3.0))[:, None] / periods, size=(cells, periods))
    won = rng.binomial(n, chance).astype(float)
    return Invented(Counts(won, n.astype(float), row, column), chance, fallen)

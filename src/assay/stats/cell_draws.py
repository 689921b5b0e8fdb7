"""How sure the win rates of cells are, while nobody knows how widely they spread: that is drawn, not taken as found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assay.stats.cells import PARTS, Counts, Fit, fit_cells, learn_spreads

Number = NDArray[np.float64]

_SEED = 7_101
_BURN, _KEPT, _THIN = 90, 80, 3
_STRIDE = 0.55


@dataclass(frozen=True)
class Mixture:
    """What is known of a figure of each cell over many ways to draw: means and variances, (draws, cells) each."""

    mean: Number
    variance: Number

    @property
    def mid(self) -> Number:
        """(cells,) the mean."""
        return np.asarray(self.mean.mean(axis=0), dtype=np.float64)

    @property
    def spread(self) -> Number:
        """(cells,) the variance, that between the draws included."""
        return np.asarray(self.variance.mean(axis=0) + self.mean.var(axis=0), dtype=np.float64)

    def find_below(self, value: float) -> Number:
        """(cells,) the probability that it lies below the value."""
        return np.asarray(ndtr((value - self.mean) / np.sqrt(self.variance)).mean(axis=0), dtype=np.float64)

    def find_quantile(self, share: float) -> Number:
        """(cells,) the value below which it lies with that probability."""
        off = 12 * np.sqrt(self.variance)
        low, high = (self.mean - off).min(axis=0), (self.mean + off).max(axis=0)
        for _ in range(60):
            middle = (low + high) / 2
            is_below = ndtr((middle - self.mean) / np.sqrt(self.variance)).mean(axis=0) < share
            low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
        return np.asarray((low + high) / 2, dtype=np.float64)


def draw_fits(counts: Counts, *, seed: int = 0) -> list[Fit]:
    """Fits of the same counts, each with spreads drawn from what the counts tell of them.

    An interval around one fit alone takes the spreads for known and covers 80 to 83 % where 90 are meant. Here the log
    of the spreads goes a random walk (Metropolis) whose weight is the likelihood by Laplace's approximation times a
    half-normal prior: a part is not believed to spread by more than about one on the scale of log odds, nor a walk over
    its whole length.
    Source: Rue, Martino and Chopin 2009, JRSS B 71:319 (Laplace within, spreads outside); Gelman 2006, Bayesian
    Analysis 1:515 (half-normal and half-t priors of spreads).  Check: cover by simulation, tests/stats.
    """
    rng = np.random.default_rng([_SEED, seed])
    scale = np.ones(len(PARTS))
    scale[-1] = 1 / np.sqrt(max(1, counts.periods - 1))
    place = np.log(np.clip(learn_spreads(counts), 0.02, 3.0))
    fit = fit_cells(counts, np.exp(place))
    worth, kept = _weigh(fit, place, scale), []
    for turn in range(_BURN + _KEPT * _THIN):
        tried = place + rng.normal(size=len(PARTS)) * _STRIDE
        chance = rng.random()
        other = fit_cells(counts, np.exp(tried), fit)
        weight = _weigh(other, tried, scale)
        if np.log(chance) < weight - worth:
            place, fit, worth = tried, other, weight
        if turn >= _BURN and (turn - _BURN) % _THIN == 0:
            kept.append(fit)
    return kept


def mix_fits(fits: list[Fit], design: Number, along: Number) -> Mixture:
    """What all fits together tell of a sum over each cell; design and along as Fit.weigh takes them."""
    told = [fit.weigh(design, along) for fit in fits]
    return Mixture(np.stack([mean for mean, _ in told]), np.stack([variance for _, variance in told]))


def _weigh(fit: Fit, place: Number, scale: Number) -> float:
    """Log of the weight of the spreads exp(place); the sum of place is what a walk of logs adds."""
    return float(fit.evidence - (np.exp(2 * place) / scale**2).sum() / 2 + place.sum())

"""Bounds that hold however often one looks: for figures on a page that is opened every week as deals come in."""

from math import log, log1p, sqrt

from assay.stats.share import normal_quantile

#: about the number of observations at which one would like to be surest
MOST_SENSITIVE = 100.0
#: after so many rounds the number no longer moves
_ROUNDS = 20


def bound_always(t: float, *, rho: float = MOST_SENSITIVE, alpha: float = 0.05) -> float:
    """The z beyond which a running z-score of t observations says something, at any t, with error alpha over all t.

    t > 0: observations so far.  rho > 0: how many of them it is most sensitive at, chosen beforehand.  Always above the
    z of a single look. From log LR = -0.5 log(1 + t / rho) + z^2 t / (2 (t + rho)) > log(1 / alpha).

    Source: Robbins 1970, Ann. Math. Stat. 41:1397; Howard et al. 2021, Ann. Stat. 49:1055, eq. 14 (normal mixture).
    Check: false alarms by simulation in tests/stats.  Raises ValueError for a t or rho that is not above 0.
    """
    if t <= 0 or rho <= 0:
        raise ValueError(f"t and rho are above 0, not {t} and {rho}.")
    return sqrt(2 * (t + rho) / t * (log(1 / alpha) + 0.5 * log1p(t / rho)))


def foresee_always(variance: float, gap: float, power: float) -> float:
    """About how many observations tell a difference of `gap` by bound_always, in a share of `power` of such records.

    variance: of one observation's difference, above 0; the bound itself hangs on the number that is sought, so that it
    is gone over until it stands. Check: by simulation in tests/patterns/rivals.
    """
    total = variance / gap**2
    for _ in range(_ROUNDS):
        total = variance * ((bound_always(total) + normal_quantile(2 * power - 1)) / gap) ** 2
    return total


def widen_always(low: float, mid: float, high: float, t: float, *, level: float = 0.95) -> tuple[float, float]:
    """An interval at `level` made to hold at every look: both arms are longer by bound_always over the usual z."""
    factor = bound_always(t, alpha=1 - level) / normal_quantile(level)
    return mid - (mid - low) * factor, mid + (high - mid) * factor

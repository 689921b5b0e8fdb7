"""What a trial says: of each way of telling its figures, the bands of the one that is used, or why none is."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.patterns.winning.proving import (
    FEWEST_LEARNT,
    FEWEST_OF_KIND,
    FEWEST_TESTED,
    FEWEST_TESTED_OF_KIND,
    Trial,
    find_learnt,
    is_enough,
)
from assay.patterns.winning.snapshots import Snapshots
from assay.stats.calibration import Band, make_bands
from assay.stats.enough import round_up
from assay.stats.proof import Proof, prove, prove_difference
from assay.stats.share import normal_quantile

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

_YARDSTICKS = ("base_rate", "stage_rate", "stated", "naive_bayes")

#: more than so many times the deals at hand is out of sight
_OUT_OF_SIGHT = 100


@dataclass(frozen=True)
class Line:
    """One way of telling. gain: how much lower its Brier score is than the base rate's.  said: mean of each band."""

    model: str
    verdict: str
    proof: Proof | None
    gain: Interval | None
    bands: tuple[Band, ...] = ()
    said: tuple[float, ...] = ()


@dataclass(frozen=True)
class Found:
    """lines: one a way of telling.  verdict: used, or why the score abstains.  used: its model.

    base_rate: share won of the deals tried.  more_needed: about so many more ended deals; None: none, or not in sight.
    """

    lines: tuple[Line, ...]
    verdict: str
    used: str
    bands: tuple[Band, ...]
    base_rate: float | None
    learnt: int
    tested: int
    tested_rows: int
    open_rows: int
    more_needed: int | None

    def find_band(self, p: float) -> Band | None:
        """The band that a probability lies in."""
        for band in self.bands:
            if band.low <= p < band.high or (p >= 1 and band.high >= 1):
                return band
        return None


def _is_proven(proof: Proof | None, gain: Interval | None) -> bool:
    """Whether the score is shown to tell more than the base rate does.

    Either its Brier score is better beyond chance; or it orders deals better than chance, and is not worse: the order
    shows with far fewer deals, and how far each probability is kept stands beside it in its band.
    """
    if proof is None or gain is None:
        return False
    return gain.low > 0 or (gain.mid > 0 and proof.auc is not None and proof.auc.low > 0.5)


def conclude_trial(snapshots: Snapshots, trial: Trial, now: int) -> Found:
    """What the trial says. It abstains below a floor, and where it is not shown to tell more than the base rate."""
    if not len(trial.rows):
        return _abstain_unlearnt(snapshots, trial, now)
    deal, won, weight = snapshots.deal[trial.rows], snapshots.won[trial.rows], trial.weight
    told = weight > 0
    tested = len(np.unique(deal[told]))
    proofs = {name: prove(one, won, deal, weight) for name, one in trial.said.items()}
    base = trial.said["base_rate"]
    gains = {
        name: prove_difference(one, base, won, deal, weight) for name, one in trial.said.items() if name != "base_rate"
    }
    gain = gains[trial.used]
    verdict, more = "used", None
    if not is_enough(deal[told], won[told], FEWEST_TESTED, FEWEST_TESTED_OF_KIND):
        verdict, more = "too_few_tested", _count_missing(deal[told], won[told], FEWEST_TESTED, FEWEST_TESTED_OF_KIND)
    elif not _is_proven(proofs[trial.used], gain):
        verdict, more = "no_better", _foresee(gain, tested)
    lines = []
    for name, proof in proofs.items():
        own = verdict if name == trial.used else "yardstick" if name in _YARDSTICKS else "challenger"
        bands = make_bands(trial.said[name][told], won[told], deal[told], weight=weight[told])
        said = tuple(_mean_said(trial.said[name][told], weight[told], band) for band in bands)
        lines.append(Line(name, own, proof, gains.get(name), tuple(bands), said))
    used = next(line for line in lines if line.model == trial.used)
    return Found(
        lines=tuple(lines),
        verdict=verdict,
        used=trial.used,
        bands=used.bands if verdict == "used" else (),
        base_rate=used.proof.happened if used.proof and told.any() else None,
        learnt=trial.learnt,
        tested=tested,
        tested_rows=int(told.sum()),
        open_rows=int((~told).sum()),
        more_needed=more,
    )


def _mean_said(said: Number, weight: Number, band: Band) -> float:
    inside = (said >= band.low) & ((said < band.high) | (band.high >= 1))
    return float((weight * said)[inside].sum() / weight[inside].sum()) if inside.any() else float("nan")


def _abstain_unlearnt(snapshots: Snapshots, trial: Trial, now: int) -> Found:
    learn, _ = find_learnt(snapshots, now, trial.maturity)
    deal, won = snapshots.deal[learn], snapshots.won[learn]
    missing = _count_missing(deal, won, FEWEST_LEARNT, FEWEST_OF_KIND)
    line = Line("logistic", "too_few_learnt", None, None)
    learnt = len(np.unique(deal))
    return Found((line,), line.verdict, "", (), None, learnt, 0, 0, 0, round_up(missing + FEWEST_TESTED))


def _count_missing(deal: Whole, won: Number, fewest: int, fewest_of_kind: int) -> int:
    """How many more deals like these until there are so many, and so many of the rarer kind."""
    deals, first = np.unique(deal, return_index=True)
    wins = float(won[first].sum())
    rarer = min(wins, len(deals) - wins)
    share = max(rarer / max(1, len(deals)), 0.05)
    return round_up(max(1, fewest - len(deals), ceil((fewest_of_kind - rarer) / share)))


def _foresee(gain: Interval | None, tested: int) -> int | None:
    """More deals to be tried on until a gain as large as the one found would be told from none."""
    if gain is None or gain.mid <= 0:
        return None
    error = (gain.high - gain.low) / (2 * normal_quantile(0.95))
    total = tested * (normal_quantile(0.95) * error / gain.mid) ** 2
    return None if total > tested * _OUT_OF_SIGHT else round_up(max(1.0, total - tested))

"""Of losses, which share came about by neglect, by indecision, by competition, by circumstance, or by what we offer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assay.domain.interval import Interval
from assay.patterns.loss_kinds import CANNOT_TELL, KINDS
from assay.patterns.losses import Losses, Number
from assay.patterns.shares import estimate_audited
from assay.stats.share import share

#: losses below which a split of what the record says is not told
LEAST_LOSSES = 10


@dataclass(frozen=True)
class SplitShare:
    """One kind of loss. outcome: lost or no_decision, empty for both.  losses: those that it speaks of."""

    outcome: str
    kind: str
    basis: str
    share: Interval
    losses: int


def split_losses(losses: Losses, kinds: Sequence[str]) -> Iterator[SplitShare]:
    """One kind for each loss, lost and no decision kept apart too. kinds: of each driver."""
    yield from _split(losses, kinds, "")
    for outcome in ("lost", "no_decision"):
        yield from _split(losses.take(losses.outcome == outcome), kinds, outcome)


def _split(losses: Losses, kinds: Sequence[str], outcome: str) -> Iterator[SplitShare]:
    for kind in KINDS:
        judged, guess = tell_kinds(losses, kinds, kind)
        audited = estimate_audited(losses, judged, guess)
        if audited is not None:
            yield SplitShare(outcome, kind, "audited", audited, int(losses.is_drawn_from.sum()))
            continue
        said = tell_by_record(losses, guess, kind)
        if len(losses) >= LEAST_LOSSES and (found := share(int(said.sum()), len(losses))) is not None:
            yield SplitShare(outcome, kind, "record", found, len(losses))


def tell_by_record(losses: Losses, guess: Number, kind: str) -> Number:
    """(n,) the same where nobody audits: of a loss whose verdict tells no main driver the record cannot tell the kind.

    guess: (n,) as of tell_kinds. The likeliest of drivers that all are unlikely helps audits, and is no answer itself.
    """
    return np.where(losses.is_told, guess, float(kind == CANNOT_TELL))


def tell_kinds(losses: Losses, kinds: Sequence[str], kind: str) -> tuple[Number, Number]:
    """(m,) whether auditors judged the loss to be of this kind, nan where not asked; (n,) what the record says."""
    # after the drivers stands the loss without a main one
    flags = np.array([one == kind for one in kinds] + [kind == CANNOT_TELL], dtype=np.float64)
    audits = losses.audits
    judged = np.where(audits.has_main, audits.main @ flags, np.nan)
    return judged, flags[losses.first]

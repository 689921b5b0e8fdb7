"""How far what rep and buyer say of losses is from what audits found (A2)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assay.asking.circles import FLOOR
from assay.domain.interval import Interval
from assay.patterns.losses import Flags, Losses, Number
from assay.patterns.shares import estimate_audited
from assay.stats.reviewers import Truthfulness, find_truthfulness

GAPS = ("all", "part", "none", "not_asked")


@dataclass(frozen=True)
class GapShare:
    """A share of losses by how much the rep knew, or how often somebody named the main driver.

    truth: of the latter, with the auditors' own error.  twice: losses that two auditors judged.
    """

    what: str
    name: str
    share: Interval
    losses: int
    truth: Truthfulness | None
    twice: int


def tell_gaps(stated: Flags, found: Flags) -> Number:
    """(n, 4) one of GAPS for each loss: all where the drivers named are those found, none where they share none.

    stated, found: (n, k). Who named no driver was not asked, or said nothing.
    """
    asked = stated.any(axis=1)
    same, shared = (stated == found).all(axis=1), (stated & found).any(axis=1)
    flags = [asked & same, asked & ~same & shared, asked & ~same & ~shared, ~asked]
    return np.stack(flags, axis=1).astype(np.float64)


def ask_gaps(losses: Losses) -> tuple[Number, Number]:
    """(m, 4) one of GAPS by what auditors found, nan where they could not tell; (n, 4) by what the record says."""
    audits = losses.audits
    told = ~np.isnan(audits.material).all(axis=1, keepdims=True)
    gaps = tell_gaps(losses.by_rep[audits.place], np.nan_to_num(audits.material) >= 0.5)
    return np.where(told, gaps, np.nan), tell_gaps(losses.by_rep, losses.p >= 0.5)


def measure_gap(losses: Losses) -> Iterator[GapShare]:
    """Nothing below FLOOR audited losses."""
    audits = losses.audits
    twice = int((~np.isnan(audits.twice)).sum())
    judged, guess = ask_gaps(losses)
    n = int(losses.is_drawn_from.sum())
    for column, name in enumerate(GAPS):
        found = estimate_audited(losses, judged[:, column], guess[:, column])
        if found is not None:
            yield GapShare("gap", name, found, n, None, twice)
    for who, named in (("rep", losses.by_rep), ("buyer", losses.by_buyer)):
        truth = _measure_naming(losses, named)
        if truth is not None:
            asked = int((losses.is_drawn_from & named.any(axis=1)).sum())
            yield GapShare(who, "", truth.true, asked, truth, twice)


def _measure_naming(losses: Losses, named: Flags) -> Truthfulness | None:
    """How often the main driver was named, of audited losses that have one and in which somebody named any."""
    audits = losses.audits
    main, said = audits.main[:, :-1], named[audits.place].astype(np.float64)
    asked = audits.has_main & (main.sum(axis=1) > 0) & (said.sum(axis=1) > 0)
    if int(asked.sum()) < FLOOR:
        return None
    main, said, weight = main[asked], said[asked], audits.weight[asked]
    main = main / main.sum(axis=1, keepdims=True)
    usual = weight @ main / weight.sum()
    twice = audits.twice[~np.isnan(audits.twice)]
    # chance agreement: with a driver drawn from those that auditors name
    chance = float(usual @ (weight @ said / weight.sum()))
    return find_truthfulness(
        (main * said).sum(axis=1), weight, twice, chance=chance, same_chance=float(np.square(usual).sum())
    )

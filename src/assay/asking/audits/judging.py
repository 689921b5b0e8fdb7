"""What audits say: how far two who audited the same loss agree, and which share of losses each driver had a part in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assay.asking.circles import FLOOR
from assay.domain.interval import Interval
from assay.stats.agreement import agree
from assay.stats.share import wilson_bounds
from assay.tables.audit import ABSENT, CANNOT_TELL, MATERIAL, PRESENT

__all__ = ["ABSENT", "CANNOT_TELL", "MATERIAL", "PRESENT"]

#: losses audited twice below which agreement is not told
LEAST_DOUBLE = 10


@dataclass(frozen=True)
class Audited:
    """One finished audit. verdicts: driver -> what was judged.  weight: how many losses the deal stands for.

    main: the driver that mattered most, empty where none was material.
    """

    deal_id: int
    auditor: int
    weight: float
    verdicts: Mapping[str, str]
    main: str = ""


@dataclass(frozen=True)
class AuditedShare:
    """Of the audited losses in which it could be told, so many had the driver as a material one.

    cannot: audited losses in which it could not be told.
    """

    driver: str
    share: Interval
    material: float
    told: int
    cannot: int


def find_agreement(audits: Sequence[Audited]) -> tuple[Interval | None, int]:
    """Krippendorff's alpha of what was judged of each driver, and how many losses two people audited.

    Losses, not drivers, are drawn anew for the interval: one person's view of one loss hangs together.
    """
    units: list[Mapping[int, str]] = []
    groups: list[int] = []
    doubles = _pair(audits)
    for deal, some in doubles.items():
        for driver in sorted({driver for one in some for driver in one.verdicts}):
            unit = {one.auditor: one.verdicts[driver] for one in some if driver in one.verdicts}
            units.append(unit)
            groups.append(deal)
    return agree(units, groups=groups, floor=LEAST_DOUBLE), len(doubles)


def count_same_main(audits: Sequence[Audited]) -> tuple[int, int]:
    """In how many of the losses that two people audited both named the same main driver, or both none."""
    doubles = _pair(audits)
    return sum(len({one.main for one in some}) == 1 for some in doubles.values()), len(doubles)


def _pair(audits: Iterable[Audited]) -> dict[int, list[Audited]]:
    found: dict[int, list[Audited]] = defaultdict(list)
    for one in audits:
        found[one.deal_id].append(one)
    return {deal: some for deal, some in found.items() if len({one.auditor for one in some}) > 1}


def share_losses(audits: Sequence[Audited]) -> list[AuditedShare]:
    """The share of losses in which each driver was material, by inverse probability of the draw; the largest first.

    A loss audited twice counts once, with the mean of both. Wilson's interval at Kish's number of losses. None below
    FLOOR losses. Source: Hajek 1971; Kish 1965, sec. 11.2.
    """
    by_deal: dict[int, list[Audited]] = defaultdict(list)
    for one in audits:
        by_deal[one.deal_id].append(one)
    found = []
    for driver in sorted({driver for one in audits for driver in one.verdicts}):
        told = [row for some in by_deal.values() if (row := _weigh(some, driver)) is not None]
        if len(told) < FLOOR:
            continue
        weights, hits = np.array([row[0] for row in told]), np.array([row[1] for row in told])
        mid = float((weights * hits).sum() / weights.sum())
        equal = float(weights.sum() ** 2 / np.square(weights).sum())
        low, high = wilson_bounds(mid, equal, 0.95)
        share = Interval(low, mid, high, len(told))
        found.append(AuditedShare(driver, share, float(hits.sum()), len(told), len(by_deal) - len(told)))
    return sorted(found, key=lambda one: (-one.share.mid, one.driver))


def _weigh(audits: Sequence[Audited], driver: str) -> tuple[float, float] | None:
    """Weight of a loss and how far the driver was material in it; None where nobody could tell."""
    told = [one.verdicts.get(driver, CANNOT_TELL) for one in audits]
    known = [verdict for verdict in told if verdict != CANNOT_TELL]
    if not known:
        return None
    return audits[0].weight, sum(verdict == MATERIAL for verdict in known) / len(known)

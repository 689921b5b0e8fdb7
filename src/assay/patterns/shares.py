"""Shares of losses by driver: from audits where there are enough, and of what people stated beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assay.asking.circles import FLOOR
from assay.asking.coverage import MOST_PERSONAL
from assay.domain.interval import Interval
from assay.patterns.losses import Flags, Losses, Number
from assay.stats.audited import estimate_share
from assay.stats.share import share


@dataclass(frozen=True)
class LossShare:
    """One share of losses. share.n: the losses that it rests on.  losses: those that it speaks of."""

    what: str
    name: str
    segment: str
    team: str
    basis: str
    share: Interval
    losses: int


def share_by_driver(losses: Losses, groups: Mapping[str, str]) -> Iterator[LossShare]:
    """Of all losses, and by segment and by team where at least FLOOR losses stand behind a figure.

    groups: driver -> its group. A team of fewer than MOST_PERSONAL reps is a person, or nearly, and has no figures.
    """
    yield from _share_cell(losses, groups, "", "")
    for segment in _list_values(losses.segment):
        yield from _share_cell(losses.take(losses.segment == segment), groups, segment, "")
    for team in _list_values(losses.team):
        theirs = losses.take(losses.team == team)
        if len(np.unique(theirs.owner)) >= MOST_PERSONAL:
            yield from _share_cell(theirs, groups, "", team)


def _list_values(column: object) -> list[str]:
    return sorted({str(value) for value in np.asarray(column) if value})


def _share_cell(losses: Losses, groups: Mapping[str, str], segment: str, team: str) -> Iterator[LossShare]:
    for what, name, judged, guess, stated in _list_questions(losses, groups):
        found = estimate_audited(losses, judged, guess)
        if found is not None:
            n = int(losses.is_drawn_from.sum())
            yield LossShare(what, name, segment, team, "audited", found, n)
        if stated is not None and (told := share_stated(losses, stated)) is not None:
            yield LossShare(what, name, segment, team, "stated", told, len(losses))


def _list_questions(
    losses: Losses, groups: Mapping[str, str]
) -> Iterator[tuple[str, str, Number, Number, Flags | None]]:
    """What is asked of a loss: what auditors judged (m,), what the record says (n,), who stated it (n,)."""
    audits, drivers = losses.audits, losses.drivers
    for column, driver in enumerate(drivers):
        yield "driver", driver, audits.material[:, column], losses.p[:, column], losses.stated[:, column]
        main: Number = np.where(audits.has_main, audits.main[:, column], np.nan)
        yield "main", driver, main, (losses.first == column).astype(np.float64), None
    for group in sorted(set(groups.values())):
        columns = [column for column, driver in enumerate(drivers) if groups.get(driver) == group]
        if columns:
            material = audits.material[:, columns]
            unknown = np.isnan(material).all(axis=1)
            judged: Number = np.where(unknown, np.nan, np.nan_to_num(material).max(axis=1))
            stated = np.asarray(losses.stated[:, columns].any(axis=1))
            yield "group", group, judged, np.asarray(losses.p[:, columns].max(axis=1)), stated


def estimate_audited(losses: Losses, judged: Number, guess: Number) -> Interval | None:
    """The share of losses in the audited quarters, by PPI++; None below FLOOR audits in which it could be told.

    judged: (m,) of audited losses, nan where it could not be told.  guess: (n,) what the record says of every loss.
    """
    told = ~np.isnan(judged)
    if int(told.sum()) < FLOOR:
        return None
    audits = losses.audits.take(told)
    return estimate_share(judged[told], guess[audits.place], guess[losses.is_drawn_from], audits.weight)


def share_stated(losses: Losses, stated: Flags) -> Interval | None:
    """Of the losses of which anybody said why; None below FLOOR of them."""
    told = losses.stated.any(axis=1)
    n = int(told.sum())
    return share(int(stated[told].sum()), n) if n >= FLOOR else None

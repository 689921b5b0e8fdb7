"""How the intervals of headline shares narrowed quarter by quarter, and how many would tell two of them apart (F9)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assay.asking.audits.quarters import Quarter, find_last_ended
from assay.asking.circles import FLOOR
from assay.domain.interval import Interval
from assay.patterns.loss_kinds import CANNOT_TELL, KINDS
from assay.patterns.loss_split import LEAST_LOSSES, tell_by_record, tell_kinds
from assay.patterns.losses import Losses, Number
from assay.patterns.shares import estimate_audited
from assay.patterns.truth_gap import GAPS, ask_gaps
from assay.stats.always_valid import bound_always, foresee_always
from assay.stats.audited import AuditedMean, estimate_mean
from assay.stats.enough import round_up
from assay.stats.share import share

#: drivers that are followed, quarters that are looked back upon
MOST_DRIVERS, MOST_QUARTERS = 3, 12
#: a difference worth telling, as a share of all losses; and how surely it should be told
WORTH, POWER = 0.10, 0.80
#: no two shares vary less than this from loss to loss
_LEAST_VARIANCE = 0.05


@dataclass(frozen=True)
class Headline:
    """One headline as of the end of a quarter. apart_from: the headline that follows it in size, empty for the last."""

    headline: str
    name: str
    quarter: str
    until: int
    basis: str
    share: Interval
    losses: int
    apart_from: str
    is_apart: bool | None
    enough_at: int | None


@dataclass(frozen=True)
class _Asked:
    """One question of each loss. judged: (m,) by auditors, nan where not told.  guess: (n,) what the record says.

    said: (n,) by what is stated, or by the record, where there are no audits; nan where nobody said anything.
    """

    judged: Number
    guess: Number
    said: Number


def list_quarters(losses: Losses, as_of: int, fiscal_start: int) -> list[Quarter]:
    """The last quarters in which losses ended, the oldest first; what has begun of the present one is the last."""
    if len(losses) == 0:
        return []
    first, found = int(losses.closed_at.min()), [find_last_ended(as_of, fiscal_start)]
    while found[0].first > first and len(found) < MOST_QUARTERS - 1:
        found.insert(0, find_last_ended(found[0].first - 1, fiscal_start))
    now = find_last_ended(_end_of_next(found[-1], as_of), fiscal_start)
    return [*found, Quarter(now.name, now.first, as_of + 1)]


def _end_of_next(last: Quarter, as_of: int) -> int:
    # the quarter at hand ends within 93 days of its beginning
    return max(as_of, last.until + 93 * 86_400)


def follow_headlines(losses: Losses, kinds: Sequence[str], quarters: Sequence[Quarter]) -> Iterator[Headline]:
    """The largest drivers, the kinds of loss and the truth gap, each as of the end of each quarter, as the record is
    read today: only losses that had ended by then and audits that were finished by then."""
    is_audited = int(losses.audits.has_main.sum()) >= FLOOR
    ranked = _rank_drivers(losses, is_audited)[:MOST_DRIVERS]
    for quarter in quarters:
        then = losses.as_of(quarter.until - 1)
        drivers = {name: _ask_driver(then, name) for name in ranked}
        yield from _follow(then, "driver", drivers, quarter, "audited" if is_audited else "stated")
        split = {kind: _ask_kind(then, kinds, kind) for kind in KINDS if kind != CANNOT_TELL}
        yield from _follow(then, "split", split, quarter, "audited" if is_audited else "record")
        if is_audited:
            yield from _follow(then, "gap", _ask_gaps(then), quarter, "audited")


def _rank_drivers(losses: Losses, is_audited: bool) -> list[str]:
    found = []
    for name in losses.drivers:
        one = _estimate(losses, _ask_driver(losses, name), is_audited)
        if one is not None and one.mid > 0:
            found.append((-one.mid, name))
    return [name for _, name in sorted(found)]


def _ask_driver(losses: Losses, name: str) -> _Asked:
    column, told = losses.drivers.index(name), losses.stated.any(axis=1)
    said = np.where(told, losses.stated[:, column].astype(np.float64), np.nan)
    return _Asked(losses.audits.material[:, column], losses.p[:, column], said)


def _ask_kind(losses: Losses, kinds: Sequence[str], kind: str) -> _Asked:
    judged, guess = tell_kinds(losses, kinds, kind)
    return _Asked(judged, guess, tell_by_record(losses, guess, kind))


def _ask_gaps(losses: Losses) -> dict[str, _Asked]:
    judged, guess = ask_gaps(losses)
    return {name: _Asked(judged[:, at], guess[:, at], guess[:, at]) for at, name in enumerate(GAPS)}


def _follow(
    losses: Losses, headline: str, asked: Mapping[str, _Asked], quarter: Quarter, basis: str
) -> Iterator[Headline]:
    is_audited = basis == "audited"
    each = [(name, one, _estimate(losses, one, is_audited)) for name, one in asked.items()]
    found = [(name, one, share_) for name, one, share_ in each if share_ is not None]
    found.sort(key=lambda row: (-row[2].mid, row[0]))
    n = int(losses.is_drawn_from.sum()) if is_audited else len(losses)
    for place, (name, one, share_) in enumerate(found):
        other, is_apart, enough = "", None, None
        if place + 1 < len(found):
            other, second, _ = found[place + 1]
            is_apart, enough = _tell_apart(_differ(losses, one, second, is_audited))
        yield Headline(headline, name, quarter.name, quarter.until, basis, share_, n, other, is_apart, enough)


def _estimate(losses: Losses, asked: _Asked, is_audited: bool) -> Interval | None:
    if is_audited:
        return estimate_audited(losses, asked.judged, asked.guess)
    said = asked.said[~np.isnan(asked.said)]
    return share(int(said.sum()), len(said)) if len(said) >= LEAST_LOSSES else None


def _differ(losses: Losses, one: _Asked, other: _Asked, is_audited: bool) -> AuditedMean:
    """How much larger a share of losses has the one than the other, both asked of the same losses."""
    if not is_audited:
        said = one.said - other.said
        said = said[~np.isnan(said)]
        return estimate_mean(said, np.zeros(len(said)), np.zeros(len(said)))
    judged, guess = one.judged - other.judged, one.guess - other.guess
    told = ~np.isnan(judged)
    audits = losses.audits.take(told)
    return estimate_mean(judged[told], guess[audits.place], guess[losses.is_drawn_from], audits.weight)


def _tell_apart(difference: AuditedMean) -> tuple[bool, int | None]:
    """Whether the two can be told apart however often one looks, and about how many would tell a tenth apart."""
    n = difference.audited
    is_apart = difference.error > 0 and difference.theta / difference.error > bound_always(n)
    variance = max(difference.error**2 * n, _LEAST_VARIANCE)
    return is_apart, round_up(foresee_always(variance, WORTH, POWER))

"""Losses with what is known of why: the reasons of each, what people stated, and what auditors judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Words = NDArray[np.object_]

#: after all moments
NEVER = 2**62


@dataclass(frozen=True)
class Audits:
    """Audited losses, one row each: a loss judged twice has the mean of both.

    place: (m,) row of the loss in Losses.  weight: (m,) how many losses it stands for.  at: (m,) epoch seconds by which
    it was audited.  material: (m, drivers) 0 to 1, nan where nobody could tell.  main: (m, drivers + 1) which driver
    was the main one, shares of the auditors; the last column none.  has_main: (m,) whether the main one was asked for.
    twice: (m,) 1 where two named the same main driver, 0 where two named others, nan where one alone judged.
    """

    place: Whole
    weight: Number
    at: Whole
    material: Number
    main: Number
    has_main: Flags
    twice: Number

    def take(self, rows: Flags | Whole) -> "Audits":
        """Some of them."""
        names = ("place", "weight", "at", "material", "main", "has_main", "twice")
        return Audits(**{name: getattr(self, name)[rows] for name in names})


@dataclass(frozen=True)
class Losses:
    """n losses by k drivers.

    p: (n, k) probability of a material part.  first: (n,) column of the main driver by what no audit told, -1
    where nothing is on record.  is_told: (n,) whether its verdict tells one, and not only the likeliest.
    by_rep, by_buyer: (n, k) who named it.  drawn_since: (n,) when the first audit of its quarter was finished, epoch
    seconds; NEVER where its quarter was not drawn from.
    """

    drivers: tuple[str, ...]
    deal: Whole
    outcome: Words
    segment: Words
    team: Words
    owner: Whole
    closed_at: Whole
    p: Number
    first: Whole
    is_told: Flags
    by_rep: Flags
    by_buyer: Flags
    drawn_since: Whole
    audits: Audits

    def __len__(self) -> int:
        return len(self.deal)

    @property
    def stated(self) -> Flags:
        """(n, k) whether rep or buyer named it."""
        return self.by_rep | self.by_buyer

    @property
    def is_drawn_from(self) -> Flags:
        """(n,) whether its quarter was drawn from and audited: of these losses audits speak."""
        return np.asarray(self.drawn_since < NEVER)

    def take(self, rows: Flags) -> "Losses":
        """Some of them, with their audits."""
        places = np.cumsum(rows) - 1
        kept = self.audits.take(rows[self.audits.place])
        names = (
            "deal",
            "outcome",
            "segment",
            "team",
            "owner",
            "closed_at",
            "p",
            "first",
            "is_told",
            "by_rep",
            "by_buyer",
        )
        told = {name: getattr(self, name)[rows] for name in (*names, "drawn_since")}
        return replace(self, **told, audits=replace(kept, place=places[kept.place]))

    def as_of(self, moment: int) -> "Losses":
        """Those that had ended by then, with the audits that were finished by then."""
        then = self.take(self.closed_at <= moment)
        since = np.where(then.drawn_since <= moment, then.drawn_since, NEVER)
        return replace(then, drawn_since=since, audits=then.audits.take(then.audits.at <= moment))


@dataclass(frozen=True)
class Judged:
    """One auditor's verdicts of one loss. verdicts: driver -> verdict.  main: empty for none, None where not asked."""

    place: int
    weight: float
    at: int
    verdicts: dict[str, str]
    main: str | None


def gather_audits(judged: Sequence[Judged], drivers: Sequence[str]) -> Audits:
    """One row for each loss, of all that auditors judged of it."""
    by_place: dict[int, list[Judged]] = {}
    for one in judged:
        by_place.setdefault(one.place, []).append(one)
    rows = [_join(by_place[place], drivers) for place in sorted(by_place)]
    k = len(drivers)
    return Audits(
        place=np.array(sorted(by_place), dtype=np.int64),
        weight=np.array([by_place[place][0].weight for place in sorted(by_place)], dtype=np.float64),
        at=np.array([min(one.at for one in by_place[place]) for place in sorted(by_place)], dtype=np.int64),
        material=np.array([row[0] for row in rows], dtype=np.float64).reshape(len(rows), k),
        main=np.array([row[1] for row in rows], dtype=np.float64).reshape(len(rows), k + 1),
        has_main=np.array([row[2] for row in rows], dtype=np.bool_),
        twice=np.array([row[3] for row in rows], dtype=np.float64),
    )


def _join(some: Sequence[Judged], drivers: Sequence[str]) -> tuple[list[float], list[float], bool, float]:
    material = []
    for driver in drivers:
        told = [verdict for one in some if (verdict := one.verdicts.get(driver, "cannot_tell")) != "cannot_tell"]
        material.append(sum(verdict == "material" for verdict in told) / len(told) if told else float("nan"))
    asked = [one.main for one in some if one.main is not None]
    main = [sum(name == driver for name in asked) / max(len(asked), 1) for driver in drivers]
    twice = float(len(set(asked)) == 1) if len(asked) > 1 else float("nan")
    return material, [*main, 1 - sum(main)], bool(asked), twice

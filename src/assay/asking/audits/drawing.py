"""The draw: 4 % of the losses of a quarter, at least 30 where there are as many, by a seed that is kept.

A quarter is drawn once it is over, so that each of its losses has the same chance, which is known and kept. Losses
of it that become known later make a frame of their own, drawn from in the same way; no loss is ever in two frames.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from assay.asking.ask import Ask, list_texts

#: what share of losses is audited, and how many of a quarter at least
SHARE, LEAST = 0.04, 30
#: what share of those drawn is audited by two people, and how many at least
DOUBLE_SHARE, DOUBLE_LEAST = 1 / 3, 10

#: outcomes that are losses; a deal disqualified was never a chance to sell
LOST = ("lost", "no_decision")


@dataclass(frozen=True)
class Loss:
    """One loss. closed_at: epoch seconds."""

    deal_id: int
    name: str
    owner_id: int | None
    closed_at: int


@dataclass(frozen=True)
class Draw:
    """What was drawn. drawn: the ids in the order of the draw, the first `twice` of which two people audit.

    probability: with which each loss of the frame was drawn, None for an empty frame.
    """

    drawn: tuple[int, ...]
    frame: tuple[int, ...]
    twice: int
    digest: str

    @property
    def probability(self) -> float | None:
        """The same for all, since quarters are not split."""
        return len(self.drawn) / len(self.frame) if self.frame else None

    @property
    def weight(self) -> float | None:
        """How many losses each drawn one stands for."""
        return len(self.frame) / len(self.drawn) if self.drawn else None


def draw(frame: Collection[int], seed: str, drawn_before: int = 0) -> Draw:
    """Draws from the losses of a frame. drawn_before: of the same quarter, from earlier frames."""
    size = size_draw(len(frame), drawn_before)
    drawn = tuple(order_frame(frame, seed)[:size])
    return Draw(drawn, tuple(sorted(frame)), size_double(size), digest_frame(frame))


def size_draw(n: int, drawn_before: int = 0) -> int:
    """How many of n losses are drawn."""
    return min(n, max(ceil(SHARE * n), LEAST - drawn_before))


def size_double(size: int) -> int:
    """How many of those drawn two people audit."""
    return min(size, max(ceil(DOUBLE_SHARE * size), DOUBLE_LEAST))


def order_frame(frame: Iterable[int], seed: str) -> list[int]:
    """The losses in the order in which this seed draws them: by a hash of both, so that anybody can draw again."""
    return sorted(set(frame), key=lambda deal: (hashlib.sha256(f"{seed} {deal}".encode()).digest(), deal))


def digest_frame(frame: Iterable[int]) -> str:
    """What tells this frame from every other."""
    return hashlib.sha256(" ".join(map(str, sorted(set(frame)))).encode()).hexdigest()


def list_losses(ask: Ask, first: int, until: int) -> list[Loss]:
    """The deals lost between `first` and before `until` by the last run. Epoch seconds."""
    rows = ask(
        f"""
        SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, m.closed_at
        FROM moment m JOIN deal d ON d.id = m.deal_id
        WHERE m.outcome IN ({list_texts(LOST)}) AND NOT d.is_deleted
          AND m.closed_at >= {first:d} AND m.closed_at < {until:d}
        ORDER BY m.closed_at, d.id"""
    )
    return [Loss(*row) for row in rows]


@dataclass(frozen=True)
class Able:
    """Somebody who might audit a loss. could_see: the deal is open to that person by role.

    was_on: took part in the deal or in a debrief of it.  has_read: opened its file.  waiting: audits not done yet.
    """

    user_id: int
    could_see: bool
    was_on: bool
    has_read: bool
    sees_all: bool
    waiting: int

    @property
    def may_audit(self) -> bool:
        """Whether that person is independent: had no part in it, read none of it, and does not manage its owner."""
        return not self.was_on and not self.has_read and (self.sees_all or not self.could_see)


def choose_auditor(people: Sequence[Able], seed: str, deal_id: int) -> Able | None:
    """Who audits: those to whom the deal is closed anyway go first, then those with the least to do, then by lot."""

    def rank(one: Able) -> tuple[bool, int, bytes]:
        return one.could_see, one.waiting, hashlib.sha256(f"{seed} {deal_id} {one.user_id}".encode()).digest()

    return min((one for one in people if one.may_audit), key=rank, default=None)

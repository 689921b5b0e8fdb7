"""What came back to letters, counted (M3): each letter once, by the most that came back to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assay.domain.interval import Interval
from assay.stats.share import share

#: a letter into silence is given so long before no answer counts as none
PATIENCE_DAYS = 21
#: what may come back, the most first
KINDS = ("more_senior", "call", "reply", "nothing")


@dataclass(frozen=True)
class Letter:
    """One letter that went. kinds: of all that came back.  is_revived: the deal, thought dead, is alive again."""

    sent_on: date
    kinds: Collection[str] = ()
    is_revived: bool = False


@dataclass(frozen=True)
class LettersCounted:
    """sent: all that went.  waiting: without an answer for less than PATIENCE_DAYS, and in no share yet.

    counts: kind -> letters, each counted once.  shares: of those not waiting, None where there are none.
    answered: share to which anything came back.  revived: letters after which the deal was alive again.
    """

    sent: int
    waiting: int
    counts: dict[str, int]
    shares: dict[str, Interval | None]
    answered: Interval | None
    revived: int


def count_letters(letters: Iterable[Letter], today: date) -> LettersCounted:
    """Each letter by the most that came back to it."""
    found = list(letters)
    told = [name for one in found if (name := _name(one, today))]
    counts = {kind: told.count(kind) for kind in KINDS}
    return LettersCounted(
        sent=len(found),
        waiting=len(found) - len(told),
        counts=counts,
        shares={kind: share(hits, len(told)) for kind, hits in counts.items()},
        answered=share(len(told) - counts["nothing"], len(told)),
        revived=sum(one.is_revived for one in found),
    )


def _name(letter: Letter, today: date) -> str:
    """The most that came back; nothing once the time is over; empty as long as it is not."""
    for kind in KINDS:
        if kind in letter.kinds:
            return kind
    return "nothing" if today - letter.sent_on >= timedelta(days=PATIENCE_DAYS) else ""

"""A sales process invented week by week: how much a buyer wants it decides what they write, and how it ends.

Shares nothing with what learns from it. The end is not told by any field that stands in the record before it.
"""

import random
from datetime import UTC, datetime
from math import exp

from runs.small_record import FIRST, SmallRecord

STAGES = ("Talk", "Offer", "Contract")


def invent_sales(seed: int, deals: int, *, days: int = 1_400, strength: float = 1.0) -> SmallRecord:
    """`deals` deals opened over `days` days. strength: how much the buyer's wish shows in what they write; 0: not."""
    dice, record = random.Random(seed), SmallRecord(imported=days)  # noqa: S311 (an invented company, no secret)
    for code, stage_class in (*((stage, "open") for stage in STAGES), ("Won", "won"), ("Lost", "lost")):
        record.stage(code, stage_class)
    for number in range(deals):
        _invent_deal(record, dice, number, days, strength)
    return record


def _invent_deal(record: SmallRecord, dice: random.Random, number: int, days: int, strength: float) -> None:
    opened, wish = dice.uniform(0, days - 1), dice.gauss(0, 1)
    end, won, words = _live(dice, wish, strength)
    closed = opened + end < days
    deal = record.deal(
        f"deal {number}",
        opened=opened,
        outcome=("won" if won else "lost") if closed else "open",
        closed=opened + end if closed else None,
        currency="EUR",
    )
    last = min(end, days - opened)
    for step, stage in enumerate(STAGES):
        day = end * step / 4
        if day < last:
            record.change(deal, "stage", stage, opened + day, old=STAGES[step - 1] if step else None)
    if closed:
        record.change(deal, "stage", "Won" if won else "Lost", opened + end, old=STAGES[-1])
    record.change(deal, "amount", str(dice.choice((2_000, 20_000, 200_000))), opened)
    for word in words:
        if word < last:
            record.word(deal, opened + word, direction="inbound", buyer=dice.randrange(3))


def _live(dice: random.Random, wish: float, strength: float) -> tuple[float, bool, list[float]]:
    """How many days, whether it is won, and the days on which the buyer writes."""
    words: list[float] = []
    for week in range(60):
        rate = exp(-0.3 + 0.8 * strength * wish)
        words += [7 * week + dice.random() * 6.9 for _ in range(_draw_count(dice, rate))]
        if week >= 4:
            fate = dice.random()
            wins, loses = 0.05 / (1 + exp(-1.6 * wish)), 0.05 / (1 + exp(1.6 * wish))
            if fate < wins + loses:
                return 7.0 * week + 6.95, fate < wins, words
    return 420.0, False, words


def _draw_count(dice: random.Random, rate: float) -> int:
    count, reached = 0, dice.expovariate(1.0)
    while reached < rate:
        count, reached = count + 1, reached + dice.expovariate(1.0)
    return count


def day_of(number: float) -> datetime:
    """A day of the record as a date."""
    return datetime.fromtimestamp(FIRST + number * 86_400, UTC)

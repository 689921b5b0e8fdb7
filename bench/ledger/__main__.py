"""Prints how often the ledger's 95 % intervals hold the true effect, and how wrong the usual comparisons are there.

`python -m bench.ledger [--worlds 1000] [--seed 1]`; ends with 1 where an interval covers less than 93 % or, being an
interval that the data can bound, more than 97 %. What a play adds cannot be bounded where hardly any were made: such an
interval holds everything, and so the truth.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assay.rescue.ledger.drawn import DrawnDeal, judge_drawn
from bench.ledger.worlds import HORIZON, WORLDS, Lived, World, live

#: shares of worlds whose interval holds the truth
LEAST, MOST = 0.93, 0.97


#: where so many worlds have no bound for a play, its intervals are expected to hold the truth too often
_OFTEN = 0.1


@dataclass
class Tally:
    """What the worlds of one kind gave."""

    held: list[bool] = field(default_factory=list)
    held_each: list[bool] = field(default_factory=list)
    held_value: list[bool] = field(default_factory=list)
    middle: list[float] = field(default_factory=list)
    unbounded: list[bool] = field(default_factory=list)
    called: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    silent: int = 0


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each kind of world."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--worlds", type=int, default=1_000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1, help="by which they are drawn")
    given = parser.parse_args(arguments)
    print(
        f"{given.worlds:,} worlds of each kind, drawn by {given.seed}; points are wins by {HORIZON} days per 100 deals"
    )
    print("truth  mean of     95 % interval covers         no bound  called less  after less")
    print("/deal  estimates   /deal   /play   value        per play  not called   before      world")
    told = [_print_kind(world, given.worlds, given.seed + number) for number, world in enumerate(WORLDS)]
    return 0 if all(told) else 1


def _print_kind(world: World, worlds: int, seed: int) -> bool:
    dice = np.random.default_rng(seed)
    deal, play, value = _find_truth(world, np.random.default_rng(seed + 10_000))
    tally = Tally()
    for _ in range(worlds):
        _judge(live(world, dice), (deal, play, value), tally)
    covers = [float(np.mean(held)) for held in (tally.held, tally.held_each, tally.held_value)]
    print(
        f"{deal * 100:5.1f}  {np.mean(tally.middle) * 100:8.1f}    {covers[0]:6.1%}  {covers[1]:6.1%}  {covers[2]:6.1%}"
        f"       {np.mean(tally.unbounded):6.1%}   {np.mean(tally.called) * 100:+8.1f}"
        f"     {np.mean(tally.after) * 100:+6.1f}      {world.name} ({world.deals:,} deals)"
        + (f"; {tally.silent} worlds said: not enough" if tally.silent else "")
    )
    bounded = np.mean(tally.unbounded) < _OFTEN
    return min(covers) >= LEAST and max(covers[0], covers[1] if bounded else 0.0, covers[2]) <= MOST


def _find_truth(world: World, dice: np.random.Generator) -> tuple[float, float, float]:
    """Wins that being proposed adds for each deal, for each play that it brings about, and value for each deal."""
    added, brought, worth = [], [], []
    for _ in range(max(200, 400_000 // world.deals)):
        lived = live(world, dice)
        gap = lived.wins[:, 1].astype(float) - lived.wins[:, 0]
        added.append(gap.mean())
        brought.append((lived.would[:, 1].astype(float) - lived.would[:, 0]).mean())
        worth.append((gap * lived.value).mean())
    return float(np.mean(added)), float(np.mean(added) / np.mean(brought)), float(np.mean(worth))


def _judge(lived: Lived, truth: tuple[float, float, float], tally: Tally) -> None:
    judged = judge_drawn(_hand_over(lived), lived.today, days=HORIZON)
    deal, play, value = judged.wins.difference, judged.wins.each, judged.value.difference
    if deal is None or value is None:
        tally.silent += 1
        return
    tally.held.append(deal.low <= truth[0] <= deal.high)
    tally.held_each.append(play is None or play.low <= truth[1] <= play.high)
    tally.held_value.append(value.low <= truth[2] <= value.high)
    tally.middle.append(deal.mid)
    tally.unbounded.append(play is None or (play.low == -1 and play.high == 1))
    _judge_naively(lived, tally)


def _judge_naively(lived: Lived, tally: Tally) -> None:
    """Called beside not called among closed deals; and how a called deal looked before and a month after."""
    closed = lived.ended <= lived.today
    called = np.isfinite(lived.played)
    if (closed & called).any() and (closed & ~called).any():
        tally.called.append(float(lived.won[closed & called].mean() - lived.won[closed & ~called].mean()))
    if called.any():
        tally.after.append(float((lived.mood_later - lived.mood)[called].mean()))


def _hand_over(lived: Lived) -> list[DrawnDeal]:
    """What the ledger would know on its day."""
    known = lived.ended <= lived.today
    played = np.isfinite(lived.played) & (lived.played <= lived.today)
    return [
        DrawnDeal(
            deal_id=number,
            day=int(lived.drawn[number]),
            is_held_out=bool(lived.out[number]),
            played=int(lived.played[number]) if played[number] else None,
            ended=int(lived.ended[number]) if known[number] else None,
            is_won=bool(known[number] and lived.won[number]),
            value=float(lived.value[number]),
        )
        for number in range(len(lived.drawn))
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

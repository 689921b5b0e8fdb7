"""Made-up histories, in several families, of rates that never changed, only lulled, or fell for good."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.turn_weeks import Histories, end_before_last

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

COURSES = ("steady", "lull", "turn", "gradual")

#: what is left of a weekday on a weekend; of mean 1
WEEK = np.array([1.3, 1.3, 1.3, 1.3, 1.2, 0.3, 0.3])


@dataclass(frozen=True)
class World:
    """rate: median words a day.  spread: of its log.  life: days.  zone: where a turn lies, as a share of life.

    drop: what is left after a turn.  shape: of weekly gamma shocks.  holidays: days of the year without a word.
    """

    rate: float = 0.15
    spread: float = 0.4
    life: tuple[int, int] = (100, 210)
    zone: tuple[float, float] = (0.3, 0.7)
    drop: tuple[float, float] = (0.2, 0.5)
    shape: float = 4.0
    holidays: tuple[int, ...] = ()


#: families that differ in what a method could be tuned to
WORLDS = {
    "central": World(),
    "anywhere": World(rate=0.13, spread=0.6, life=(60, 260), zone=(0.08, 0.92), drop=(0.2, 0.65)),
    "busy": World(rate=0.5, spread=0.5, life=(60, 200), zone=(0.2, 0.8), drop=(0.25, 0.6), shape=3.0),
    "thin": World(rate=0.08, spread=0.5, life=(120, 400), zone=(0.2, 0.8), drop=(0.15, 0.5), shape=8.0),
    "bursty": World(rate=0.2, spread=0.8, life=(60, 240), zone=(0.2, 0.8), shape=1.2),
    "holidays": World(life=(150, 300), holidays=(*range(0, 7), *range(355, 366), 120, 121, 226, 227, 228)),
}


@dataclass(frozen=True)
class Drawn:
    """Histories cut at their last word, ready to be judged, the course of each, and the true day of the turn."""

    histories: Histories
    course: NDArray[np.str_]
    at: Whole


def draw(world: World, n: int, seed: int, mix: tuple[float, ...] = (0.4, 0.2, 0.3, 0.1)) -> Drawn:
    """`n` histories of eight words at least, over three years; mix: shares of COURSES."""
    dice = np.random.default_rng(seed)
    first: list[int] = []
    last: list[int] = []
    of: list[int] = []
    day: list[int] = []
    count: list[int] = []
    courses: list[str] = []
    at: list[int] = []
    while len(first) < n:
        course = str(dice.choice(COURSES, p=mix))
        begin = int(dice.integers(18_000, 19_000))
        words, turn = draw_words(world, course, begin, dice)
        told = np.flatnonzero(words)
        if words.sum() < 8 or told[-1] < 42 or (turn and not 7 <= turn <= told[-1] - 7):
            continue
        of += [len(first)] * len(told)
        first.append(begin)
        last.append(begin + told[-1])
        day += list(begin + told)
        count += list(words[told])
        courses.append(course)
        at.append(begin + turn)
    arrays = (np.array(each, np.int64) for each in (first, last, of, day, count))
    return Drawn(end_before_last(Histories(*arrays)), np.array(courses), np.array(at))


def draw_words(world: World, course: str, begin: int, dice: np.random.Generator) -> tuple[Whole, int]:
    """Words on each day of one life, and the day of its turn, 0 for none."""
    life = int(dice.integers(*world.life))
    days = begin + np.arange(life)
    exposure = WEEK[(days + 3) % 7] * ~np.isin(days % 365, world.holidays)
    mean, turn = world.rate * np.exp(dice.normal(0, world.spread)) * exposure, 0
    if course in ("turn", "gradual"):
        turn, left = int(life * dice.uniform(*world.zone)), dice.uniform(*world.drop)
        width = 28 if course == "gradual" else 1
        mean = mean * (1 - (1 - left) * np.clip((np.arange(life) - turn + width // 2 + 1) / width, 0, 1))
    if course == "lull":
        length = int(dice.integers(14, 36))
        start = int(dice.integers(10, max(11, life - length - 10)))
        mean[start : start + length] *= dice.uniform(0.05, 0.3)
    week = (days + 3) // 7
    shock = dice.gamma(world.shape, 1 / world.shape, size=week[-1] - week[0] + 1)
    return dice.poisson(mean * shock[week - week[0]]), turn

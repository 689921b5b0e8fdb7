"""One week of many deals: causes begin, and deals are lost or won. Used by the histories and by the limit alone."""

from dataclasses import dataclass

import numpy as np

from bench.truth.world import CAUSES, DRIVERS, RAISES, SEGMENTS, TOGETHER, Flag, K, Number, Whole, World

#: weekly hazard of being won without any cause, by stage
_WON = np.array([0.0001, 0.004, 0.020, 0.070])

#: how far a deal's chance to be won falls with what raises its risk to be lost
_WIN_SHARE = 0.8

#: in the world of thresholds: what the sum of effects has to reach, and what follows then
_STEP, _JUMP = 1.0, 1.5

#: shape of the gamma by which effects differ from deal to deal; mean 1
SPREAD = 4.0


@dataclass(frozen=True)
class Course:
    """What does not hang on hidden causes. segment: (n,).  lost, won: (n, weeks) log hazards of each week."""

    segment: Whole
    lost: Number
    won: Number


def base_hazards(base: float, stage: Whole, push: Number) -> tuple[Number, Number]:
    """Log hazards of being lost and won. base: hazard of losing without any cause.  stage: (n, weeks).

    push: (n, weeks) what adds to the risk of losing.
    """
    return np.log(base) + push, np.log(_WON)[stage] - _WIN_SHARE * push


def draw_effects(world: World, n: int, dice: np.random.Generator) -> Number:
    """(n, K) what each cause would do to each deal: no two buyers mind alike."""
    return world.effects * dice.gamma(SPREAD, 1 / SPREAD, (n, K))


def first_chances(segment: Whole) -> Number:
    """(n, K) the chance that a cause is there at the opening."""
    return np.asarray(np.array([cause.at_first for cause in CAUSES]) * _pace(segment))


def begin_chances(on: Flag, segment: Whole) -> Number:
    """(n, K) the chance that a cause that is not there begins within a week."""
    rate = np.array([cause.a_week for cause in CAUSES]) * _pace(segment) * np.exp(on @ _RAISES)
    return np.asarray(-np.expm1(-rate))


def draw_first(segment: Whole, dice: np.random.Generator) -> Flag:
    """(n, K) the causes that are there at the opening."""
    return np.asarray(dice.random((len(segment), K)) < first_chances(segment), np.bool_)


def begin_causes(on: Flag, segment: Whole, dice: np.random.Generator) -> Flag:
    """(n, K) the causes that are there a week later."""
    return np.asarray(on | (dice.random(on.shape) < begin_chances(on, segment)), np.bool_)


def combine_effects(world: World, on: Flag, effects: Number) -> Number:
    """(n,) by how much the log hazard of losing is raised."""
    felt = on * effects
    if world.combine == "sum":
        return np.asarray(np.log1p(np.expm1(felt).sum(axis=1)))
    load = felt.sum(axis=1)
    for one, other, extra in _TOGETHER:
        load = load + world.strength * extra * (on[:, one] & on[:, other])
    if world.combine == "threshold":
        return np.asarray(np.where(load >= _STEP, _JUMP, 0.0))
    return np.asarray(load)


def end_chances(course: Course, deal: Whole, week: int | Whole, load: Number) -> tuple[Number, Number]:
    """The chances to be lost and to be won within the week. deal: rows of the course.  load: see combine_effects."""
    lost = np.exp(course.lost[deal, week] + load)
    won = np.exp(course.won[deal, week] - _WIN_SHARE * load)
    ends = -np.expm1(-(lost + won))
    return lost / (lost + won) * ends, won / (lost + won) * ends


def _pace(segment: Whole) -> Number:
    return _PACES[segment]


def _square(rows: tuple[tuple[str, str, float], ...]) -> Number:
    found = np.zeros((K, K))
    for one, other, value in rows:
        found[DRIVERS.index(one), DRIVERS.index(other)] = value
    return found


_RAISES = _square(RAISES)
_TOGETHER = [(DRIVERS.index(one), DRIVERS.index(other), extra) for one, other, extra in TOGETHER]
_PACES = np.exp(np.random.default_rng(5).normal(0, 0.3, (len(SEGMENTS), K)))

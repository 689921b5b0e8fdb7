"""The lives of the deals of a made-up company, and why each ended."""

from dataclasses import dataclass

import numpy as np

from bench.truth.process import (
    Course,
    base_hazards,
    begin_causes,
    combine_effects,
    draw_effects,
    draw_first,
    end_chances,
)
from bench.truth.world import MATERIAL, RIVALS, SEGMENTS, THEMES, WEEKS, Flag, Number, Whole, World

#: days; the record begins on 2022-01-03, a Monday
FIRST_DAY = 18_995
NEVER = 10**6
TEAMS, REPS = 6, 48

#: competitor, theme, day as a share of the history: the moves that blunted us, and two that were only announced
MOVES = ((0, 0, 0.45), (1, 1, 0.50), (2, 2, 0.55), (3, 0, 0.50), (4, 1, 0.45))
FAKES = ((0, 1, 0.50), (2, 0, 0.45))


@dataclass(frozen=True)
class Lives:
    """Facts of n deals, (n,) unless said otherwise; days count from 1970.

    opened, died, closed: day on which each was opened, was over, and was closed in the CRM.  begun: (n, K) week in
    which each cause began, WEEKS for never.  felt: (n, K) what each would do.  material: (n, K) whether it had a part
    in a loss.  main: the one that weighed most, -1 for none.  turn: day of the turn, NEVER for none.  lull: first day
    of a passing lull and its days.  stop: day on which the nurture programme stopped, NEVER for never; nurtured: had
    one.
    rival: -1 for none.  theme: what the buyer cares most about.
    """

    world: World
    course: Course
    stage: Whole
    opened: Whole
    died: Whole
    closed: Whole
    weeks: Whole
    won: Flag
    begun: Whole
    felt: Number
    material: Flag
    main: Whole
    turn: Whole
    left: Number
    lull: Whole
    lull_days: Whole
    nurtured: Flag
    stop: Whole
    rival: Whole
    theme: Whole
    segment: Whole
    rep: Whole
    channel: Whole
    amount: Number

    @property
    def last_day(self) -> int:
        """The last day of the record."""
        return FIRST_DAY + int(self.world.years * 365)

    @property
    def lost(self) -> Flag:
        """Lost, and closed by the last day of the record."""
        return np.asarray(~self.won & (self.closed <= self.last_day), np.bool_)

    @property
    def is_open(self) -> Flag:
        """Open in the CRM on the last day, dead or alive."""
        return np.asarray(self.closed > self.last_day, np.bool_)


def draw_lives(world: World, seed: int) -> Lives:
    """All deals of the company, each followed to its end, also beyond the last day of the record."""
    dice, n = np.random.default_rng(seed), world.deals
    span = int(world.years * 365)
    opened = np.sort(FIRST_DAY + dice.integers(0, span, n))
    segment = dice.integers(0, len(SEGMENTS), n)
    rival = np.where(dice.random(n) < 0.6, dice.integers(0, RIVALS, n), -1)
    theme = dice.integers(0, len(THEMES), n)
    stage = np.minimum((dice.random((n, WEEKS)) < 0.17).cumsum(axis=1), 3)
    turn = np.where(dice.random(n) < world.turns, opened + dice.integers(25, 170, n), NEVER)
    has_lull = (turn == NEVER) & (dice.random(n) < world.lulls)
    lull = np.where(has_lull, opened + dice.integers(20, 120, n), NEVER)
    nurtured = dice.random(n) < 0.6
    days = dice.exponential(np.where(turn < NEVER, 220, 380)).astype(np.int64) if n else opened
    stop = np.where(nurtured, opened + days, NEVER)
    amount = np.asarray(np.round(np.exp(dice.normal(10, 0.9, n))), np.float64)
    push = _push_losses(world, opened, segment, rival, theme, turn, stop, amount)
    course = Course(segment, *base_hazards(world.base, stage, push))
    felt = draw_effects(world, n, dice)
    begun, weeks, won = _live(world, course, felt, dice)
    died = opened + weeks * 7 + dice.integers(1, 7, n)
    lag = np.where(won, 0, 1 + dice.exponential(25, n).astype(np.int64))
    on = begun <= weeks[:, None]
    load = combine_effects(world, on, felt)
    material = on & (felt >= MATERIAL) & ~won[:, None] & (load > 0)[:, None]
    weight = np.where(material, felt, -1.0)
    main = np.where(material.any(axis=1), weight.argmax(axis=1), -1)
    return Lives(
        world=world,
        course=course,
        stage=stage,
        opened=opened,
        died=died,
        closed=died + lag,
        weeks=weeks,
        won=won,
        begun=begun,
        felt=felt,
        material=material,
        main=main,
        turn=turn,
        left=dice.uniform(0.2, 0.5, n),
        lull=lull,
        lull_days=dice.integers(14, 36, n),
        nurtured=nurtured,
        stop=stop,
        rival=rival,
        theme=theme,
        segment=segment,
        rep=dice.integers(0, REPS, n),
        channel=dice.integers(0, 3, n),
        amount=amount,
    )


def _push_losses(
    world: World,
    opened: Whole,
    segment: Whole,
    rival: Whole,
    theme: Whole,
    turn: Whole,
    stop: Whole,
    amount: Number,
) -> Number:
    """(n, weeks) what adds to the log hazard of losing and is no hidden cause."""
    day = opened[:, None] + 7 * np.arange(WEEKS)
    push = world.turned * (day >= turn[:, None]) + world.stopped * (day >= stop[:, None])
    push = push + (np.array([0.0, 0.2, -0.2])[segment] + 0.2 * (np.log(amount) - 10))[:, None]
    push = push + np.where(rival >= 0, cell_effects()[np.maximum(rival, 0), theme], 0.0)[:, None]
    for who, what, share in MOVES:
        hit = (rival == who) & (theme == what)
        push = push + world.moved * (hit[:, None] & (day >= move_day(world, share)))
    return np.asarray(push)


def cell_effects() -> Number:
    """(rivals, themes) what each competitor costs us where the buyer cares about each theme, before any move."""
    return np.random.default_rng(17).normal(0.0, 0.35, (RIVALS, len(THEMES)))


def move_day(world: World, share: float) -> int:
    """The day of a move, given as a share of the history."""
    return FIRST_DAY + int(world.years * 365 * share)


def _live(world: World, course: Course, felt: Number, dice: np.random.Generator) -> tuple[Whole, Whole, Flag]:
    """The weeks in which causes began, the week in which each deal ended, and whether it was won."""
    n = len(felt)
    on = draw_first(course.segment, dice)
    begun = np.where(on, 0, WEEKS)
    ended, won = np.full(n, WEEKS - 1), np.zeros(n, np.bool_)
    alive = np.arange(n)
    for week in range(WEEKS):
        load = combine_effects(world, on[alive], felt[alive])
        to_lose, to_win = end_chances(course, alive, week, load)
        luck = dice.random(len(alive))
        over = luck < to_lose + to_win
        ended[alive[over]] = week
        won[alive[over]] = luck[over] >= to_lose[over]
        alive = alive[~over]
        if not len(alive):
            break
        later = begin_causes(on[alive], course.segment[alive], dice)
        begun[alive] = np.where(later & ~on[alive], week + 1, begun[alive])
        on[alive] = later
    return begun, ended, won


def causes_at(lives: Lives, deals: Whole, week: Whole) -> Flag:
    """(deals, K) the causes that were at work in a week of each deal's life."""
    return np.asarray(lives.begun[deals] <= week[:, None], np.bool_)

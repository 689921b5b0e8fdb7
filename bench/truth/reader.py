"""The limit: a reader who knows every planted rate and reads the same record, by particles; and one who sees all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.truth.contact import ANSWER, CHAMPION, IDLE_LEADERS, MEETING, SENIOR, SHOCK, Contact, expect_words
from bench.truth.history import Lives
from bench.truth.process import (
    Course,
    base_hazards,
    begin_causes,
    begin_chances,
    combine_effects,
    draw_effects,
    end_chances,
    first_chances,
)
from bench.truth.world import CAUSES, MATERIAL, WEEKS, Flag, K, Number, Whole

PARTICLES = 160
_AT_ONCE = 400
_MENTIONS = ("absent", "present")
_OF = {cause.seen: place for place, cause in enumerate(CAUSES) if cause.seen}


@dataclass(frozen=True)
class Seen:
    """What is on record of each week, (n, weeks) each; told: (n, weeks, K).  expected: words of the buyer a week."""

    told: Whole
    words: Whole
    champion: Whole
    meetings: Whole
    senior: Whole
    answers: Whole
    waited: Number
    heads: Whole
    expected: Number


@dataclass(frozen=True)
class Reading:
    """What the best reader makes of each deal. p_on, p_material, p_main: (deals, K).  p_win: (deals,) of open deals.

    p_alive: (deals,) of open deals, that the buyer is not gone.
    """

    p_on: Number
    p_material: Number
    p_main: Number
    p_win: Number
    p_alive: Number


def gather_seen(lives: Lives, contact: Contact) -> Seen:
    """What of the contact tells of hidden causes, week by week."""
    n = len(lives.opened)
    week = (contact.day - lives.opened[contact.deal]) // 7

    def count(kept: Flag, weights: Number | None = None) -> Number:
        place = contact.deal[kept] * WEEKS + week[kept]
        told = np.bincount(place, np.ones(len(place)) if weights is None else weights[kept], n * WEEKS)
        return np.asarray(told.reshape(n, WEEKS), np.float64)

    every = np.ones(len(week), np.bool_)
    answered = ~np.isnan(contact.answered)
    heads = np.zeros((n, WEEKS), np.int64)
    place = np.minimum((contact.head_day - lives.opened[contact.head_deal]) // 7, WEEKS - 1)
    np.add.at(heads, (contact.head_deal, place), 1)
    days = np.arange(WEEKS * 7)
    owner = np.repeat(np.arange(n), len(days))
    day = lives.opened[owner] + np.tile(days, n)
    expected = expect_words(lives, contact.rate, owner, day).reshape(n, WEEKS, 7).sum(axis=2) * lives.world.logged
    return Seen(
        told=contact.told,
        words=count(every).astype(np.int64),
        champion=count(contact.champion).astype(np.int64),
        meetings=count(contact.kind == MEETING).astype(np.int64),
        senior=count(contact.senior).astype(np.int64),
        answers=count(answered).astype(np.int64),
        waited=count(answered, np.nan_to_num(contact.answered)),
        heads=heads,
        expected=expected,
    )


def read_deals(
    lives: Lives, seen: Seen, deals: Whole, seed: int, *, named: tuple[Whole, Whole] | None = None
) -> Reading:
    """The reader's view of closed deals at their end, and of open ones on the last day of the record.

    named: (n,) the rep's and the buyer's reasons, -1 for none, to be weighed in by how often each says the truth.
    """
    parts = [_read_part(lives, seen, part, seed + place, named) for place, part in enumerate(_split(deals))]
    return Reading(*(np.concatenate([getattr(part, name) for part in parts]) for name in Reading.__dataclass_fields__))


def foresee(lives: Lives, deals: Whole, seed: int, times: int = 250) -> Number:
    """(deals,) the chance that each open deal is won, for one who sees its causes as they truly are."""
    dice = np.random.default_rng(seed)
    week = _last_week(lives, deals)
    which = np.repeat(np.arange(len(deals)), times)
    on = (lives.begun[deals] <= week[:, None])[which]
    alive = (lives.died[deals] > lives.last_day)[which]
    won = _go_on(lives, deals[which], week[which], on, lives.felt[deals][which], alive, dice)
    return np.asarray(won.reshape(len(deals), times).mean(axis=1))


def _split(deals: Whole) -> Iterator[Whole]:
    for start in range(0, len(deals), _AT_ONCE):
        yield deals[start : start + _AT_ONCE]


def _last_week(lives: Lives, deals: Whole) -> Whole:
    return np.asarray(np.where(lives.is_open[deals], (lives.last_day - lives.opened[deals]) // 7, lives.weeks[deals]))


def _read_part(lives: Lives, seen: Seen, deals: Whole, seed: int, named: tuple[Whole, Whole] | None) -> Reading:
    dice, n = np.random.default_rng(seed), len(deals)
    which = np.repeat(deals, PARTICLES)
    segment = lives.course.segment[which]
    felt = draw_effects(lives.world, len(which), dice)
    on, alive = np.zeros((len(which), K), np.bool_), np.ones(len(which), np.bool_)
    log_weight = np.zeros((n, PARTICLES))
    last, is_open, won = _last_week(lives, deals), lives.is_open[deals], lives.won[deals]
    open_ = np.repeat(is_open, PARTICLES)
    for week in range(int(last.max()) + 1):
        live = np.repeat(last >= week, PARTICLES)
        chance = first_chances(segment) if week == 0 else begin_chances(on, segment)
        gain, moved = _see_week(lives, seen, which, week, on, chance, dice)
        gain = np.where(alive, gain, _see_gone(seen, which, week))
        on = np.where((live & alive)[:, None], moved, on)
        load = combine_effects(lives.world, on, felt)
        to_lose, to_win = end_chances(lives.course, which, week, load)
        ends = np.repeat((last == week) & ~is_open, PARTICLES)
        ended = np.log(np.where(np.repeat(won, PARTICLES), to_win, to_lose))
        # of an open deal it is known that it was not won; it may have been lost, and not closed yet
        stayed = np.log1p(-np.minimum(np.where(open_, to_win, to_win + to_lose), 1 - 1e-9))
        gain += np.where(ends, ended, np.where(alive, stayed, np.where(open_, -7 / 25, 0.0)))
        log_weight += np.where(live, gain, 0.0).reshape(n, PARTICLES)
        alive &= ~(live & open_ & (dice.random(len(which)) < to_lose / (1 - to_win)))
        chosen = _resample(log_weight, dice)
        on, felt, alive = on[chosen], felt[chosen], alive[chosen]
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    material = on & (felt >= MATERIAL) & (combine_effects(lives.world, on, felt) > 0)[:, None]
    main = np.where(material.any(axis=1), np.where(material, felt, -1.0).argmax(axis=1), -1)
    if named is not None:
        weight = weight * _weigh_named(lives, named, deals, main.reshape(n, PARTICLES))
    weight = weight / weight.sum(axis=1, keepdims=True)
    to_be_won = np.zeros(len(which))
    at = np.repeat(is_open, PARTICLES)
    if at.any():
        to_be_won[at] = _go_on(lives, which[at], np.repeat(last, PARTICLES)[at], on[at], felt[at], alive[at], dice)

    def average(values: Flag | Number) -> Number:
        return np.asarray(
            np.einsum("np,np...->n...", weight, values.reshape(n, PARTICLES, *values.shape[1:]).astype(float))
        )

    return Reading(
        p_on=average(on),
        p_material=average(material),
        p_main=average(main[:, None] == np.arange(K)),
        p_win=average(to_be_won),
        p_alive=average(alive),
    )


def _see_week(
    lives: Lives, seen: Seen, deal: Whole, week: int, on: Flag, chance: Number, dice: np.random.Generator
) -> tuple[Number, Flag]:
    """The causes that are there in the week, drawn as what is on record of it suggests, and the log-likelihood of that.

    Given its state each cause speaks for itself, so that each is drawn from its own posterior. (particles,), (.., K).
    """
    absent, present = (np.array([getattr(cause, name) for cause in CAUSES]) * lives.world.logged for name in _MENTIONS)
    count = seen.told[deal, week]
    off, there = count * np.log(absent) - absent, count * np.log(present) - present
    for place, told in (
        (_OF["champion"], [_flip(seen.champion[deal, week], seen.words[deal, week], share) for share in CHAMPION]),
        (_OF["senior"], [_flip(seen.senior[deal, week], seen.meetings[deal, week], share) for share in SENIOR]),
        (_OF["replies"], [-seen.answers[deal, week] * np.log(w) - seen.waited[deal, week] / w for w in ANSWER]),
    ):
        off[:, place] += told[0]
        there[:, place] += told[1]
    begins = there.copy()
    saw, has_head = lives.world.leaders_seen, seen.heads[deal, week] > 0
    idle = np.where(has_head, np.log(IDLE_LEADERS), np.log1p(-IDLE_LEADERS))
    off[:, _OF["leader"]] += idle
    there[:, _OF["leader"]] += idle
    begins[:, _OF["leader"]] += np.where(has_head, np.log(saw), np.log1p(-saw))
    stays, starts = np.log1p(-chance) + off, np.log(np.maximum(chance, 1e-300)) + begins
    either = np.logaddexp(stays, starts)
    new = dice.random(on.shape) < np.exp(starts - either)
    # words of a living buyer are negative binomial by the shocks of weeks
    words, expected = seen.words[deal, week], seen.expected[deal, week]
    spoke = words * np.log(expected / (expected + SHOCK)) - SHOCK * np.log1p(expected / SHOCK)
    return np.where(on, there, either).sum(axis=1) + spoke, on | new


def _see_gone(seen: Seen, deal: Whole, week: int) -> Number:
    """(particles,) the log-likelihood of the week for a buyer who is gone: nothing is said any more."""
    return np.asarray(np.where((seen.words[deal, week] > 0) | (seen.told[deal, week].sum(axis=1) > 0), -50.0, 0.0))


def _flip(hits: Whole, tries: Whole, chance: float) -> Number:
    return np.asarray(hits * np.log(chance) + (tries - hits) * np.log1p(-chance))


def _resample(log_weight: Number, dice: np.random.Generator) -> Whole:
    """Rows of particles to go on with, drawn anew where few of a deal carry its weight; log_weight is changed."""
    n, p = log_weight.shape
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    few = 1 / np.square(weight).sum(axis=1) < p / 2
    chosen = np.arange(n * p).reshape(n, p)
    if few.any():
        ladder = np.cumsum(weight[few], axis=1)
        ladder /= ladder[:, -1:]
        rows = np.arange(int(few.sum()))[:, None]
        draws = (np.arange(p) + dice.random((len(rows), 1))) / p
        place = np.searchsorted((ladder + rows).ravel(), (draws + rows).ravel()).reshape(len(rows), p)
        place = np.minimum(place - rows * p, p - 1)
        chosen[few] = np.flatnonzero(few)[:, None] * p + place
        log_weight[few] = 0.0
    return np.asarray(chosen.ravel())


def _weigh_named(lives: Lives, named: tuple[Whole, Whole], deals: Whole, main: Whole) -> Number:
    """(deals, particles) likelihood of what rep and buyer named; a rep may have copied the buyer."""
    rep, buyer = (reason[deals][:, None] for reason in named)
    world = lives.world
    at_random = np.where(np.arange(K + 1) == 0, 0.5 + 0.5 / K, 0.5 / K)
    by_buyer = np.where(buyer == main, world.buyer_truth, 0.0) + (1 - world.buyer_truth) * at_random[buyer]
    by_rep = np.where(rep == main, world.rep_truth, 0.0) + np.where(rep == 0, 1 - world.rep_truth, 0.01)
    copied = world.copying * (rep == buyer) + (1 - world.copying * (buyer >= 0)) * by_rep
    return np.asarray(np.where(buyer >= 0, by_buyer, 1.0) * np.where(rep >= 0, copied, 1.0))


def _go_on(
    lives: Lives, deal: Whole, week: Whole, on: Flag, felt: Number, alive: Flag, dice: np.random.Generator
) -> Flag:
    """Whether each living deal is won in the end, its causes, stage, turn and programme going on by their rates."""
    world, n = lives.world, len(deal)
    last_day = lives.last_day
    stage = lives.stage[deal, week]
    now = lives.course.lost[deal, week] - np.log(world.base)
    turned, stopped = lives.turn[deal] <= last_day, lives.stop[deal] <= last_day
    age = last_day - lives.opened[deal]
    later = age + dice.uniform(0, 1, n) * np.maximum(170 - age, 0)
    chance = world.turns * np.maximum(170 - age, 0) / 145
    may = ~turned & (dice.random(n) < chance / (chance + 1 - world.turns + 1e-9))
    turn_week = np.where(may, np.maximum(later, 25) // 7, 10**6)
    stop_week = np.where(lives.nurtured[deal] & ~stopped, (age + dice.exponential(330, n)) // 7, 10**6)
    won = np.zeros(n, np.bool_)
    on, left, at = on.copy(), np.flatnonzero(alive), week + 1
    segment = lives.course.segment[deal]
    for _ in range(WEEKS):
        if not len(left):
            break
        when = at[left]
        push = now[left] + world.turned * (turn_week[left] <= when) + world.stopped * (stop_week[left] <= when)
        lost_log, won_log = base_hazards(world.base, stage[left][:, None], push[:, None])
        course = Course(segment[left], lost_log, won_log)
        load = combine_effects(world, on[left], felt[left])
        to_lose, to_win = end_chances(course, np.arange(len(left)), 0, load)
        luck = dice.random(len(left))
        won[left[(luck >= to_lose) & (luck < to_lose + to_win)]] = True
        left = left[luck >= to_lose + to_win]
        on[left] = begin_causes(on[left], segment[left], dice)
        stage[left] = np.minimum(stage[left] + (dice.random(len(left)) < 0.17), 3)
        at[left] += 1
    return won

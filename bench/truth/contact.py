"""What was exchanged over the deals of a made-up company, and what of it lets a reader guess at hidden causes."""

from dataclasses import dataclass

import numpy as np

from bench.truth.history import NEVER, Lives
from bench.truth.world import CAUSES, WEEKS, Flag, K, Number, Whole

#: words of the buyer on a day: mean and shape of the gamma that deals are drawn from; shape of weekly shocks
RATE, RATE_SHAPE, SHOCK = 0.12, 6.0, 4.0

#: what is left of a weekday on each day from Monday on, of mean 1
WEEKDAY = np.array([1.3, 1.3, 1.3, 1.3, 1.2, 0.3, 0.3])

#: kinds of the buyer's words
MAIL, CALL, MEETING = 0, 1, 2
_KINDS = (0.62, 0.20, 0.18)

#: chance of a senior buyer in a meeting; of the champion in a word; mean days until we answer a mail: off and on
SENIOR, CHAMPION, ANSWER = (0.45, 0.05), (0.55, 0.06), (0.7, 4.5)

#: new heads at the buyer a week that change nothing
IDLE_LEADERS = 0.001


@dataclass(frozen=True)
class Contact:
    """Words of the buyer, (words,): deal, day, second (of the day), kind, champion, senior, answered (days until we
    answered, nan for never).  Mentions, (mentions,): deal, day, cause, word (index of the word in which it was made, -1
    for a note of the rep).  Our own mails: out_deal, out_day.  New heads on record: head_deal, head_day.
    rate: (n,) words a day of each deal.  told: (n, weeks, K) mentions a week.  Everything lies within the deals' lives
    and before the last day of the record, but for mails after a buyer was gone.
    """

    deal: Whole
    day: Whole
    second: Whole
    kind: Whole
    champion: Flag
    senior: Flag
    answered: Number
    mention_deal: Whole
    mention_day: Whole
    mention_cause: Whole
    mention_word: Whole
    out_deal: Whole
    out_day: Whole
    head_deal: Whole
    head_day: Whole
    rate: Number
    told: Whole


def draw_contact(lives: Lives, seed: int) -> Contact:
    """All that was said and sent up to the last day of the record, as far as it is on record."""
    dice = np.random.default_rng(seed + 1_000)
    rate = dice.gamma(RATE_SHAPE, RATE / RATE_SHAPE, len(lives.opened))
    owner, day = _list_days(lives.opened, np.minimum(lives.died, lives.last_day))
    mean = expect_words(lives, rate, owner, day)
    week = (day + 3) // 7
    first = np.minimum.reduceat(week, np.flatnonzero(np.diff(owner, prepend=-1)))
    shocks = dice.gamma(SHOCK, 1 / SHOCK, (len(lives.opened), WEEKS + 2))
    spoken = dice.poisson(
        mean * shocks[owner, np.minimum(week - first[np.cumsum(np.diff(owner, prepend=-1) > 0) - 1], WEEKS + 1)]
    )
    deal, when = np.repeat(owner, spoken), np.repeat(day, spoken)
    kept = dice.random(len(deal)) < lives.world.logged
    deal, when = deal[kept], when[kept]
    at_work = _find_at_work(lives, deal, when)
    kind = dice.choice(3, len(deal), p=_KINDS)
    of = {cause.seen: place for place, cause in enumerate(CAUSES) if cause.seen}
    champion = dice.random(len(deal)) < np.take(CHAMPION, at_work[:, of["champion"]])
    senior = (kind == MEETING) & (dice.random(len(deal)) < np.take(SENIOR, at_work[:, of["senior"]]))
    waits = dice.exponential(np.take(ANSWER, at_work[:, of["replies"]]))
    answered = np.where((kind == MAIL) & (dice.random(len(deal)) < 0.9 * lives.world.logged), waits, np.nan)
    mentions, told = _draw_mentions(lives, deal, when, dice)
    out_deal, out_day = _draw_ours(lives, dice)
    head_deal, head_day = _draw_heads(lives, of["leader"], dice)
    return Contact(
        deal=deal,
        day=when,
        second=dice.integers(8 * 3600, 17 * 3600, len(deal)),
        kind=kind,
        champion=champion,
        senior=senior,
        answered=answered,
        mention_deal=mentions[0],
        mention_day=mentions[1],
        mention_cause=mentions[2],
        mention_word=mentions[3],
        out_deal=out_deal,
        out_day=out_day,
        head_deal=head_deal,
        head_day=head_day,
        rate=rate,
        told=told,
    )


def expect_words(lives: Lives, rate: Number, owner: Whole, day: Whole) -> Number:
    """Words of the buyer to be expected on each day of each deal, before the shocks of its week. All (days,)."""
    mean = rate[owner] * WEEKDAY[(day + 3) % 7]
    mean = np.where(day >= lives.turn[owner], mean * lives.left[owner], mean)
    from_, until = lives.lull[owner], lives.lull[owner] + lives.lull_days[owner]
    return np.asarray(np.where((day >= from_) & (day < until), mean * 0.12, mean))


def _list_days(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    count = np.maximum(last - first + 1, 0)
    owner = np.repeat(np.arange(len(first)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, first[owner] + place


def _find_at_work(lives: Lives, deal: Whole, day: Whole) -> Whole:
    week = (day - lives.opened[deal]) // 7
    return np.asarray((lives.begun[deal] <= week[:, None]).astype(np.int64))


def _draw_mentions(
    lives: Lives, deal: Whole, day: Whole, dice: np.random.Generator
) -> tuple[tuple[Whole, Whole, Whole, Whole], Whole]:
    """Mentions of causes: in a word of the same week where there is one, else in a note; and their counts."""
    n = len(lives.opened)
    weeks = np.arange(WEEKS)
    absent, present = (np.array([getattr(cause, name) for cause in CAUSES]) for name in ("absent", "present"))
    last = (np.minimum(lives.died, lives.last_day) - lives.opened) // 7
    told = np.zeros((n, WEEKS, K), np.int64)
    for number in range(K):
        on = lives.begun[:, number, None] <= weeks
        mean = np.where(on, present[number], absent[number]) * lives.world.logged
        told[:, :, number] = dice.poisson(mean * (weeks <= last[:, None]))
    places = np.nonzero(told)
    of, week, cause = (np.repeat(place, told[places]) for place in places)
    word = _find_words(deal, (day - lives.opened[deal]) // 7, of, week, dice)
    until = np.minimum(np.minimum(lives.died, lives.last_day)[of] - lives.opened[of] - week * 7, 6)
    note_day = lives.opened[of] + week * 7 + (dice.random(len(of)) * (until + 1)).astype(np.int64)
    return (of, np.where(word >= 0, day[np.maximum(word, 0)] if len(day) else note_day, note_day), cause, word), told


def _find_words(deal: Whole, week: Whole, of: Whole, in_week: Whole, dice: np.random.Generator) -> Whole:
    """For each mention the index of a word of that deal and week, drawn by lot; -1 where there is none."""
    key, wanted = deal * (WEEKS + 1) + week, of * (WEEKS + 1) + in_week
    order = np.argsort(key, kind="stable")
    low = np.searchsorted(key[order], wanted, side="left")
    count = np.searchsorted(key[order], wanted, side="right") - low
    place = low + (dice.random(len(wanted)) * count).astype(np.int64)
    return np.asarray(np.where(count > 0, order[np.minimum(place, max(len(order) - 1, 0))] if len(order) else -1, -1))


def _draw_ours(lives: Lives, dice: np.random.Generator) -> tuple[Whole, Whole]:
    """Mails of ours that answer nothing; they go on after the buyer is gone, until the deal is closed."""
    owner, day = _list_days(lives.opened, np.minimum(lives.closed - 1, lives.last_day))
    sent = dice.random(len(owner)) < 0.06 * WEEKDAY[(day + 3) % 7] * lives.world.logged
    return owner[sent], day[sent]


def _draw_heads(lives: Lives, leader: int, dice: np.random.Generator) -> tuple[Whole, Whole]:
    """New heads at the buyer, as far as they are on record: most that matter, and a few that do not."""
    until = np.minimum(lives.closed, lives.last_day)
    real = lives.opened + lives.begun[:, leader] * 7 + dice.integers(0, 7, len(lives.opened))
    seen = (lives.begun[:, leader] < WEEKS) & (dice.random(len(real)) < lives.world.leaders_seen) & (real <= until)
    weeks = np.maximum((until - lives.opened) / 7, 0)
    idle = dice.poisson(IDLE_LEADERS * weeks)
    of = np.repeat(np.arange(len(real)), idle)
    when = lives.opened[of] + (dice.random(len(of)) * weeks[of] * 7).astype(np.int64)
    return np.concatenate([np.flatnonzero(seen), of]), np.concatenate([real[seen], when])


__all__ = ["ANSWER", "CHAMPION", "IDLE_LEADERS", "NEVER", "SENIOR", "Contact", "draw_contact", "expect_words"]

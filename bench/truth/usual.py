"""What is usually done instead: keyword flags, a table of frequencies, one change point; and the limit for turns."""

from dataclasses import dataclass

import numpy as np

from bench.truth.contact import RATE_SHAPE, SHOCK, WEEKDAY, Contact
from bench.truth.history import NEVER, Lives
from bench.truth.world import Flag, K, Number, Whole


def flag_causes(contact: Contact, n: int) -> Flag:
    """(n, K) whether a cause was ever mentioned."""
    found = np.zeros((n, K), np.bool_)
    found[contact.mention_deal, contact.mention_cause] = True
    return found


def name_causes(reason: Whole) -> Flag:
    """(n, K) the one that somebody named; -1 names none."""
    return np.asarray(reason[:, None] == np.arange(K), np.bool_)


def vote(rep: Whole, buyer: Whole, flags: Flag) -> Whole:
    """One label a deal by majority of rep, buyer and the most mentioned; ties go to the rep."""
    votes = (
        name_causes(rep) * 1.01
        + name_causes(buyer)
        + (flags.argmax(axis=1)[:, None] == np.arange(K)) * flags.any(axis=1, keepdims=True)
    )
    return np.asarray(votes.argmax(axis=1))


def score_by_frequencies(lives: Lives) -> Number:
    """(open deals,) naive Bayes of what fields hold now, as Odoo has it: a won deal counts for every stage."""
    opened = lives.is_open
    last_week = np.minimum(lives.weeks, np.maximum(lives.last_day - lives.opened, 0) // 7)
    stage = lives.stage[np.arange(len(opened)), last_week]
    size = np.searchsorted(np.quantile(lives.amount, [0.25, 0.5, 0.75]), lives.amount)
    won, lost = lives.won & ~opened, ~lives.won & ~opened
    score = np.full(len(opened), np.log((won.sum() + 0.1) / (lost.sum() + 0.1)))
    for values in (lives.segment, lives.channel, lives.rep, size):
        for value in np.unique(values):
            hit = values == value
            score[hit] += np.log((won & hit).sum() + 0.1) - np.log(won.sum() + 0.1)
            score[hit] -= np.log((lost & hit).sum() + 0.1) - np.log(lost.sum() + 0.1)
    for value in range(4):
        hit = stage == value
        score[hit] -= np.log((lost & hit).sum() + 0.1) - np.log(lost.sum() + 0.1)
    return np.asarray(1 / (1 + np.exp(-score[opened])))


@dataclass(frozen=True)
class Turned:
    """How much speaks for a turn in each deal, and its day. low, high: where 80 % of its days lie, nan for none."""

    score: Number
    day: Number
    low: Number
    high: Number


def split_counts(days: list[Whole]) -> Turned:
    """One change of mean by least squares of daily counts, as binary segmentation begins. days: counts of each deal."""
    score, day = np.zeros(len(days)), np.zeros(len(days))
    for place, counts in enumerate(days):
        n = len(counts)
        if n < 20:
            continue
        so_far = np.cumsum(counts)[:-1]
        before = np.arange(1, n)
        left, right = so_far / before, (counts.sum() - so_far) / (n - before)
        gain = before * (n - before) / n * np.square(left - right)
        gain = np.where((before >= 7) & (before <= n - 7) & (left > right), gain, 0.0)
        score[place], day[place] = gain.max() / max(counts.var(), 1e-9), gain.argmax() + 1
    return Turned(score, day, np.full(len(days), np.nan), np.full(len(days), np.nan))


def read_turns(days: list[Whole], first: Whole, rates: Number, chance: float) -> Turned:
    """The limit for turns: one who knows each deal's rate of words, the drops that are drawn from, and their chance."""
    drops = np.linspace(0.2, 0.5, 7)
    score, day, low, high = (np.zeros(len(days)) for _ in range(4))
    for place, counts in enumerate(days):
        n = len(counts)
        mean = rates[place] * WEEKDAY[(first[place] + np.arange(n) + 3) % 7]
        week = (first[place] + np.arange(n) + 3) // 7
        week = week - week[0]
        none = _score(counts, np.bincount(week, mean).astype(float), week, mean)
        where = np.arange(20, max(n - 5, 21))
        told = np.full((len(drops), len(where)), -np.inf)
        for row, left in enumerate(drops):
            for column, at in enumerate(where):
                if at < n:
                    slower = np.where(np.arange(n) >= at, mean * left, mean)
                    told[row, column] = _score(counts, np.bincount(week, slower).astype(float), week, slower)
        top = told.max()
        each = np.exp(told - top).mean(axis=0)
        score[place] = np.log(each.mean()) + top - none + np.log(chance / (1 - chance))
        share = np.cumsum(each) / each.sum()
        day[place], low[place], high[place] = (where[np.searchsorted(share, q)] for q in (0.5, 0.1, 0.9))
    return Turned(score, day, low, high)


def _score(counts: Whole, weekly: Number, week: Whole, mean: Number) -> float:
    """Log-likelihood up to what does not hang on the mean, weekly shocks being gamma."""
    spoken = np.bincount(week, counts)
    said = counts > 0
    return float((counts[said] * np.log(mean[said])).sum() - ((SHOCK + spoken) * np.log(SHOCK + weekly)).sum())


def list_counts(lives: Lives, contact: Contact, deals: Whole) -> list[Whole]:
    """The buyer's words on each day of each deal from its opening to the last of them."""
    found = []
    order = np.argsort(contact.deal, kind="stable")
    begin, end = np.searchsorted(contact.deal[order], deals), np.searchsorted(contact.deal[order], deals, "right")
    for deal, low, high in zip(deals.tolist(), begin.tolist(), end.tolist(), strict=True):
        day = contact.day[order[low:high]] - lives.opened[deal]
        found.append(np.bincount(day) if len(day) else np.zeros(1, np.int64))
    return found


__all__ = ["NEVER", "RATE_SHAPE", "Turned", "flag_causes", "list_counts", "read_turns", "split_counts", "vote"]

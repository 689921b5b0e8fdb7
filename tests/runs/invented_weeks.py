"""Deal-weeks of an invented company, from a seed: quiet deals are lost more often, and see an event more often."""

import numpy as np

from assay.runs.deal_weeks import WEEK, DealWeeks

_FIRST = 1_600_000_000
_LONGEST = 60


def invent_weeks(seed: int, deals: int, *, effect: float) -> tuple[DealWeeks, np.ndarray]:
    """Deals week by week, and when the event first happened to each, nan for never.

    effect: the log hazard ratio of being lost in the six weeks after the event. Talk thins out with age, good deals
    talk more, are lost less and won more, and the event comes 2.2 times as often to quiet deals.
    """
    rng = np.random.default_rng(seed)
    quality, opened = rng.normal(size=deals), np.sort(rng.integers(0, 700, deals)) * 86_400 + _FIRST
    end, event = np.full(deals, _LONGEST), np.full(deals, 10 * _LONGEST)
    died, won, spoken = np.zeros(deals, bool), np.zeros(deals, bool), np.zeros((deals, _LONGEST), int)
    rows = []
    for week in range(_LONGEST):
        alive = np.flatnonzero(~died & ~won)
        words = spoken[:, max(0, week - 5) : max(0, week - 1)].sum(axis=1)
        rows.append(np.c_[alive, np.full(len(alive), week), words[alive]])
        spoken[:, week] = rng.poisson(np.exp(0.3 + 0.5 * quality) * 0.85 ** max(0, week - 8))
        quiet, exposed = words < 2, (week > event) & (week - event <= 6)
        risk = 0.05 * np.exp(-0.5 * quality + 0.3 * quiet + effect * exposed)
        is_alive = ~died & ~won
        dies = is_alive & (rng.random(deals) < 1 - np.exp(-risk))
        wins = is_alive & ~dies & (rng.random(deals) < 0.03 * np.exp(0.5 * quality) * (week > 4))
        end[dies | wins] = week + 1
        died, won = died | dies, won | wins
        happens = is_alive & ~dies & ~wins & (rng.random(deals) < 0.03 * np.exp(0.8 * quiet - 0.4))
        event[happens & (event > _LONGEST)] = week
    deal, week, words = np.concatenate(rows)[np.lexsort(np.concatenate(rows)[:, 1::-1].T)].T
    weeks = DealWeeks(
        deal_id=np.arange(deals),
        opened=opened,
        end=opened + end * WEEK - 1000,
        died=died,
        won=won,
        weight=np.ones(deals),
        size=np.full(deals, "unknown", dtype=object),
        deal=deal,
        week=week,
        stage=np.minimum(week // 5, 3),
        words=words,
    )
    happened = np.where(event < _LONGEST, opened + event * WEEK + rng.integers(1, WEEK, deals), np.nan)
    return weeks, happened

"""Rows on the turn of momentum: which deals had one, on which day, and how far its interval holds."""

import numpy as np

from assay.store.home import Home
from bench.truth.causes import place_deals
from bench.truth.company import Company, read_table
from bench.truth.history import NEVER
from bench.truth.lines import Line
from bench.truth.measures import Figure, bound, measure_auc
from bench.truth.usual import Turned, list_counts, read_turns, split_counts
from bench.truth.world import Flag, Number, Whole

_DAY = 86_400

#: deals that the limit reads; words and days below which nothing can be seen
_MOST, _LEAST_WORDS, _LEAST_DAYS = 500, 8, 42

#: the thresholds of the signal, by which a turn is claimed
_ODDS, _LIKELY = 4.0, 0.5


def judge_turns(company: Company, home: Home, seed: int) -> list[Line]:
    """Of ended deals with words enough, lost and won alike."""
    lives, contact = company.lives, company.contact
    dice = np.random.default_rng(seed)
    ended = dice.permutation(np.flatnonzero(~lives.is_open))
    days = list_counts(lives, contact, ended)
    enough = np.array([counts.sum() >= _LEAST_WORDS and len(counts) >= _LEAST_DAYS for counts in days])
    places = np.flatnonzero(enough)[:_MOST]
    deals, counts = ended[places], [days[place] for place in places]
    last = np.array([len(one) for one in counts])
    at = lives.turn[deals] - lives.opened[deals]
    has = (lives.turn[deals] < NEVER) & (at <= last - 7)
    # a turn in the last days before the end is neither
    none = (lives.turn[deals] >= NEVER) | (at > last)
    keep = has | none
    deals, last, at, has = deals[keep], last[keep], at[keep], has[keep]
    counts = [one for one, kept in zip(counts, keep, strict=True) if kept]
    usual = split_counts(counts)
    best = read_turns(
        counts, lives.opened[deals], contact.rate[deals] * lives.world.logged, max(lives.world.turns, 0.01)
    )
    told = _read_turns(home, company, deals)
    middle = np.abs(last / 2 - at)[has]
    if not has.any():
        return _judge_none(home, told, deals)
    lines = [
        Line(
            "turn of momentum, AUC",
            (("one change by least squares", bound(measure_auc, usual.score, has)),),
            None if told is None else bound(measure_auc, told.score, has),
            bound(measure_auc, best.score, has),
            needed=0.65,
        ),
        Line(
            "the same, median error in days",
            (("one change by least squares", _median(usual, at, has)), ("middle of the deal", bound(_middle, middle))),
            None if told is None else _median(told, at, has),
            _median(best, at, has),
            needed=0.90,
        ),
        Line(
            "the same, found at 5 % false alarms",
            (("one change by least squares", bound(_find, usual.score, has)),),
            None if told is None else bound(_find, told.score, has),
            bound(_find, best.score, has),
            needed=0.50,
        ),
    ]
    cover = None if told is None else bound(_share, _covers(told, at)[has])
    limit = bound(_share, _covers(best, at)[has])
    return [*lines, Line("the same, cover of the 80 % interval", (), cover, limit, low=0.75, high=0.87)]


def _judge_none(home: Home, told: Turned | None, deals: Whole) -> list[Line]:
    claimed = None if told is None else bound(_share, told.high[~np.isnan(told.high)] * 0 + _claims(home, told))
    return [Line("turns claimed where buyers only lulled", (), claimed, None, high=0.05)]


def _claims(home: Home, told: Turned) -> Flag:
    known = ~np.isnan(told.high)
    bayes, likely = told.low[known], told.high[known]
    return np.asarray((bayes >= np.log(_ODDS)) & (likely > _LIKELY), np.bool_)


def _read_turns(home: Home, company: Company, deals: Whole) -> Turned | None:
    """With only lulls, low holds the log Bayes factor and high the probability, which a claim rests on."""
    found = read_table(home, "SELECT deal_id, p_turn, log_bf, turn_at, low_at, high_at FROM turn")
    if found is None or not len(found["deal_id"]):
        return None
    lives = company.lives
    n = len(lives.opened)
    place = place_deals(found["deal_id"], n)

    def spread(name: str, *, is_day: bool) -> Number:
        values = np.full(n, np.nan)
        values[place] = np.ma.filled(np.ma.asarray(found[name]).astype(float), np.nan)
        return np.asarray((values / _DAY - lives.opened if is_day else values)[deals])

    if lives.world.turns == 0:
        return Turned(spread("p_turn", is_day=False), spread("turn_at", is_day=True),
                      spread("log_bf", is_day=False), spread("p_turn", is_day=False))  # fmt: skip
    score = np.nan_to_num(spread("p_turn", is_day=False))
    return Turned(
        score, *(np.nan_to_num(spread(name, is_day=True), nan=-999.0) for name in ("turn_at", "low_at", "high_at"))
    )


def _median(turned: Turned, at: Whole, has: Flag) -> Figure:
    return bound(_middle, np.abs(turned.day - at)[has])


def _middle(values: Number) -> float:
    return float(np.median(values))


def _find(score: Number, has: Flag) -> float:
    return float((score[has] > np.quantile(score[~has], 0.95)).mean()) if has.any() and (~has).any() else float("nan")


def _covers(turned: Turned, at: Whole) -> Flag:
    return np.asarray((np.floor(turned.low) <= at) & (at <= np.floor(turned.high)), np.bool_)


def _share(values: Flag) -> float:
    return float(np.mean(values))

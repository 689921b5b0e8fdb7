"""The probability that each driver was there in each deal by its moment, by words and by what was done."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from assay.runs.concluding.reasons.layout import Layout
from assay.runs.concluding.reasons.speech import Speech
from assay.runs.deal_weeks import MOST_WEEKS, WEEK
from assay.runs.gathering import Gathering
from assay.stats.theme_model import (
    Courses,
    Theme,
    expect_begun,
    filter_weeks,
    fit_themes,
    follow_silence,
    lay_counts,
    smooth_weeks,
    spread_odds,
)
from assay.stats.tracks import Track, learn_track
from assay.verdicts.bearings import BEARINGS, Bearing

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: deals from which rates are learnt; all are then read with them
FIT_DEALS = 2_500
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Learnt:
    """Of each driver, (k,): its theme, and `shift`, by how much its log odds differ from what words alone expect.

    tracks: of each bearing what its signal tells.
    """

    themes: tuple[Theme, ...]
    shift: Number
    tracks: dict[Bearing, Track]


@dataclass(frozen=True)
class Presence:
    """(n, k) each: p, the variance of its log odds, since when it was likelier there than not (-1: never was).

    moved: by how much findings and clear answers moved the log odds.
    """

    p: Number
    spread: Number
    since: Whole
    moved: Number


def learn_themes(layout: Layout, speech: Speech) -> tuple[Theme, ...]:
    """The rates of every driver, from deals evenly spread over all."""
    n = len(layout.deal_id)
    drawn = np.unique(np.linspace(0, n - 1, min(n, FIT_DEALS)).astype(np.int64))
    place = np.full(n, -1, dtype=np.int64)
    place[drawn] = np.arange(len(drawn))
    courses = []
    for driver in range(len(layout.drivers)):
        here = (speech.driver == driver) & (place[speech.deal] >= 0)
        courses.append(Courses.of(place[speech.deal[here]], speech.week[here], speech.days[here], layout.length[drawn]))
    return tuple(fit_themes(courses))


def read_words(layout: Layout, speech: Speech, themes: tuple[Theme, ...]) -> tuple[Number, Number]:
    """(n, k) log odds by words alone at each deal's moment, and how many days it was spoken of."""
    odds = np.empty((len(layout.deal_id), len(layout.drivers)))
    spoken = np.zeros(odds.shape)
    np.add.at(spoken, (speech.deal, speech.driver), speech.days)
    for driver, theme in enumerate(themes):
        odds[:, driver] = logit(follow_silence(theme, MOST_WEEKS))[layout.length - 1]
        for deals, counts in _each_course(layout, speech, driver):
            last = filter_weeks(theme, counts)[np.arange(len(deals)), layout.length[deals] - 1]
            odds[deals, driver] = logit(np.clip(last, 1e-9, 1 - 1e-9))
    return odds, spoken


def learn_tracks(
    gathering: Gathering, layout: Layout, themes: tuple[Theme, ...], words: Number
) -> tuple[Learnt, Number, Whole]:
    """What each signal tells of its driver; (n, k) by how much its answers move the log odds, and when a hit came."""
    tracks: dict[Bearing, Track] = {}
    moved, hit_at = np.zeros(words.shape), np.full(words.shape, -1, dtype=np.int64)
    common: dict[int, list[float]] = {}
    for bearing in BEARINGS:
        if bearing.driver not in layout.drivers:
            continue
        driver = layout.drivers.index(bearing.driver)
        deal, hit, at = _read_answers(gathering, bearing.signal)
        evidence = words[:, driver] - logit(expect_begun(themes[driver], layout.length))
        looked = np.full(len(evidence), np.nan)
        looked[deal] = hit
        track = tracks[bearing] = learn_track(evidence, looked, bearing.prior)
        if len(deal):
            common.setdefault(driver, []).append(float(logit(track.common)))
        told = np.where(hit, track.found, track.missed)
        moved[deal, driver] = pick_stronger(moved[deal, driver], told)
        later = np.where(hit_at[deal, driver] < 0, at, np.minimum(hit_at[deal, driver], np.where(at < 0, 2**62, at)))
        hit_at[deal, driver] = np.where(hit, later, hit_at[deal, driver])
    shift = np.zeros(len(layout.drivers))
    for driver, odds in common.items():
        expected = float(expect_begun(themes[driver], layout.length).mean())
        shift[driver] = float(np.mean(odds)) - float(logit(expected))
    return Learnt(themes, shift, tracks), moved, hit_at


def pick_stronger(before: Number, told: Number) -> Number:
    """Of several signals of one driver the strongest hit counts; where none fires, the strongest clear answer."""
    both_clear = (before <= 0) & (told <= 0)
    return np.where(both_clear, np.minimum(before, told), np.maximum(before, told))


def find_presence(
    layout: Layout, speech: Speech, learnt: Learnt, words: tuple[Number, Number], answered: tuple[Number, Whole]
) -> Presence:
    """All that is known of each deal by its moment, put together. words: odds and days.  answered: moved and hit_at."""
    odds, spoken = words
    moved, hit_at = answered
    whole = odds + learnt.shift[None, :] + moved
    spread = np.empty(whole.shape)
    for driver, theme in enumerate(learnt.themes):
        spread[:, driver] = spread_odds(theme, spoken[:, driver])
    for bearing, track in learnt.tracks.items():
        driver = layout.drivers.index(bearing.driver)
        spread[:, driver] += np.where(moved[:, driver] == track.found, track.spread, 0.0)
    since = np.full(whole.shape, -1, dtype=np.int64)
    at_work = whole >= 0
    for driver, theme in enumerate(learnt.themes):
        late = at_work[:, driver]
        since[late, driver] = np.where(hit_at[late, driver] >= 0, hit_at[late, driver], layout.until[late])
        for deals, counts in _each_course(layout, speech, driver, late):
            smooth = logit(np.clip(smooth_weeks(theme, counts, layout.length[deals]), 1e-9, 1 - 1e-9))
            passed = smooth + learnt.shift[driver] >= 0
            start = layout.first[deals] + np.argmax(passed, axis=1) * WEEK
            by_words = np.where(passed.any(axis=1), start, layout.until[deals])
            hit = np.where(hit_at[deals, driver] >= 0, hit_at[deals, driver], by_words)
            since[deals, driver] = np.minimum(np.minimum(by_words, hit), layout.until[deals])
    return Presence(expit(whole), spread, since, moved)


def count_loss(presence: Presence, lost: Flag, effect: Number) -> Presence:
    """That a deal was lost is itself evidence of what makes losses likelier: the odds of being there grow as the risk.

    lost: (n,).  effect: (k,) log hazard ratios.  Other deals are left: the rates of words are learnt from weeks in
    which deals were alive, so that having lived is counted.
    """
    odds = logit(np.clip(presence.p, 1e-9, 1 - 1e-9)) + np.where(lost[:, None], effect[None, :], 0.0)
    return replace(presence, p=np.asarray(expit(odds), dtype=np.float64))


def _each_course(
    layout: Layout, speech: Speech, driver: int, wanted: Flag | None = None
) -> "list[tuple[Whole, NDArray[np.uint8]]]":
    """Deals in which it was spoken of, some at a time, with their weekly counts."""
    here = speech.driver == driver
    if wanted is not None:
        here &= wanted[speech.deal]
    deal, week, days = speech.deal[here], speech.week[here], speech.days[here]
    spoken = np.unique(deal)
    parts = []
    for start in range(0, len(spoken), _AT_ONCE):
        some = spoken[start : start + _AT_ONCE]
        inside = (deal >= some[0]) & (deal <= some[-1])
        place = np.searchsorted(some, deal[inside])
        parts.append((some, lay_counts(place, week[inside], days[inside], len(some), MOST_WEEKS)))
    return parts


def _read_answers(gathering: Gathering, signal: str) -> tuple[Whole, Flag, Whole]:
    """Deals of which the signal gave an answer, whether it was a hit, and when it became so, -1 where not told."""
    found = gathering.local.connection.execute(
        """SELECT deal, answer = 'hit' AS hit, coalesce(hit_at, -1) AS hit_at FROM answer a
        JOIN reasons_deal d ON d.deal_id = a.deal_id WHERE signal = ? AND answer IN ('hit', 'clear') ORDER BY deal""",
        [signal],
    ).fetchnumpy()
    deal, hit_at = np.asarray(found["deal"], dtype=np.int64), np.asarray(found["hit_at"], dtype=np.int64)
    return deal, np.asarray(found["hit"], dtype=bool), hit_at

"""How likely a silence is to be the end: learnt from how such silences ended before, and calibrated on them.

A landmark is a day on which a deal was alive and its silence is looked at; it proved dead when no word came within the
horizon and the deal was not won in it. That is seen of every deal, unlike "never again".
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from assay.stats.calibration import Band, Line, fit_line, log_odds, make_bands
from assay.stats.logistic import fit_logistic
from assay.stats.pareto_nbd import Rhythm, expected_pace, place_pause, probability_dead

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: days of silence at which the model is asked when it is to say from which on a deal is hopeless, and how often after
_ASKED = np.array([1.0, 5.0, 14.0, 30.0, 60.0, 120.0, 240.0])
_REFINED = 2


@dataclass(frozen=True)
class Quiet:
    """Silences, all (n,). A day on which the buyer spoke counts once, however much was said.

    words: days with a word, >= 1.  last: days from the first to the last of them.  recent: of them, in the four weeks
    that end with the last.  silent: days since the last.  last_day: its number since 1970-01-01.  age: of the deal, in
    days.
    """

    words: Number
    last: Number
    recent: Number
    silent: Number
    last_day: Whole
    age: Number

    def take(self, rows: NDArray[np.bool_] | Whole) -> "Quiet":
        """The silences of `rows`."""
        return Quiet(**{name: column[rows] for name, column in vars(self).items()})

    def grown(self, silent: Number | float) -> "Quiet":
        """The same silences when they have lasted `silent` days."""
        lasted = np.broadcast_to(np.asarray(silent, dtype=np.float64), self.silent.shape)
        return replace(self, silent=lasted, age=self.age - self.silent + lasted)


@dataclass(frozen=True)
class SilenceModel:
    """centre, spread, coefficients: of the columns that `describe_silence` gives; the intercept first.

    line: what mends the probabilities, found out of sample.  bands: what became of silences by the probability said.
    landmarks, deals: how many it was learnt from.  horizon: days without a word that count as the end.
    longest: days of silence up to which enough deals were seen; a longer one is taken to be as bad as that, no worse.
    """

    rhythm: Rhythm
    centre: Number
    spread: Number
    coefficients: Number
    line: Line
    bands: tuple[Band, ...]
    landmarks: int
    deals: int
    horizon: int
    longest: float


def describe_silence(quiet: Quiet, rhythm: Rhythm) -> Number:
    """The columns, (n, 8), from which the model tells dead from alive.

    In turn: days silent, their log, the log of working days silent, log of the own pace, log of the words in the four
    weeks before the last, log of the words that the own pace would have brought in the silence (silence x pace), log
    of the age, log odds of the rhythm's P(dead).
    """
    pace = expected_pace(rhythm, quiet.words - 1, quiet.last)
    dead = probability_dead(rhythm, quiet.words - 1, quiet.last, quiet.last + quiet.silent)
    today = quiet.last_day + np.floor(quiet.silent).astype(np.int64)
    return np.column_stack(
        [
            quiet.silent / 30,
            np.log1p(quiet.silent),
            np.log1p(count_working_days(quiet.last_day, today)),
            np.log(pace),
            np.log1p(quiet.recent),
            np.log1p(quiet.silent * pace),
            np.log1p(np.maximum(quiet.age, 0.0)),
            log_odds(dead),
        ]
    )


def fit_silence(
    quiet: Quiet,
    dead: Number,
    deal: Whole,
    rhythm: Rhythm,
    *,
    horizon: int = 90,
    fewest: int = 20,
    ridge: float = 1.0,
    folds: int = 5,
) -> SilenceModel | None:
    """The model of silences whose ends are known; None where fewer than `fewest` deals died, or spoke again.

    quiet: landmarks.  dead: (n,) 0 or 1.  deal: (n,).  fewest: eight columns held by a ridge want no fewer deals of
    either kind (van Smeden et al. 2019, Stat Methods Med Res 28:2455, on shrunken models with few events).  ridge: on
    standardised columns, one prior standard error of 1 in the log odds.  folds: by deal; what the others' model says
    of a fold gives the calibration line and the bands, so that nothing is judged by what it was fitted to.
    """
    ended = dead > 0
    if min(len(np.unique(deal[ended])), len(np.unique(deal[~ended]))) < fewest:
        return None
    columns = describe_silence(quiet, rhythm)
    centre, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-6)
    columns = (columns - centre) / spread
    fold = _split_deals(deal, folds)
    said = np.empty(len(dead))
    for one in range(folds):
        rest = fold != one
        said[~rest] = expit(fit_logistic(columns[rest], dead[rest], ridge=ridge).score(columns[~rest]))
    line = fit_line(said, dead)
    if line.slope <= 0:  # no order in it at all: the share alone is left
        line = Line(float(log_odds(dead.mean()[None])[0]), 0.0)
    return SilenceModel(
        rhythm=rhythm,
        centre=centre,
        spread=spread,
        coefficients=fit_logistic(columns, dead, ridge=ridge).coefficients,
        line=line,
        bands=tuple(make_bands(line.mend(said), dead, deal)),
        landmarks=len(dead),
        deals=len(np.unique(deal)),
        horizon=horizon,
        longest=_find_longest(quiet.silent, deal, fewest),
    )


def predict_dead(model: SilenceModel, quiet: Quiet) -> Number:
    """P(dead) of each silence, (n,): no word within the model's horizon, and not won."""
    known = quiet.grown(np.minimum(quiet.silent, model.longest))
    columns = (describe_silence(known, model.rhythm) - model.centre) / model.spread
    return model.line.mend(expit(model.coefficients[0] + columns @ model.coefficients[1:]))


def find_hopeless(model: SilenceModel, quiet: Quiet, *, certain: float = 0.9) -> Number:
    """After how many days of silence P(dead) first passes `certain`, (n,); infinite where no silence seen was so bad.

    The model is asked at eight lengths of silence, each some times the one before, up to the longest that it knows;
    between the two that enclose the passage the day is found by interpolation and asked about twice.
    """
    aim = float(log_odds(np.array([certain]))[0])
    asked = np.append(_ASKED[model.longest > _ASKED], max(model.longest, 1.0))
    over = np.stack([log_odds(predict_dead(model, quiet.grown(days))) - aim for days in asked], axis=1)
    passed = over >= 0
    first, row = passed.argmax(axis=1), np.arange(len(over))
    before = np.maximum(first - 1, 0)
    low, high, at_low, at_high = asked[before], asked[first], over[row, before], over[row, first]
    for _ in range(_REFINED):
        middle = _interpolate(low, high, at_low, at_high)
        at_middle = log_odds(predict_dead(model, quiet.grown(middle))) - aim
        below = at_middle < 0
        low, at_low = np.where(below, middle, low), np.where(below, at_middle, at_low)
        high, at_high = np.where(below, high, middle), np.where(below, at_high, at_middle)
    day = np.ceil(_interpolate(low, high, at_low, at_high) - 1e-6)
    return np.asarray(np.where(passed.any(axis=1), day, np.inf), dtype=np.float64)


def find_usual(rhythm: Rhythm, words: Number, last: Number, pause: Number, *, share: float = 0.9) -> float:
    """The share to ask `usual_pause` for, so that `share` of the pauses that ended stay below what it says.

    words, last, pause: (n,) of each pause that ended; `share` itself where there is none. Real pauses are steadier or
    more ragged than the model's, and this takes the limit from where they in fact lay, each beside its own deal's pace
    (split conformal prediction: Lei et al. 2018, JASA 113:1094).
    """
    if len(pause) == 0:
        return share
    return float(np.clip(np.quantile(place_pause(rhythm, words, last, pause), share), 1e-6, 1 - 1e-6))


def find_band(model: SilenceModel, said: Number) -> Whole:
    """The place in model.bands of each probability, (n,)."""
    edges = np.array([band.high for band in model.bands[:-1]])
    return np.asarray(np.searchsorted(edges, said, side="right"), dtype=np.int64)


def count_working_days(start: Whole, end: Whole) -> Number:
    """Mondays to Fridays after day `start` up to and with day `end`, days since 1970-01-01, a Thursday.

    Check: numpy.busday_count.
    """
    return np.asarray(_working_until(end) - _working_until(start), dtype=np.float64)


def _working_until(day: Whole) -> Whole:
    """Working days from the Monday before 1970-01-01 to and with `day`."""
    monday = day + 3
    return np.asarray(monday // 7 * 5 + np.minimum(monday % 7 + 1, 5), dtype=np.int64)


def _interpolate(low: Number, high: Number, at_low: Number, at_high: Number) -> Number:
    """Where a line from at_low < 0 to at_high >= 0 crosses nought; `high` where both lie on one side."""
    encloses = (at_low < 0) & (at_high >= 0)
    part = np.where(encloses, -at_low / np.where(encloses, at_high - at_low, 1.0), 1.0)
    return np.asarray(low + part * (high - low), dtype=np.float64)


def _find_longest(silent: Number, deal: Whole, fewest: int) -> float:
    """The silence that `fewest` deals reached."""
    _, code = np.unique(deal, return_inverse=True)
    most = np.zeros(int(code.max()) + 1)
    np.maximum.at(most, code, silent)
    return float(np.sort(most)[::-1][fewest - 1])


def _split_deals(deal: Whole, folds: int) -> Whole:
    """The fold of each row; by a scattering of the deal's key, so that any numbering splits evenly."""
    scattered = deal.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray((scattered >> np.uint64(33)) % np.uint64(folds), dtype=np.int64)

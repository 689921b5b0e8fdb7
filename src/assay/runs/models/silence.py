"""Gone silent: how likely a silence is the end, by the deal's own rhythm and by how such silences ended before."""

import sys
from dataclasses import asdict
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from assay.domain.book import Book
from assay.domain.interval import Interval
from assay.domain.spans import DAY
from assay.runs.models.model import Columns, Model, Parameters, number_deals
from assay.signals import meaning
from assay.stats import calibration, landmarks, logistic, pareto_nbd, silence
from assay.stats.calibration import Band, Line
from assay.stats.landmarks import Spoken
from assay.stats.pareto_nbd import Belief, Rhythm, fit_rhythm, usual_pause
from assay.stats.silence import Quiet, SilenceModel, find_band, find_hopeless, find_usual, fit_silence, predict_dead

Whole = NDArray[np.int64]

#: days without a word that count as the end: a quarter, after which hardly a buyer comes back to the same deal
HORIZON = 90

#: a deal is looked at every two weeks of its life: shorter silences are seldom more than a pause
_EVERY = 14

#: silences beyond a year, and deals beyond three, are not learnt from: nobody waits for what is told apart by then
_LONGEST, _OLDEST = 365, 3 * 365

#: so many pauses that ended make nine of ten of them worth saying, and so many deals
_FEWEST_PAUSES, _FEWEST_DEALS = 30, 10

#: a silence is hopeless once more than this share of such silences was the end
_CERTAIN = 0.9


def group_words(book: Book) -> ir.Table:
    """The days (since 1970-01-01, UTC) on which the buyer of each deal spoke, with its opening and its moment."""
    words = meaning.find_words(book)
    days = words.group_by(deal_id=words.deal_id, day=words.occurred_at // DAY).aggregate(
        last_at=words.occurred_at.max()
    )
    told = days.inner_join(book.deal.select("deal_id", "opened_at", "as_of"), "deal_id")
    return told.select(
        "deal_id",
        day=told.day.cast("int64"),
        last_at=told.last_at.cast("int64"),
        opened=ibis.coalesce(told.opened_at // DAY, told.day).cast("int64"),
        looked=(told.as_of // DAY).cast("int64"),
    )


def fit_silences(rows: Columns) -> tuple[int, Parameters]:
    """Of deals as they were known at one moment; `ended_at` is that moment for those still open then.

    The rhythm and the usual pause of all of them; how silences end only from those of which HORIZON days were seen.
    """
    if not len(rows["deal_id"]):
        return 0, {"rhythm": asdict(_take_for_granted()), "usual": None, "pauses": 0, "model": None}
    _, deal = number_deals(rows["deal_id"])
    spoken, lives = Spoken(deal, rows["day"]), _Lives(rows, deal)
    each = np.arange(len(lives.opened))
    seen, _ = spoken.measure(each, np.maximum(lives.ended, lives.last), lives.opened)
    rhythm = fit_rhythm(seen.words - 1, seen.last, seen.last + seen.silent, belief=Belief())
    pauses = spoken.list_pauses(each)
    enough = len(pauses[2]) >= _FEWEST_PAUSES and len(each) >= _FEWEST_DEALS
    model = _fit_ends(spoken, lives, rhythm)
    parameters = {
        "rhythm": asdict(rhythm),
        "usual": find_usual(rhythm, *pauses) if enough else None,
        "pauses": len(pauses[2]),
        "model": None if model is None else _write_model(model),
    }
    return len(each), parameters


def estimate_silences(rows: Columns, parameters: Parameters) -> Columns:
    """The columns of the book's table silence; without probabilities where too few silences were learnt from."""
    deals, deal = number_deals(rows["deal_id"])
    spoken = Spoken(deal, rows["day"])
    each = np.arange(len(deals))
    first = np.searchsorted(deal, each)
    looked = np.maximum(rows["looked"][first], rows["day"][np.searchsorted(deal, each, "right") - 1])
    quiet, _ = spoken.measure(each, looked, rows["opened"][first])
    last_at = np.zeros(len(deals), np.int64)
    np.maximum.at(last_at, deal, rows["last_at"])
    rhythm = Rhythm(**parameters["rhythm"])
    found: dict[str, NDArray[Any]] = {
        "deal_id": deals,
        "last_word_at": last_at,
        "words": quiet.words.astype(np.int64),
        "silence_days": quiet.silent.astype(np.int64),
        "pauses": np.full(len(deals), parameters["pauses"], np.int64),
        "usual_until": _find_usual_until(quiet, rhythm, parameters["usual"]),
    }
    return {**found, **_say_dead(quiet, parameters["model"], rhythm)}


def _find_usual_until(quiet: Quiet, rhythm: Rhythm, share: float | None) -> NDArray[np.float64]:
    """The last second of the last day on which the silence was no longer than nine of ten pauses."""
    if share is None:
        return np.full(len(quiet.words), np.nan)
    limit = np.floor(usual_pause(rhythm, quiet.words - 1, quiet.last, share=share))
    return np.asarray((quiet.last_day + limit + 1) * DAY - 1, np.float64)


def _say_dead(quiet: Quiet, told: dict[str, Any] | None, rhythm: Rhythm) -> Columns:
    n = len(quiet.words)
    if told is None:
        empty = np.full(n, np.nan)
        names = ("p_dead", "p_share", "p_low", "p_high", "n", "deals", "hopeless_at")
        return dict.fromkeys(names, empty)
    model = _read_model(told, rhythm)
    said = predict_dead(model, quiet)
    band = find_band(model, said)
    day = find_hopeless(model, quiet, certain=_CERTAIN)
    of_bands = {
        "p_share": [band.share.mid for band in model.bands],
        "p_low": [band.share.low for band in model.bands],
        "p_high": [band.share.high for band in model.bands],
        "n": [band.share.n for band in model.bands],
        "deals": [band.units for band in model.bands],
    }
    return {
        "p_dead": said,
        **{name: np.asarray(values)[band] for name, values in of_bands.items()},
        "hopeless_at": np.where(np.isfinite(day), (quiet.last_day + np.where(np.isfinite(day), day, 0)) * DAY, np.nan),
    }


class _Lives:
    """Day numbers of each deal, (deals,): opened, its last word, ended or else last seen; won; when all were seen."""

    def __init__(self, rows: Columns, deal: Whole) -> None:
        first = np.searchsorted(deal, np.arange(deal[-1] + 1))
        self.opened: Whole = rows["opened"][first]
        self.ended: Whole = rows["ended_at"][first] // DAY
        self.won = rows["won"][first] > 0
        self.last: Whole = rows["day"][np.searchsorted(deal, deal[first], "right") - 1]
        self.seen_until = int(rows["seen_until"].max()) // DAY


def _fit_ends(spoken: Spoken, lives: _Lives, rhythm: Rhythm) -> SilenceModel | None:
    """Learn from each deal at every _EVERY days of its life, as far as the HORIZON days after it were seen."""
    ages = np.arange(_EVERY, _OLDEST + 1, _EVERY)
    deal = np.repeat(np.arange(len(lives.opened)), len(ages))
    day = lives.opened[deal] + np.tile(ages, len(lives.opened))
    lived = (day < lives.ended[deal]) & (day + HORIZON <= lives.seen_until)
    deal, day = deal[lived], day[lived]
    quiet, has_word = spoken.measure(deal, day, lives.opened[deal])
    deal, day = deal[has_word], day[has_word]
    won = lives.won[deal] & (lives.ended[deal] <= day + HORIZON)
    dead = ~spoken.speaks_within(deal, day, HORIZON) & ~won
    kept = quiet.silent <= _LONGEST
    return fit_silence(quiet.take(kept), dead[kept].astype(np.float64), deal[kept], rhythm, horizon=HORIZON)


def _take_for_granted() -> Rhythm:
    held = Belief()
    return Rhythm(held.shape, held.shape / held.pace, held.shape, held.shape / held.end)


def _write_model(model: SilenceModel) -> dict[str, Any]:
    return {
        "centre": model.centre.tolist(),
        "spread": model.spread.tolist(),
        "coefficients": model.coefficients.tolist(),
        "line": asdict(model.line),
        "bands": [{**asdict(band), "share": asdict(band.share)} for band in model.bands],
        "landmarks": model.landmarks,
        "deals": model.deals,
        "horizon": model.horizon,
        "longest": model.longest,
    }


def _read_model(told: dict[str, Any], rhythm: Rhythm) -> SilenceModel:
    return SilenceModel(
        rhythm=rhythm,
        centre=np.array(told["centre"]),
        spread=np.array(told["spread"]),
        coefficients=np.array(told["coefficients"]),
        line=Line(**told["line"]),
        bands=tuple(Band(**{**band, "share": Interval(**band["share"])}) for band in told["bands"]),
        landmarks=told["landmarks"],
        deals=told["deals"],
        horizon=told["horizon"],
        longest=told["longest"],
    )


MODEL = Model(
    name="silence",
    reads=("event",),
    group=group_words,
    order=("day",),
    fit=fit_silences,
    estimate=estimate_silences,
    most=10_000,
    modules=(sys.modules[__name__], calibration, landmarks, logistic, pareto_nbd, silence, meaning),
    of_open=True,
)

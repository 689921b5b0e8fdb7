"""How much more often deals are lost in the weeks in which a driver is at work: a weekly hazard on its probability.

The probability is that of each week by what was known before it: the filter, never the smoother, and answers of signals
at equal ages. What is inferred is measured with error, which draws effects towards nought.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import norm

from assay.domain.spans import AGES
from assay.runs.comparing import CLAIM_DEALS, CLAIM_LIFT, CLAIM_Q, DISMISS_LIFT
from assay.runs.concluding.part import Work
from assay.runs.concluding.reasons.layout import Layout
from assay.runs.concluding.reasons.presence import Learnt, pick_stronger
from assay.runs.concluding.reasons.speech import Speech
from assay.runs.dated_events import DATED
from assay.runs.deal_weeks import MOST_WEEKS, WEEK, DealWeeks, make_weeks
from assay.runs.week_covariates import build_covariates, join_rare
from assay.stats.hazard import fit_hazard
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.pooled_effect import PooledEffects, pool_effects
from assay.stats.theme_model import filter_weeks, lay_counts, look_ahead

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: deals followed week by week: with more the effects are no better, for what limits them is how little is said
FOLLOWED = 8_000
#: less differs too little among the last weeks of lost deals: the error of the log hazard ratio would be above 1
_LEAST_SPREAD = 1.0
#: an effect for every so many deals that ended badly (Peduzzi 1995, J. Clin. Epidemiol. 48:1503)
_DEATHS_EACH = 5
#: an end is dated by the last word, so that in the week before it something was said by definition: that tells nothing
_AHEAD = 2
#: probabilities are read to the nearest fiftieth, so that weeks alike are fitted as one
_STEPS = 50
#: ages are told in quarters of a year, so that coefficients are of one size
_LONG = 13.0

_TYPES = {"deal_id": "int64", "happened_at": "int64", "event": "string"}
_MOMENT = {
    **dict.fromkeys(("deal_id", "opened_at", "closed_at", "ended_at", "last_word_at"), "int64"),
    **dict.fromkeys(("outcome", "size_band"), "string"),
    "closed_in_batch": "boolean",
}


@dataclass(frozen=True)
class DriverEffects:
    """(k,) each: log hazard ratio, its standard error (nan: not estimated), deals in which it was likelier than not.

    n: deals followed.
    """

    effect: Number
    error: Number
    deals: Whole
    n: int
    pooled: PooledEffects


def estimate_effects(work: Work, layout: Layout, speech: Speech, learnt: Learnt) -> DriverEffects:
    """The effect of every driver, all in one model, beside age, stage, half-year, size and segment."""
    weeks = _follow(work)
    none = np.full(len(layout.drivers), np.nan)
    if weeks is None:
        return DriverEffects(none, none, np.zeros(len(none), dtype=np.int64), 0, pool_effects(none, none))
    at_work = follow_drivers(work, layout, speech, learnt, weeks)
    chosen = _choose(at_work, weeks.ends)
    effect, error = none.copy(), none.copy()
    if len(chosen):
        coefficient, errors = _fit(work, layout, weeks, at_work[:, chosen])
        effect[chosen], error[chosen] = coefficient, errors
    highest = np.zeros((len(weeks.deal_id), len(layout.drivers)))
    np.maximum.at(highest, weeks.deal, at_work)
    deals = (highest >= 0.5).sum(axis=0).astype(np.int64)
    return DriverEffects(effect, error, deals, len(np.unique(weeks.deal)), pool_effects(effect, error))


def _follow(work: Work) -> DealWeeks | None:
    """The weeks of ended deals, opened so long ago that those which ended slowly are among them.

    None where nobody or everybody ends.
    """
    engine, gathering = work.gathering.engine, work.gathering
    listed = ", ".join(_MOMENT)
    if engine is gathering.local:
        engine.make("run_moment", f"SELECT {listed} FROM moment")
    else:
        engine.put("run_moment", _MOMENT, gathering.rows(f"SELECT {listed} FROM moment"))
    engine.put(DATED, _TYPES, [])
    weeks = make_weeks(gathering, work.clock, most_deals=FOLLOWED)
    ((mature,),) = gathering.rows("SELECT coalesce(max(mature_before), 9223372036854775807) FROM run")
    kept = (weeks.died | weeks.won) & (weeks.opened < mature)
    rows = kept[weeks.deal]
    if not 0 < weeks.ends[rows].sum() < rows.sum():
        return None
    place = np.cumsum(kept) - 1
    return DealWeeks(
        **{name: getattr(weeks, name)[kept] for name in ("deal_id", "opened", "end", "died", "won", "weight", "size")},
        deal=place[weeks.deal[rows]],
        **{name: getattr(weeks, name)[rows] for name in ("week", "stage", "words")},
    )


def follow_drivers(work: Work, layout: Layout, speech: Speech, learnt: Learnt, weeks: DealWeeks) -> Number:
    """(rows, k) the probability that each driver was at work in each deal-week, by what was said before."""
    place = np.full(len(layout.deal_id), -1, dtype=np.int64)
    place[np.searchsorted(layout.deal_id, weeks.deal_id)] = np.arange(len(weeks.deal_id))
    answered = _follow_answers(work, layout, learnt, weeks)
    found = np.empty((len(weeks.deal), len(layout.drivers)))
    opened = np.zeros(len(layout.deal_id), dtype=np.int64)
    opened[np.searchsorted(layout.deal_id, weeks.deal_id)] = weeks.opened
    # weeks are counted from the opening here, and over there from the last MOST_WEEKS of a long life
    shifted = speech.week + (layout.first - opened)[speech.deal] // WEEK
    inside = (place[speech.deal] >= 0) & (shifted >= 0) & (shifted < MOST_WEEKS)
    for driver, theme in enumerate(learnt.themes):
        here = inside & (speech.driver == driver)
        spoken, row = np.unique(place[speech.deal[here]], return_inverse=True)
        counts = lay_counts(row + 1, shifted[here], speech.days[here], len(spoken) + 1, MOST_WEEKS)
        ahead = look_ahead(theme, filter_weeks(theme, counts), steps=_AHEAD)
        course = np.zeros(len(weeks.deal_id), dtype=np.int64)
        course[spoken] = np.arange(1, len(spoken) + 1)
        odds = logit(np.clip(ahead, 1e-9, 1 - 1e-9))[course[weeks.deal], weeks.week] + learnt.shift[driver]
        found[:, driver] = expit(odds + answered.get(driver, 0.0))
    return found


def _follow_answers(work: Work, layout: Layout, learnt: Learnt, weeks: DealWeeks) -> dict[int, Number]:
    """driver -> (rows,) by how much the answers at the last age before each week move the log odds."""
    ages = np.array(AGES, dtype=np.int64)
    last_age = np.searchsorted(ages, weeks.week * 7, side="right")  # 0: before the first of them
    moved: dict[int, Number] = {}
    for bearing, track in learnt.tracks.items():
        driver = layout.drivers.index(bearing.driver)
        told = work.gathering.local.connection.execute(
            "SELECT deal_id, age_days, answer = 'hit' AS hit FROM landmark"
            " WHERE signal = ? AND answer IN ('hit', 'clear') ORDER BY ALL",
            [bearing.signal],
        ).fetchnumpy()
        deal_id, age = np.asarray(told["deal_id"], dtype=np.int64), np.asarray(told["age_days"], dtype=np.int64)
        at = np.searchsorted(weeks.deal_id, deal_id)
        ours = (at < len(weeks.deal_id)) & (weeks.deal_id[np.minimum(at, len(weeks.deal_id) - 1)] == deal_id)
        laid = np.zeros((len(weeks.deal_id), len(ages) + 1))
        answer = np.where(np.asarray(told["hit"], dtype=bool), track.found, track.missed)
        laid[at[ours], np.searchsorted(ages, age[ours]) + 1] = answer[ours]
        here = laid[weeks.deal, last_age]
        moved[driver] = pick_stronger(moved[driver], here) if driver in moved else here
    return moved


def _choose(at_work: Number, died: Flag) -> Whole:
    """The drivers that differ enough among weeks for an effect to be seen, those that differ most first."""
    told = died.sum() * at_work.var(axis=0)
    order = np.argsort(-told, kind="stable")
    able = order[told[order] >= _LEAST_SPREAD]
    return np.sort(able[: int(died.sum()) // _DEATHS_EACH])


def _fit(work: Work, layout: Layout, weeks: DealWeeks, at_work: Number) -> tuple[Number, Number]:
    covariates = build_covariates(weeks)
    rows = work.gathering.local.connection.execute(
        "SELECT coalesce(segment, '') FROM moment ORDER BY deal_id"
    ).fetchall()
    _, code = np.unique(np.array([row[0] for row in rows], dtype=object).astype(str), return_inverse=True)
    segment = join_rare(code[np.searchsorted(layout.deal_id, weeks.deal_id)][weeks.deal], weeks.ends)
    rounded = np.rint(at_work * _STEPS).astype(np.int32)
    keyed = np.ascontiguousarray(np.column_stack([covariates.pattern, segment, weeks.week, rounded]).astype(np.int32))
    whole = keyed.view(np.dtype((np.void, keyed.dtype.itemsize * keyed.shape[1]))).ravel()
    _, first, pattern = np.unique(whole, return_index=True, return_inverse=True)
    kept = keyed[first]
    segments = (kept[:, 1, None] == np.arange(1, int(segment.max()) + 1)[None, :]).astype(np.float64)
    # ages of few deaths are one level: within it what grows with age would pass for what costs deals
    age = np.column_stack([np.log1p(kept[:, 2]), kept[:, 2] / _LONG])
    design = np.hstack([covariates.plain[kept[:, 0]], segments, age, kept[:, 3:] / _STEPS])
    fit = fit_hazard(design, pattern, weeks.ends, weeks.deal, weeks.weight[weeks.deal])
    k, deaths = at_work.shape[1], float((weeks.ends * weeks.weight[weeks.deal]).sum())
    # few deaths for so many columns make errors too small: by the square root of what is left, as in least squares
    widened = np.sqrt(deaths / max(1.0, deaths - design.shape[1]))
    return fit.coefficient[-k:], widened * np.sqrt(np.maximum(0.0, np.diag(fit.covariance)[-k:]))


def list_effects(layout: Layout, effects: DriverEffects) -> list[tuple[object, ...]]:
    """The rows of table driver_effect."""
    p = [
        float(2 * norm.sf(abs(effect) / error)) if np.isfinite(effect) and error > 0 else None
        for effect, error in zip(effects.effect, effects.error, strict=True)
    ]
    rows: list[tuple[object, ...]] = []
    for place, (driver, q) in enumerate(zip(layout.drivers, adjust_for_asking(p), strict=True)):
        deals, real = int(effects.deals[place]), float(effects.pooled.beyond[place])
        effect, error = float(effects.effect[place]), float(effects.error[place])
        if q is None:
            rows.append((driver, deals, effects.n, None, None, None, None, None, real, "not_enough"))
            continue
        low, mid, high = (float(np.exp(min(effect + reach * error, 50.0))) for reach in (-1.96, 0.0, 1.96))
        claimed = q <= CLAIM_Q and mid >= CLAIM_LIFT and deals >= CLAIM_DEALS
        verdict = "associated" if claimed else "not_associated" if high <= DISMISS_LIFT else "not_enough"
        rows.append((driver, deals, effects.n, effect, error, mid, low, high, real, verdict))
    return rows

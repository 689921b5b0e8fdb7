"""Scores tried on deals whose end came later: as of each of the last quarters, learnt from what was known by then."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assay.domain.spans import DAY
from assay.patterns.winning.snapshots import Snapshots
from assay.patterns.winning.yardsticks import say_base_rate, say_naive_bayes, say_stage_rate, say_stated
from assay.stats.additive import Score, draw_halves, fit_boosted_score, fit_logistic_score, total
from assay.stats.mending import fit_mending

Flag = NDArray[np.bool_]
Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: days for which a snapshot must have been followed before it is learnt from, at the least
FEWEST_DAYS = 150

QUARTER = 90

#: so many quarters at most are tried, until so many deals in them have ended
MOST_QUARTERS, ENOUGH_TESTED = 8, 600

#: below so many ended deals to learn from, and of either kind, no probability is given: a score of twenty columns needs
#: some ten deals of the rarer kind for each that tells anything (Peduzzi 1996, J Clin Epidemiol 49:1373)
FEWEST_LEARNT, FEWEST_OF_KIND = 150, 40

#: below so many ended deals to be tried on, and of either kind, nobody can tell whether it keeps its word: Collins
#: 2016, Stat Med 35:214 asks for 100 of each; the interval is shown beside it
FEWEST_TESTED, FEWEST_TESTED_OF_KIND = 100, 25

#: ended deals from which on boosted steps are used
BOOSTED_FROM = 1_500

#: one column that alone orders later deals better than this is no reading of an open deal: in simulated sales processes
#: a reader who knows all that is hidden reaches 0.89
TOO_GOOD = 0.9


@dataclass(frozen=True)
class Window:
    """One try: learnt as of `learnt_at` from `learn` rows, asked of `ask` rows. Rows are flags over all snapshots."""

    learnt_at: int
    learn: Flag
    ask: Flag


@dataclass
class Trial:
    """What was tried. rows: of the snapshots asked, in their order.  said: model -> the probability of each, mended.

    raw: the same unmended.  learnt: ended deals learnt from in the latest window.  weight: of each row, 0: not ended.
    """

    maturity: int
    windows: list[Window] = field(default_factory=list)
    rows: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    raw: dict[str, Number] = field(default_factory=dict)
    said: dict[str, Number] = field(default_factory=dict)
    weight: Number = field(default_factory=lambda: np.zeros(0))
    learnt: int = 0
    used: str = ""


def find_maturity(snapshots: Snapshots) -> int:
    """Days for which a snapshot is followed before it is learnt from: 150, or the record's median length if longer."""
    _, first = np.unique(snapshots.deal, return_index=True)
    lengths = (snapshots.closed - snapshots.opened)[first] / DAY
    lengths = lengths[~np.isnan(lengths)]
    if not len(lengths):
        return FEWEST_DAYS
    return max(FEWEST_DAYS, int(np.ceil(float(np.median(lengths)) / 30) * 30))


def find_learnt(snapshots: Snapshots, moment: int, maturity: int) -> tuple[Flag, Number]:
    """Which rows may be learnt from as of the moment, and what each of them weighs.

    They were followed for long enough, and are of deals known to have ended.
    """
    old = snapshots.at <= moment - maturity * DAY
    ended, weight = np.zeros(len(old), dtype=bool), np.zeros(len(old))
    ended[old], weight[old] = snapshots.take(old).read_ends(moment)
    return old & ended, weight


def plan_trial(snapshots: Snapshots, now: int) -> Trial:
    """The windows: the last quarter that could be followed, and those before it until enough deals were tried."""
    trial = Trial(find_maturity(snapshots))
    mature = now - trial.maturity * DAY
    ended, _ = snapshots.read_ends(now)
    asked = np.zeros(len(ended), dtype=bool)
    for number in range(1, MOST_QUARTERS + 1):
        start = mature - number * QUARTER * DAY
        learn, _ = find_learnt(snapshots, start, trial.maturity)
        if not is_enough(snapshots.deal[learn], snapshots.won[learn], FEWEST_LEARNT, FEWEST_OF_KIND):
            break
        ask = (snapshots.at > start) & (snapshots.at <= start + QUARTER * DAY)
        # a deal that was learnt from had ended before, so that nobody is asked about it
        trial.windows.append(Window(start, learn, ask))
        asked |= ask & ended
        if len(np.unique(snapshots.deal[asked])) >= ENOUGH_TESTED:
            break
    return trial


def is_enough(deal: Whole, won: Number, fewest: int, fewest_of_kind: int) -> bool:
    """Whether rows are of so many deals, and of so many won and not won."""
    deals, first = np.unique(deal, return_index=True)
    wins = int(won[first].sum())
    return len(deals) >= fewest and min(wins, len(deals) - wins) >= fewest_of_kind


def run_trial(snapshots: Snapshots, trial: Trial, now: int) -> None:
    """Fills the trial: every model and yardstick learnt in each window and asked there."""
    asked: list[Whole] = []
    said: dict[str, list[Number]] = {}
    for window in trial.windows:
        each = _try_window(snapshots, window, trial.maturity)
        asked.append(np.flatnonzero(window.ask))
        for name in (*said, *each):
            if name not in said:
                said[name] = []
        for name, value in each.items():
            said[name].append(value)
    if not asked:
        return
    trial.learnt = len(np.unique(snapshots.deal[trial.windows[0].learn]))
    rows = np.concatenate(asked)
    order = np.argsort(rows, kind="stable")
    trial.rows = rows[order]
    trial.raw = {name: np.concatenate(one)[order] for name, one in said.items() if len(one) == len(asked)}
    _, weight = snapshots.take(np.isin(np.arange(len(snapshots.deal)), trial.rows)).read_ends(now)
    trial.weight = weight
    trial.used = "boosted" if "boosted" in trial.raw else "logistic"
    trial.said = {
        name: mend_by_halves(one, snapshots.won[trial.rows], snapshots.deal[trial.rows], weight)
        if name in ("boosted", "logistic")
        else one
        for name, one in trial.raw.items()
    }


def _try_window(snapshots: Snapshots, window: Window, maturity: int) -> dict[str, Number]:
    learn, weight = find_learnt(snapshots, window.learnt_at, maturity)
    learnt, asked, weigh = snapshots.take(learn), snapshots.take(window.ask), weight[learn]
    # final values are those of every deal that had ended, however lately
    ended = snapshots.take(np.nan_to_num(snapshots.close_known, nan=np.inf) <= window.learnt_at)
    said = {
        "base_rate": say_base_rate(learnt, weigh, asked),
        "stage_rate": say_stage_rate(learnt, weigh, asked),
        "stated": say_stated(asked),
        "naive_bayes": say_naive_bayes(ended, asked),
        "logistic": total(fit_logistic_score(learnt.columns, learnt.won, learnt.deal, weigh), asked.columns),
    }
    if len(np.unique(learnt.deal)) >= BOOSTED_FROM:
        boosted = fit_boosted_score(learnt.columns, learnt.won, learnt.deal, weigh)
        said["boosted"] = total(boosted, asked.columns)
    return {name: one for name, one in said.items() if one is not None}


def mend_by_halves(said: Number, won: Number, deal: Whole, weight: Number) -> Number:
    """Each half of the deals mended by what became of the other half: so a mended score is proved on deals unseen."""
    half = draw_halves(deal)
    mended = said.copy()
    for one in (0, 1):
        here, there = half == one, (half != one) & (weight > 0)
        if there.any() and np.ptp(won[there]) > 0:
            mended[here] = fit_mending(said[there], won[there], deal[there], weight[there]).mend(said[here])
    return mended


def fit_final(snapshots: Snapshots, now: int, maturity: int, used: str) -> Score:
    """The score that open deals get: learnt from all that is known now."""
    learn, weight = find_learnt(snapshots, now, maturity)
    learnt = snapshots.take(learn)
    fit = fit_boosted_score if used == "boosted" else fit_logistic_score
    return fit(learnt.columns, learnt.won, learnt.deal, weight[learn])

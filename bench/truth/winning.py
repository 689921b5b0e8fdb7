"""Rows on open deals: how likely each is to be won, which of them are in the same situation, which are over."""

import numpy as np

from assay.store.home import Home
from bench.truth.causes import Reasons, place_deals
from bench.truth.company import Company, read_concluded, read_table
from bench.truth.lines import Line
from bench.truth.measures import Figure, bound, measure_auc, measure_brier, measure_ece, measure_slope
from bench.truth.reader import Reading
from bench.truth.usual import name_causes, score_by_frequencies
from bench.truth.world import Flag, K, Number, Whole

#: lost deals that are asked about, and deals put forward for each
_ASKED, _FIVE = 300, 5


def read_wins(home: Home, company: Company) -> Number | None:
    """(open deals,) the probability that each is won; nan where the product abstains; None without the part."""
    if "win_probability" not in read_concluded(home):
        return None
    found = read_table(home, "SELECT deal_id, p FROM win_probability WHERE \"view\" = 'open'")
    if found is None:
        return None
    n = len(company.lives.opened)
    p = np.full(n, np.nan)
    p[place_deals(found["deal_id"], n)] = np.ma.filled(np.ma.asarray(found["p"]).astype(float), np.nan)
    return np.asarray(p[company.lives.is_open])


def judge_wins(company: Company, home: Home, limit: Reading, omniscient: Number) -> list[Line]:
    """Of all open deals, by what became of them after the last day of the record."""
    lives = company.lives
    won = lives.won[lives.is_open]
    usual = score_by_frequencies(lives)
    p = read_wins(home, company)
    told = None if p is None or np.isnan(p).all() else np.where(np.isnan(p), np.nanmean(p), p)
    note = f"for one who sees all: AUC {measure_auc(omniscient, won):.3f}, Brier {measure_brier(omniscient, won):.3f}"
    if p is not None and np.isnan(p).any():
        note += f"; the product abstains on {int(np.isnan(p).sum())} of {len(p)}"
    best = bound(measure_auc, limit.p_win, won)

    def product(figure: object) -> Figure | None:
        return None if told is None else bound(figure, told, won)  # type: ignore[arg-type]

    base = np.full(len(won), lives.won[~lives.is_open].mean())
    return [
        Line(
            "open deals to be won, AUC",
            (("frequencies of fields, as Odoo", bound(measure_auc, usual, won)),),
            product(measure_auc), best, needed=0.73, high=best.value + 0.02, note=note,
        ),
        Line(
            "the same, Brier score",
            (("frequencies of fields, as Odoo", bound(measure_brier, usual, won)),
             ("base rate", bound(measure_brier, base, won))),
            product(measure_brier), bound(measure_brier, limit.p_win, won), needed=0.66,
        ),
        Line(
            "the same, calibration error",
            (("frequencies of fields, as Odoo", bound(measure_ece, usual, won)),),
            product(measure_ece), bound(measure_ece, limit.p_win, won), needed=0.72,
        ),
        Line(
            "the same, slope of the calibration line",
            (("frequencies of fields, as Odoo", bound(measure_slope, usual, won)),),
            product(measure_slope), bound(measure_slope, limit.p_win, won), low=0.85, high=1.15,
        ),
    ]  # fmt: skip


def judge_like(
    company: Company, reasons: Reasons | None, past: Reading, deals: Whole, now: Reading, seed: int
) -> list[Line]:
    """Of lost deals with a main cause: how many of the five open deals put forward have it at work.

    past, deals: what the limit made of lost deals.  now: of open ones.  The product's own rule: p_active of each
    reason weighed by p times strength is left to it; here by the main one that it names.
    """
    lives = company.lives
    dice = np.random.default_rng(seed)
    opened = np.flatnonzero(lives.is_open)
    age = (lives.last_day - lives.opened[opened]) // 7
    alive = lives.died[opened] > lives.last_day
    at_work = (lives.begun[opened] <= age[:, None]) & alive[:, None]
    places = dice.permutation(np.flatnonzero(lives.main[deals] >= 0))[:_ASKED]
    main = lives.main[deals[places]]

    def judge(scores: Number) -> Figure:
        """scores: (asked, open deals)."""
        luck = dice.random(scores.shape) * 1e-9
        best = np.argsort(-(scores + luck), axis=1)[:, :_FIVE]
        return bound(_mean, np.take_along_axis(at_work[:, main].T, best, axis=1).mean(axis=1))

    active = now.p_on * now.p_alive[:, None]
    alike = (lives.segment[opened] == lives.segment[deals[places]][:, None]) * 1.0 - np.abs(
        np.log(lives.amount[opened]) - np.log(lives.amount[deals[places]])[:, None]
    )
    told = None
    if reasons is not None:
        weight = reasons.main[deals[places]]
        weights = np.where(weight[:, None] >= 0, weight[:, None] == np.arange(K), reasons.p[deals[places]])
        told = judge(weights @ reasons.p_active[opened].T)
    by_rep = name_causes(company.witness.rep[deals[places]]).astype(float)
    known = name_causes(main).astype(float)
    note = f"main cause known and best reader of open deals: {judge(known @ active.T)}"
    if reasons is not None:
        note += f"; main cause known, product: {judge(known @ reasons.p_active[opened].T)}"
    return [
        Line(
            "open deals in the same situation, precision of the first five",
            (("by lot", judge(dice.random((len(main), len(opened))))),
             ("nearest by segment and size", judge(alike)),
             ("mentions of the rep's reason", judge(by_rep @ _mentioned(company, opened).T))),
            told,
            judge(past.p_main[places] @ active.T),
            needed=0.43,
            note=note,
        )
    ]  # fmt: skip


def _mean(values: Number) -> float:
    return float(values.mean())


def _mentioned(company: Company, deals: Whole) -> Number:
    return np.asarray(company.contact.told[deals].sum(axis=1) > 0, float)


def judge_silence(company: Company, home: Home) -> list[Line]:
    """Of open deals whose buyer may be gone: the table silence, against who is."""
    lives = company.lives
    n = len(lives.opened)
    found = read_table(home, "SELECT deal_id, p_dead, silence_days FROM silence WHERE p_dead IS NOT NULL")
    if found is None or not len(found["deal_id"]):
        return [Line("open deals whose buyer is gone, AUC", (), None, None, low=0.80)]
    deal = place_deals(found["deal_id"], n)
    kept = lives.is_open[deal]
    deal, p, days = deal[kept], found["p_dead"][kept].astype(float), found["silence_days"][kept].astype(float)
    gone: Flag = lives.died[deal] <= lives.last_day
    sure = p >= 0.9
    wrong = f"said from .9 on: {int(sure.sum())}, wrongly {float((~gone[sure]).mean()) if sure.any() else 0:.0%}"
    return [
        Line(
            "open deals whose buyer is gone, AUC",
            (("days of silence", bound(measure_auc, days, gone)),),
            bound(measure_auc, p, gone), None, low=0.80, note=wrong,
        ),
        Line("the same, calibration error", (), bound(measure_ece, p, gone), None, high=0.08,
             note="the product says whether no word comes in 90 days, which is not quite the same"),
    ]  # fmt: skip

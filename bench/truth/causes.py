"""Rows on the reasons of each lost deal, on the effects of drivers, and on which occur together."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assay.store.home import Home
from bench.truth.columns import key
from bench.truth.company import Company, read_concluded, read_table
from bench.truth.lines import Line
from bench.truth.measures import (
    Figure,
    bound,
    measure_ece,
    measure_f1,
    measure_precision,
    rank_correlation,
    recover_size,
    right_label,
)
from bench.truth.reader import Reading
from bench.truth.usual import flag_causes, name_causes, vote
from bench.truth.world import DRIVERS, Flag, K, Number, Whole


@dataclass(frozen=True)
class Reasons:
    """What the product says of all deals, (n, K) each; main: (n,), -1 for none or for another driver."""

    p: Number
    p_active: Number
    record: Number
    main: Whole
    strange: int


def read_reasons(home: Home, n: int) -> Reasons | None:
    """None where the part is not there."""
    if "reasons" not in read_concluded(home):
        return None
    found = read_table(home, "SELECT deal_id, driver, p, p_active, p_record FROM reason")
    if found is None:
        return None
    deal, cause = place_deals(found["deal_id"], n), _place_drivers(found["driver"])
    known = cause >= 0
    told = []
    for name in ("p", "p_active", "p_record"):
        values = np.zeros((n, K))
        values[deal[known], cause[known]] = found[name][known]
        told.append(values)
    strange = int((~known & (found["p"] >= 0.5)).sum())
    main = np.full(n, -1)
    verdict = read_table(home, "SELECT deal_id, main FROM verdict WHERE main IS NOT NULL AND main <> ''")
    if verdict is not None:
        main[place_deals(verdict["deal_id"], n)] = _place_drivers(verdict["main"])
    return Reasons(told[0], told[1], told[2], main, strange)


def place_deals(ids: Whole, n: int) -> Whole:
    """The numbers of deals by their ids."""
    every = key("deal", np.arange(n))
    order = np.argsort(every)
    return np.asarray(order[np.searchsorted(every[order], np.asarray(ids, np.int64))])


def _place_drivers(codes: Iterable[object]) -> Whole:
    return np.array([DRIVERS.index(str(code)) if code in DRIVERS else -1 for code in codes], np.int64)


def judge_reasons(company: Company, home: Home, deals: Whole, limit: Reading) -> list[Line]:
    """Of the lost deals `deals`, which the limit has read."""
    lives, witness = company.lives, company.witness
    n = len(lives.opened)
    true, main = lives.material[deals], lives.main[deals]
    has = main >= 0
    flags = flag_causes(company.contact, n)[deals]
    rep, buyer = name_causes(witness.rep)[deals], name_causes(witness.buyer)[deals]
    asked = witness.asked[deals]
    told = read_reasons(home, n)
    voted = vote(witness.rep, witness.buyer, flag_causes(company.contact, n))[deals]
    p = None if told is None else told.p[deals]
    first = None if told is None else np.where(p.max(axis=1) > 0, _rank_first(home, n, deals), -1)  # type: ignore[union-attr]
    said = None if p is None else p >= 0.5
    return [
        Line(
            "material causes of a lost deal, F1",
            (("the rep's reason", bound(measure_f1, rep, true)),
             ("the buyer's reason, where asked", bound(measure_f1, buyer[asked], true[asked])),
             ("keyword flags", bound(measure_f1, flags, true))),
            None if said is None else bound(measure_f1, said, true),
            bound(measure_f1, limit.p_material >= 0.5, true),
            needed=0.70,
        ),
        Line(
            "the same, average precision",
            (("keyword flags", bound(measure_precision, flags.astype(float), true)),),
            None if p is None else bound(measure_precision, p, true),
            bound(measure_precision, limit.p_material, true),
            needed=0.66,
        ),
        Line(
            "main cause named right",
            (("the rep", bound(right_label, witness.rep[deals][has], main[has])),
             ("the buyer, where asked", bound(right_label, witness.buyer[deals][has & asked], main[has & asked]))),
            None if first is None else bound(right_label, first[has], main[has]),
            bound(right_label, limit.p_main.argmax(axis=1)[has], main[has]),
            needed=0.80,
        ),
        Line(
            "main reason as one label",
            (("majority vote of rep, buyer and mentions", bound(right_label, voted[has], main[has])),),
            None if first is None else bound(right_label, first[has], main[has]),
            bound(right_label, limit.p_main.argmax(axis=1)[has], main[has]),
            needed=0.29,
        ),
        Line(
            "calibration error of a reason's probability",
            (),
            None if p is None else bound(measure_ece, p, true),
            bound(measure_ece, limit.p_material, true),
            high=0.06,
        ),
    ]  # fmt: skip


def _rank_first(home: Home, n: int, deals: Whole) -> Whole:
    found = read_table(home, 'SELECT deal_id, driver FROM reason WHERE "rank" = 1')
    first = np.full(n, -1)
    if found is not None:
        first[place_deals(found["deal_id"], n)] = _place_drivers(found["driver"])
    return first[deals]


@dataclass(frozen=True)
class Effects:
    """driver_effect by planted cause; nan where nothing is told. associated: claimed to go with losing."""

    effect: Number
    p_real: Number
    associated: Flag


def read_effects(home: Home) -> Effects | None:
    """None where the part is not there."""
    if "reasons" not in read_concluded(home):
        return None
    found = read_table(home, "SELECT driver, effect, p_real, verdict FROM driver_effect")
    if found is None:
        return None
    effect, p_real, said = np.full(K, np.nan), np.zeros(K), np.zeros(K, np.bool_)
    for driver, value, real, verdict in zip(*(found[name] for name in found), strict=True):
        if driver in DRIVERS:
            place = DRIVERS.index(str(driver))
            effect[place] = np.nan if np.ma.is_masked(value) else value
            p_real[place], said[place] = real, verdict == "associated"
    return Effects(effect, p_real, said)


def judge_effects(company: Company, home: Home) -> list[Line]:
    """Of the twelve planted effects."""
    lives, planted = company.lives, company.lives.world.effects
    lost = lives.lost
    counts = np.bincount(company.witness.rep[lost], minlength=K).astype(float)
    flags = flag_causes(company.contact, len(lives.opened))
    at_close = _regress_at_close(flags, lives.won, ~lives.is_open)
    by_flags = _regress_weekly(company, _week_flags(company))
    true = _regress_weekly(company, lives.begun)
    told = read_effects(home)
    effect = None if told is None else np.nan_to_num(told.effect)

    def plain(value: float) -> Figure:
        return Figure(value, np.nan, np.nan, K)

    return [
        Line(
            "rank of the sizes of 12 effects",
            (("how often reps state them", plain(rank_correlation(counts, planted))),
             ("regression on the state at close", plain(rank_correlation(at_close, planted))),
             ("weekly hazard on keyword flags", plain(rank_correlation(by_flags, planted)))),
            None if effect is None else plain(rank_correlation(effect, planted)),
            plain(rank_correlation(true, planted)),
            needed=0.59,
        ),
        Line(
            "size of effects recovered, 1 is unbiased",
            (("regression on the state at close", plain(recover_size(at_close, planted))),
             ("weekly hazard on keyword flags", plain(recover_size(by_flags, planted)))),
            None if effect is None else plain(recover_size(effect, planted)),
            plain(recover_size(true, planted)),
            needed=0.72,
        ),
    ]  # fmt: skip


def judge_pairs(company: Company, home: Home, deals: Whole, limit: Reading) -> list[Line]:
    """Of all 66 pairs of causes among lost deals."""
    lives = company.lives
    on = lives.begun[deals] <= lives.weeks[deals][:, None]
    flags = flag_causes(company.contact, len(lives.opened))[deals]
    every = np.flatnonzero(lives.lost)
    true = _lift(lives.begun[every] <= lives.weeks[every][:, None])
    told = _read_pairs(home)

    def plain(value: float) -> Figure:
        return Figure(value, np.nan, np.nan, len(true))

    return [
        Line(
            "pairs that occur together, rank of the lift",
            (("keyword flags", plain(rank_correlation(_lift(flags), true))),),
            None if told is None else plain(rank_correlation(told, true)),
            plain(rank_correlation(_lift(limit.p_on), true)),
            needed=0.75,
            note=f"true presence in the deals that the limit read: {rank_correlation(_lift(on), true):.3f}",
        )
    ]


def _lift(on: Flag | Number) -> Number:
    on = on.astype(float)
    both, alone = on.T @ on / len(on), on.mean(axis=0)
    upper = np.triu_indices(K, 1)
    return np.asarray((both / np.maximum(np.outer(alone, alone), 1e-9))[upper])


def _read_pairs(home: Home) -> Number | None:
    if "pairs" not in read_concluded(home):
        return None
    found = read_table(home, 'SELECT "first", "second", lift FROM pair')
    if found is None:
        return None
    lift = np.ones((K, K))
    for one, other, value in zip(found["first"], found["second"], np.ma.filled(found["lift"], 1.0), strict=True):
        if one in DRIVERS and other in DRIVERS:
            a, b = DRIVERS.index(str(one)), DRIVERS.index(str(other))
            lift[a, b] = lift[b, a] = value
    return np.asarray(lift[np.triu_indices(K, 1)])


def _regress_at_close(flags: Flag, won: Flag, closed: Flag) -> Number:
    design = np.column_stack([np.ones(closed.sum()), flags[closed].astype(float)])
    return _fit_logistic(design, ~won[closed])[1:]


def _week_flags(company: Company) -> Whole:
    """(n, K) the week of the first mention."""
    lives, contact = company.lives, company.contact
    first = np.full((len(lives.opened), K), 10**6)
    week = (contact.mention_day - lives.opened[contact.mention_deal]) // 7
    np.minimum.at(first, (contact.mention_deal, contact.mention_cause), week)
    return first


def _regress_weekly(company: Company, begun: Whole) -> Number:
    """Log odds of being lost in a week while a cause is there, by age, stage, segment and size."""
    lives = company.lives
    until = np.minimum(lives.weeks, (lives.last_day - lives.opened) // 7)
    count = until + 1
    deal = np.repeat(np.arange(len(count)), count)
    week = np.arange(len(deal)) - np.repeat(np.cumsum(count) - count, count)
    lost = (week == lives.weeks[deal]) & ~lives.won[deal] & (lives.died[deal] <= lives.last_day)
    stage = lives.stage[deal, week]
    day = lives.opened[deal] + 7 * week
    design = np.column_stack([
        np.ones(len(deal)), begun[deal] <= week[:, None], np.log1p(week), week / 10, stage == 1, stage == 2, stage == 3,
        lives.segment[deal] == 1, lives.segment[deal] == 2, np.log(lives.amount[deal]),
        day >= lives.turn[deal], day >= lives.stop[deal],
    ]).astype(float)  # fmt: skip
    return _fit_logistic(design, lost)[1 : K + 1]


def _fit_logistic(design: Number, hit: Flag) -> Number:
    """Newton's steps with a light ridge."""
    b = np.zeros(design.shape[1])
    scale = np.maximum(np.abs(design).max(axis=0), 1e-9)
    x = design / scale
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        gradient = x.T @ (hit - p) - 1e-3 * b
        hessian = (x * np.maximum(p * (1 - p), 1e-10)[:, None]).T @ x + 1e-3 * np.eye(len(b))
        step = np.linalg.solve(hessian, gradient)
        b = b + np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(b / scale)

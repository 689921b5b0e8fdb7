"""Whether the open deals put forward are in the same situation, on histories of which the truth is known.

The product ranks by its own path, from what is known of a loss to the list; what is known of it differs: the rep's
word, what was inferred, what the buyer said where one was asked, and the main cause confirmed by a person who knows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import seek_like, seek_reasons
from assay.rescue.situation import LEAST, LikeDeal, rank_open
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy
from bench.truth.causes import place_deals
from bench.truth.columns import key
from bench.truth.company import Company, draw_company, put_through
from bench.truth.measures import Figure, bound
from bench.truth.reader import gather_seen, read_deals
from bench.truth.usual import name_causes
from bench.truth.world import DRIVERS, WORLDS, Flag, Number, Whole

#: lost deals asked about, and deals put forward for each
_ASKED, _FIVE = 300, 5


@dataclass(frozen=True)
class Asked:
    """Lost deals with a main cause, and the open deals. at_work: (open deals, K), none of it in deals that are over."""

    deals: Whole
    main: Whole
    opened: Whole
    at_work: Flag
    dice: np.random.Generator

    def judge(self, scores: Number) -> Figure:
        """How many of the five with the greatest scores, (asked, open deals), are in the same situation."""
        luck = self.dice.random(scores.shape) * 1e-9
        best = np.argsort(-(scores + luck), axis=1)[:, :_FIVE]
        return bound(_mean, np.take_along_axis(self.at_work[:, self.main].T, best, axis=1).mean(axis=1))


def print_quality(scratch: Path, deals: int, seed: int) -> bool:
    """Prints precision among five, a line for each way; whether the inferred verdict beats every usual practice."""
    company = draw_company(WORLDS["central"].sized(deals), seed)
    home = put_through(scratch / f"central-{deals}-{seed}", company.told)
    asked = _ask(company, seed)
    print(
        f"Same situation, {deals:,} deals drawn by {seed}: {len(asked.deals)} losses asked about,"
        f" {len(asked.opened):,} open deals; right among the first {_FIVE} (95 % interval)"
    )
    usual = _judge_usual(company, asked)
    product = _judge_product(company, home, asked)
    limit = _judge_limit(company, asked, seed)
    for name, figure in {**usual, **product, **limit}.items():
        print(f"  {figure!s:<24} {name}")
    return product["Assay, by the verdict inferred"].value > max(figure.value for figure in usual.values())


def _ask(company: Company, seed: int) -> Asked:
    lives = company.lives
    dice = np.random.default_rng(seed)
    opened = np.flatnonzero(lives.is_open)
    age = (lives.last_day - lives.opened[opened]) // 7
    alive = lives.died[opened] > lives.last_day
    at_work = (lives.begun[opened] <= age[:, None]) & alive[:, None]
    deals = np.sort(dice.permutation(np.flatnonzero(lives.lost & (lives.main >= 0)))[:_ASKED])
    return Asked(deals, lives.main[deals], opened, at_work, dice)


def _judge_usual(company: Company, asked: Asked) -> dict[str, Figure]:
    lives = company.lives
    alike = (lives.segment[asked.opened] == lives.segment[asked.deals][:, None]) * 1.0 - np.abs(
        np.log(lives.amount[asked.opened]) - np.log(lives.amount[asked.deals])[:, None]
    )
    flags = np.asarray(company.contact.told.sum(axis=1) > 0, float)
    return {
        "by lot": asked.judge(asked.dice.random(alike.shape)),
        "nearest by segment and size": asked.judge(alike),
        "overlap of what was mentioned": asked.judge(flags[asked.deals] @ flags[asked.opened].T),
    }


def _judge_limit(company: Company, asked: Asked, seed: int) -> dict[str, Figure]:
    now = read_deals(company.lives, gather_seen(company.lives, company.contact), asked.opened, seed + 50)
    active = now.p_on * now.p_alive[:, None]
    return {"limit: main cause known, best reader of open deals": asked.judge(_name(asked.main) @ active.T)}


def _name(causes: Whole) -> Number:
    return name_causes(causes).astype(float)


def _judge_product(company: Company, home: Home, asked: Asked) -> dict[str, Figure]:
    witness, deals = company.witness, asked.deals
    ways: dict[str, Sequence[int] | None] = {
        "Assay, by the reason that the rep stated": witness.rep[deals].tolist(),
        "Assay, by the verdict inferred": None,
        "Assay, main cause confirmed": asked.main.tolist(),
    }
    ranked = {name: _rank(home, company, asked, told) for name, told in ways.items()}
    told = {name: asked.judge(scores) for name, scores in ranked.items()}
    was_asked = witness.asked[deals]
    some = Asked(deals[was_asked], asked.main[was_asked], asked.opened, asked.at_work, asked.dice)
    by_buyer = _rank(home, company, some, witness.buyer[some.deals].tolist())
    told["Assay, by what the buyer said, where one was asked"] = some.judge(by_buyer)
    inferred = ranked["Assay, by the verdict inferred"]
    told[f"Assay, of all above {LEAST}, at most twenty, by the verdict inferred"] = judge_listed(asked, inferred)
    return told


def judge_listed(asked: Asked, scores: Number) -> Figure:
    """The share that is right of those likely enough to be put forward, loss by loss."""
    right, listed = asked.at_work[:, asked.main].T, scores > LEAST
    some = listed.any(axis=1)
    return bound(_mean, (right & listed)[some].sum(axis=1) / listed[some].sum(axis=1))


def _rank(home: Home, company: Company, asked: Asked, causes: Sequence[int] | None) -> Number:
    """(asked, open deals): the probability by which each is put forward; 0 for those that are not among the first.

    causes: of each loss, as somebody told; None for the verdict of the run.
    """
    taxonomy = load_taxonomy(home)
    place = np.full(len(company.lives.opened), -1)
    place[asked.opened] = np.arange(len(asked.opened))
    scores = np.zeros((len(asked.deals), len(asked.opened)))
    with open_results(home) as results:
        ask = ask_through(results.connection)
        find = _remember(lambda weights, but: rank_open(ask, weights, but=but, most=20))
        for row, loss in enumerate(key("deal", asked.deals).tolist()):
            try:
                sought = (
                    seek_like(results.connection, loss, taxonomy)
                    if causes is None
                    else seek_reasons([DRIVERS[causes[row]]], taxonomy, loss)
                )
            except InputError:
                continue  # nothing is known of this loss, so none is put forward
            for one in find(sought.weights, loss):
                if not one.is_dead:
                    where = place[place_deals(np.array([one.deal_id]), len(place))[0]]
                    scores[row, where] = one.probability
    return scores


def _remember(
    find: Callable[[dict[str, float], int], list[LikeDeal]],
) -> Callable[[dict[str, float], int], list[LikeDeal]]:
    """Open deals do not depend on the loss beyond its weights, and many losses share them."""
    known: dict[tuple[tuple[str, float], ...], list[LikeDeal]] = {}

    def found(weights: dict[str, float], but: int) -> list[LikeDeal]:
        told = tuple(sorted(weights.items()))
        if told not in known:
            known[told] = find(weights, but)
        return known[told]

    return found


def _mean(values: Number) -> float:
    return float(values.mean())

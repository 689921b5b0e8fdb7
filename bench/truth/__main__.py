"""Prints how the method fares on histories of which the truth is known; ends with 1 where a row falls short."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assay.store.home import Home
from bench.truth.causes import judge_effects, judge_pairs, judge_reasons, read_effects, read_reasons
from bench.truth.checks import DEALS, judge_leak, judge_noise
from bench.truth.company import Company, draw_company, put_through, read_concluded
from bench.truth.lines import Line, Table
from bench.truth.measures import Figure, bound, measure_f1
from bench.truth.reader import foresee, gather_seen, read_deals
from bench.truth.sharing import judge_events, judge_rivals, judge_shares
from bench.truth.turning import judge_turns
from bench.truth.winning import judge_like, judge_silence, judge_wins
from bench.truth.world import MATERIAL, WORLDS, World

#: lost deals that the limit reads: each takes a fortieth of a second
_READ = 800

#: the parts that the rows rest on
PARTS = ("reasons", "drivers", "pairs", "competitors", "shares", "win_probability")

#: what is done on a company of DEALS deals beside the worlds
CHECKS = {"noise": judge_noise, "leak": judge_leak}


def judge_central(company: Company, home: Home, seed: int) -> list[Line]:
    """Every row of the main result."""
    lives, witness = company.lives, company.witness
    seen = gather_seen(lives, company.contact)
    dice = np.random.default_rng(seed)
    deals = np.sort(dice.permutation(np.flatnonzero(lives.lost))[:_READ])
    past = read_deals(lives, seen, deals, seed, named=(witness.rep, witness.buyer))
    opened = np.flatnonzero(lives.is_open)
    now = read_deals(lives, seen, opened, seed + 50)
    return [
        *judge_reasons(company, home, deals, past),
        *judge_effects(company, home),
        *judge_pairs(company, home, deals, past),
        *judge_wins(company, home, now, foresee(lives, opened, seed)),
        *judge_like(company, read_reasons(home, len(lives.opened)), past, deals, now, seed),
        *judge_turns(company, home, seed),
        *judge_shares(company, home),
        *judge_events(company, home),
        *judge_rivals(company, home),
        *judge_silence(company, home),
        *judge_decoys(company, home),
    ]


def judge_decoys(company: Company, home: Home) -> list[Line]:
    """Causes that do nothing and are called real."""
    told = read_effects(home)
    decoys = company.lives.world.effects < MATERIAL
    claimed = None if told is None else _share(told.associated[decoys].astype(float))
    likely = None if told is None else _share((told.p_real[decoys] > 0.5).astype(float))
    return [
        Line("causes without an effect, claimed to go with losing", (), claimed, None, high=0.10),
        Line("the same, said to be real with p over .5", (), likely, None, high=0.10),
    ]


def judge_null(company: Company, home: Home) -> list[Line]:
    """Nothing matters, so nothing may be claimed; statements alone may raise a reason."""
    told = read_reasons(home, len(company.lives.opened))
    record = None if told is None else _share((told.record[company.lives.lost] >= 0.5).any(axis=1).astype(float))
    return [
        *judge_decoys(company, home),
        Line("lost deals with a reason by the record alone", (), record, None, high=0.05),
        *judge_events(company, home),
    ]


def judge_other(company: Company, home: Home) -> list[Line]:
    """A world of another family: reasons, effects and decoys."""
    lives, witness = company.lives, company.witness
    deals = np.flatnonzero(lives.lost)
    true = lives.material[deals]
    told = read_reasons(home, len(lives.opened))
    rep = witness.rep[deals][:, None] == np.arange(true.shape[1])
    usual = bound(measure_f1, rep, true)
    product = None if told is None else bound(measure_f1, told.p[deals] >= 0.5, true)
    return [
        Line("material causes of a lost deal, F1", (("the rep's reason", usual),), product, None, low=2 * usual.value),
        *judge_effects(company, home)[:1],
        *judge_decoys(company, home),
    ]


def _share(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Figure:
    return bound(lambda some: float(some.mean()), values)


def judge_world(world: World, scratch: Path, seed: int, table: Table) -> None:
    """Puts a company through and prints its rows."""
    started, spent = time.perf_counter(), time.process_time()
    company = draw_company(world, seed)
    home = put_through(scratch / f"{world.name}-{world.deals}-{seed}", company.told)
    lives = company.lives
    print(
        f"\n{world.name}, drawn by {seed}: {world.deals:,} deals, {int(lives.lost.sum()):,} lost, "
        f"{int(lives.is_open.sum()):,} open, {len(company.contact.deal) / world.deals:.0f} words of the buyer a deal; "
        f"{time.perf_counter() - started:.0f} s, {time.process_time() - spent:.0f} s of CPU"
    )
    missing = set(PARTS) - read_concluded(home)
    if missing:
        print(f"  parts that are not there: {', '.join(sorted(missing))}")
    if world.name == "null":
        lines = judge_null(company, home)
    elif world.name == "lulls":
        lines = judge_turns(company, home, seed)
    elif world.name == "central":
        lines = judge_central(company, home, seed)
    else:
        lines = judge_other(company, home)
    table.add(world.name, lines)


def main(arguments: Sequence[str]) -> int:
    """Runs the named worlds, by default all."""
    parser = argparse.ArgumentParser(prog="python -m bench.truth", description=__doc__)
    parser.add_argument("worlds", nargs="*", help=f"of {', '.join((*WORLDS, *CHECKS))}; by default all")
    parser.add_argument("--deals", type=int, default=2_000, help="deals of each company")
    parser.add_argument("--seed", type=int, default=1, help="by which companies are drawn")
    parser.add_argument("--scratch", type=Path, default=Path(".bench/truth"), help="where their homes are made")
    given = parser.parse_args(arguments)
    table = Table()
    if unknown := set(given.worlds) - {*WORLDS, *CHECKS}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join((*WORLDS, *CHECKS))}")
    for name in given.worlds or (*WORLDS, *CHECKS):
        if name in CHECKS:
            print(f"\n{name}, drawn by {given.seed}: {DEALS:,} deals")
            table.add(name, CHECKS[name](given.scratch, given.seed))
        else:
            judge_world(WORLDS[name].sized(given.deals), given.scratch, given.seed, table)
    print(f"\n{len(table.lines)} rows, {len(table.failing)} fall short:")
    for world, line in table.failing:
        print(f"  {world}: {line.what}")
    return 1 if table.failing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

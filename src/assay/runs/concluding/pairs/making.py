"""The part: tables pair and combination."""

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.domain.tongue import mark
from assay.patterns.association import Association, count_missing, reach_verdict
from assay.patterns.together import choose_sets, count_by_chance, reach_pair_verdict
from assay.runs.concluding.pairs.at_ages import AtAges, SetFound, compare_sets, lay_ages
from assay.runs.concluding.part import Part, Work
from assay.stats.always_valid import bound_always
from assay.stats.frequent_sets import Set, mine_sets
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.pair_lift import lift_pairs
from assay.tables.column import Table
from assay.tables.concluded.pair import COMBINATION, PAIR

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: bands of the length of deals, within which drivers would meet by chance: long deals have time for more of each
_BANDS = 5
#: lost deals that a band has at least
_BAND_DEALS = 40
#: lost deals that a set must have, and their share at least
_FEWEST, _FEWEST_SHARE = 5.0, 0.005

_IBIS = {"text": "string", "whole": "int64", "number": "float64"}

_LOST = """SELECT deal_id, row_number() OVER (ORDER BY deal_id) - 1 AS place, as_of - opened_at AS life
FROM moment WHERE outcome IN ('lost', 'no_decision') AND opened_at IS NOT NULL"""

_THERE = """SELECT place, driver, p_active FROM new_reason JOIN work_lost USING (deal_id)
WHERE view = 'look_back' ORDER BY place, driver"""


@dataclass(frozen=True)
class Lost:
    """Lost deals. there: (n, k) the probability that each driver was there.  band: (n,) of their length."""

    drivers: tuple[str, ...]
    there: Number
    band: Whole


def make_pairs(work: Work) -> None:
    """Tables new_pair and new_combination."""
    lost = _read_lost(work)
    _put(work, PAIR, _list_pairs(lost))
    chosen = _choose_sets(lost)
    _put(work, COMBINATION, _list_combinations(lost, chosen, lay_ages(work) if chosen else None))


def choose_combinations(work: Work) -> tuple[tuple[str, ...], ...]:
    """The combinations that are asked about. Needs new_reason."""
    lost = _read_lost(work)
    return tuple(tuple(lost.drivers[column] for column in one) for one in _choose_sets(lost))


def _choose_sets(lost: Lost) -> dict[Set, Whole]:
    counts = mine_sets(lost.there, fewest=max(_FEWEST, _FEWEST_SHARE * len(lost.there)))
    return {one: counts[one] for one in choose_sets(counts, lost.there)}


def _read_lost(work: Work) -> Lost:
    """The lost deals of the run with what the reasons of each say. Drivers in the order of the alphabet."""
    work.gathering.make("work_lost", _LOST)
    connection = work.gathering.local.connection
    life = np.asarray(connection.execute("SELECT life FROM work_lost ORDER BY place").fetchnumpy()["life"])
    rows = connection.execute(_THERE).fetchnumpy()
    names, column = np.unique(np.asarray(rows["driver"], dtype=object).astype(str), return_inverse=True)
    there = np.zeros((len(life), len(names)))
    there[np.asarray(rows["place"], dtype=np.int64), column] = np.clip(np.asarray(rows["p_active"], np.float64), 0, 1)
    bands = int(np.clip(len(life) // _BAND_DEALS, 1, _BANDS))
    edges = np.quantile(life, np.arange(1, bands) / bands) if len(life) else np.zeros(0)
    return Lost(tuple(str(name) for name in names), there, np.searchsorted(edges, life).astype(np.int64))


def _list_pairs(lost: Lost) -> list[tuple[object, ...]]:
    found = lift_pairs(lost.there, lost.band)
    q = adjust_for_asking([float(value) for value in found.p])
    size = lost.there.sum(axis=0)
    rows: list[tuple[object, ...]] = []
    for place, (first, second) in enumerate(zip(found.first, found.second, strict=True)):
        both, chance = float(found.both[place]), float(found.chance[place])
        interval, own = (float(found.low[place]), float(found.high[place])), q[place]
        rows.append(
            (
                lost.drivers[first],
                lost.drivers[second],
                both,
                chance,
                float(size[first]),
                float(size[second]),
                len(lost.there),
                float(found.raw[place]),
                float(found.lift[place]),
                *interval,
                float(found.p[place]),
                own,
                len(q),
                reach_pair_verdict(both, chance, interval, 1.0 if own is None else own),
            )
        )
    return rows


def _list_combinations(lost: Lost, chosen: dict[Set, Whole], at_ages: AtAges | None) -> list[tuple[object, ...]]:
    named = {one: tuple(lost.drivers[column] for column in one) for one in chosen}
    compared = [compare_sets(at_ages, named[one]) for one in chosen]
    q = adjust_for_asking([one.comparison.p for one in compared])
    asked = sum(value is not None for value in q)
    rows: list[tuple[object, ...]] = []
    for (one, counts), told, own in zip(chosen.items(), compared, q, strict=True):
        association, found = associate_set(told), told.comparison
        verdict, _ = reach_verdict(association, own, has_placebo=False)
        rows.append(
            (
                ",".join(named[one]),
                len(one),
                float(counts.mean()),
                float(np.quantile(counts, 0.025)),
                float(np.quantile(counts, 0.975)),
                count_by_chance(lost.there, one),
                len(lost.there),
                *_spread(found.lost),
                told.with_all,
                *_spread(found.won),
                told.with_some,
                *_spread(found.lift),
                found.p,
                own,
                asked,
                verdict,
                count_missing(association, verdict, asked),
            )
        )
    return rows


def associate_set(found: SetFound) -> Association:
    """Deals of either side count as its deals; there is no beginning that could be lent, so there is no placebo.

    Ten deals with all are too few where nearly all of them ended in one way: ten have to have ended in either, as the
    error of a share near 1 is known badly.
    """
    told, always = found.comparison, None
    deals = told.lift.n if told.lift else found.with_all + found.with_some
    if told.lift and told.log_se:
        half = bound_always(deals) * told.log_se
        always = (told.lift.mid * exp(-half), told.lift.mid * exp(half))
    return Association(told.lift, always, None, told.p, told.log_se, found.fewest, found.with_some, deals)


def _spread(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (interval.mid, interval.low, interval.high) if interval else (None, None, None)


def _put(work: Work, table: Table, rows: list[tuple[object, ...]]) -> None:
    work.gathering.local.put(f"new_{table.name}", {column.name: _IBIS[column.type] for column in table.columns}, rows)


PAIRS = Part("pairs", mark("finding drivers that go together"), (PAIR, COMBINATION), make_pairs)

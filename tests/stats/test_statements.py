"""What people name is weighed by how often they name what is so, and whoever repeats another is one witness."""

import numpy as np
import pytest

from assay.stats.statements import FALSE, HITS, Source, learn_rates, tell_cases

Flag = np.ndarray


def _source(name: str, named: Flag, spoke: Flag | None = None) -> Source:
    speaks = np.ones(len(named), dtype=bool) if spoke is None else spoke
    return Source(name, tell_cases(speaks, np.zeros(len(named), dtype=bool), np.zeros(named.shape, dtype=bool)), named)


def test_one_round_is_the_sum_by_hand() -> None:
    before = np.array([[0.5], [0.2]])
    source = _source("rep", np.array([[True], [False]]))
    (rates,) = learn_rates(before, [source])
    so, hit, false = before[:, 0], 0.0, 0.0
    for _ in range(21):
        hit = (HITS[0] + so[0]) / (sum(HITS) + so.sum())
        false = (FALSE[0] + 1 - so[0]) / (sum(FALSE) + 2 - so.sum())
        odds = np.array([0.5 / 0.5 * hit / false, 0.2 / 0.8 * (1 - hit) / (1 - false)])
        so = odds / (1 + odds)
    assert rates.hit[0, 0] == pytest.approx(hit)
    assert rates.false[0, 0] == pytest.approx(false)


def _draw(seed: int, n: int = 4_000) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    random = np.random.default_rng(seed)
    before = np.where(random.random((n, 3)) < 0.3, random.uniform(0.6, 0.95, (n, 3)), random.uniform(0.02, 0.2, (n, 3)))
    return before, random.random((n, 3)) < before, random


def test_planted_rates_come_back() -> None:
    before, so, random = _draw(5)
    named = np.where(so, random.random(so.shape) < 0.5, random.random(so.shape) < 0.05)
    (rates,) = learn_rates(before, [_source("buyer", named)])
    assert rates.hit[0] == pytest.approx([0.5] * 3, abs=0.05)
    assert rates.false[0] == pytest.approx([0.05] * 3, abs=0.02)


def test_one_who_names_the_same_whatever_is_so_moves_nothing() -> None:
    before, so, random = _draw(6)
    named = random.random(so.shape) < np.array([0.6, 0.1, 0.0])
    source = _source("rep", named)
    (rates,) = learn_rates(before, [source])
    assert float(np.abs(rates.weigh(source)[named]).max()) < 0.35


def test_a_rep_who_repeats_the_buyer_is_no_second_witness() -> None:
    before, so, random = _draw(7)
    buyer = np.where(so, random.random(so.shape) < 0.5, random.random(so.shape) < 0.1)
    spoke = np.ones(len(so), dtype=bool)
    rep = Source(
        "rep", tell_cases(spoke, spoke, buyer), buyer.copy(), (HITS, (6.0, 4.0), HITS), (FALSE, (6.0, 4.0), FALSE)
    )
    both = learn_rates(before, [rep, _source("buyer", buyer)])
    (alone,) = learn_rates(before, [_source("buyer", buyer)])
    one = alone.weigh(_source("buyer", buyer))[buyer]
    two = (both[0].weigh(rep) + both[1].weigh(_source("buyer", buyer)))[buyer]
    assert float(np.abs(two - one).max()) < 0.15


def test_who_was_silent_moves_nothing_and_is_sure_of_nothing() -> None:
    before, so, _random = _draw(8, 50)
    spoke = np.arange(50) < 25
    source = _source("rep", so, spoke)
    (rates,) = learn_rates(before, [source])
    assert not rates.weigh(source)[25:].any()
    assert not rates.spread(source)[25:].any()
    assert (rates.spread(source)[:25] > 0).all()


def test_few_statements_are_surer_of_their_rates_than_none_and_less_than_many() -> None:
    few, many = (_draw(9, n) for n in (30, 3_000))
    spreads = []
    for before, so, _random in (few, many):
        source = _source("rep", so)
        (rates,) = learn_rates(before, [source])
        spreads.append(float(rates.spread(source)[so].mean()))
    assert spreads[0] > 5 * spreads[1]


def test_cases_tell_what_the_other_had_said() -> None:
    other = np.array([[True, False], [True, False], [False, False]])
    cases = tell_cases(np.array([True, False, True]), np.array([True, True, False]), other)
    assert cases.tolist() == [[1, 2], [-1, -1], [0, 0]]

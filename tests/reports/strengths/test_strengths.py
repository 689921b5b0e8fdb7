"""Strengths are what own won deals had more often than the won deals of others, and never told of a handful."""

import duckdb
import pytest

from asking.conftest import Put
from asking.conftest import base as base
from asking.conftest import put as put
from assay.reports.strengths.reading import FEWEST, choose_strengths, read_strengths

OWN, OTHER = 1, 2


def _win(put: Put, first: int, count: int, owner: int, *, praised: int) -> None:
    for number in range(first, first + count):
        put("deal", id=number, owner_id=owner, outcome="won")
        put("moment", deal_id=number, outcome="won", as_of=1)
        put("mention", deal_id=number, side="buyer", about="us", polarity="against", theme="price")
        if number < first + praised:
            put("mention", deal_id=number, side="buyer", about="us", polarity="for", theme="service_support")


def test_good_words_that_others_seldom_hear_stand_out(base: duckdb.DuckDBPyConnection, put: Put) -> None:
    _win(put, 0, 12, OWN, praised=10)
    _win(put, 100, 40, OTHER, praised=4)
    told = read_strengths(base, [OWN])
    (one,) = told.found
    assert (one.code, one.hits, one.n, one.other_hits, one.other_n) == ("service_support", 10, 12, 4, 40)
    # statsmodels 0.14: proportion_confint(10, 12, method="wilson")
    assert (round(one.low, 4), round(one.high, 4)) == (0.5520, 0.9530)


def test_nothing_stands_out_where_all_hear_the_same(base: duckdb.DuckDBPyConnection, put: Put) -> None:
    _win(put, 0, 12, OWN, praised=6)
    _win(put, 100, 40, OTHER, praised=20)
    told = read_strengths(base, [OWN])
    assert told.is_enough
    assert told.found == ()


def test_nothing_is_said_of_a_handful(base: duckdb.DuckDBPyConnection, put: Put) -> None:
    _win(put, 0, FEWEST - 1, OWN, praised=FEWEST - 1)
    _win(put, 100, 40, OTHER, praised=0)
    told = read_strengths(base, [OWN])
    assert (told.won, told.is_enough, told.found) == (FEWEST - 1, False, ())


def test_a_deal_whose_buyer_said_nothing_counts_neither_way(base: duckdb.DuckDBPyConnection, put: Put) -> None:
    _win(put, 0, 12, OWN, praised=10)
    _win(put, 100, 40, OTHER, praised=4)
    put("deal", id=999, owner_id=OWN, outcome="won")
    put("moment", deal_id=999, outcome="won", as_of=1)
    told = read_strengths(base, [OWN])
    assert told.won == 13
    assert told.found[0].n == 12


def test_a_signal_seen_among_lost_deals_that_kept_away_is_a_strength(base: duckdb.DuckDBPyConnection, put: Put) -> None:
    _win(put, 0, 14, OWN, praised=0)
    _win(put, 100, 40, OTHER, praised=0)
    put("comparison", signal="people.single_thread", lift=2.0, lift_low=1.4)
    put("comparison", signal="process.stalled", lift=1.1, lift_low=0.8)
    for signal in ("people.single_thread", "process.stalled"):
        for number in range(14):
            put("answer", signal=signal, deal_id=number, view="look_back", answer="clear")
        for number in range(100, 140):
            put("answer", signal=signal, deal_id=number, view="look_back", answer="hit" if number < 130 else "clear")
    assert [one.code for one in read_strengths(base, [OWN]).found] == ["people.single_thread"]


@pytest.mark.parametrize(("tried", "stands_out"), [(1, True), (40, False)])
def test_what_stands_out_is_held_against_all_that_was_asked(tried: int, stands_out: bool) -> None:
    # scipy 1.16: fisher_exact([[8, 4], [12, 28]], alternative="greater") is p = 0.0265
    asked = [("theme", "quality", 8, 12, 12, 40), *[("theme", f"t{n}", 4, 12, 14, 40) for n in range(tried - 1)]]
    assert bool(choose_strengths(asked)) is stands_out

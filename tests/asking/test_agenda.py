"""What a team speaks about in its review meeting."""

from collections.abc import Callable
from typing import Any

import pytest

from asking.conftest import Put
from assay.asking.agenda import NewDeal, find_pattern, make_agenda, spread

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def company(ask: Ask, put: Put) -> Ask:
    """Five lost and two won deals of seller 1, one lost of seller 2, two open ones; thirty older ones besides."""
    put("run", run_id="r", as_of=1000)
    for name in ("a.often", "b.seldom"):
        put("signal", signal=name, title=name.upper())
    for number in range(1, 11):
        outcome = "won" if number in {6, 7} else "open" if number in {9, 10} else "lost"
        put("deal", id=number, name=f"Deal {number}", owner_id=2 if number == 8 else 1, outcome=outcome)
        put("moment", deal_id=number, view="look_back", outcome=outcome, value=number * 10,
            closed_at=None if outcome == "open" else 500 + number)  # fmt: skip
        hits = {1: ["a.often"], 2: ["a.often", "b.seldom"], 3: ["a.often"], 4: ["b.seldom"], 10: ["a.often"],
                9: ["b.seldom"]}.get(number, [])  # fmt: skip
        for signal in ("a.often", "b.seldom"):
            put("answer", deal_id=number, signal=signal, answer="hit" if signal in hits else "clear")
        for signal in hits:
            put("finding", deal_id=number, signal=signal, sentence="x")
    for number in range(100, 130):
        put("moment", deal_id=number, outcome="lost", closed_at=10)
        put("answer", deal_id=number, signal="a.often", answer="hit" if number < 120 else "clear")
    return ask


def test_the_agenda_holds_the_own_deals_that_ended_since(company: Ask) -> None:
    agenda = make_agenda(company, [1], 500)
    assert (agenda.lost, agenda.won) == (5, 2)
    assert [one.deal_id for one in agenda.losses] == [5, 3, 1]  # largest, middle, smallest
    assert [one.deal_id for one in agenda.wins] == [7, 6]
    assert make_agenda(company, [1], 503).lost == 2
    assert make_agenda(company, [], 0).lost == 0


def test_the_pattern_is_what_fired_in_most_losses_and_not_that_of_last_time(company: Ask) -> None:
    pattern = make_agenda(company, [1], 500).pattern
    assert pattern is not None
    assert (pattern.signal, pattern.hits, pattern.n, pattern.verdict) == ("a.often", 3, 5, "not_enough")
    other = make_agenda(company, [1], 500, ["a.often"]).pattern
    assert other is not None
    assert other.signal == "b.seldom"


def test_what_is_associated_with_losing_goes_first(company: Ask, put: Put) -> None:
    put("comparison", signal="b.seldom", verdict="associated", lift=2.0, lost_n=50, won_n=40, lost_share=0.4,
        won_share=0.2)  # fmt: skip
    pattern = make_agenda(company, [1], 500).pattern
    assert pattern is not None
    assert (pattern.signal, pattern.verdict, pattern.lost_share) == ("b.seldom", "associated", 0.4)


def test_one_loss_makes_no_pattern(company: Ask) -> None:
    assert find_pattern(company, [NewDeal(1, "x", 1, "lost", 1.0, 5, ("a.often",))]) is None


def test_the_strength_is_what_wins_were_clear_of_though_it_is_usual(company: Ask) -> None:
    strength = make_agenda(company, [1], 500).strength
    assert strength is not None
    assert (strength.signal, strength.clear, strength.n, strength.are_wins) == ("a.often", 2, 2, True)
    assert (strength.usual, strength.all) == (23, 38)


def test_open_deals_with_the_same_pattern_come_first(company: Ask) -> None:
    assert [one.deal_id for one in make_agenda(company, [1], 500).next] == [10, 9]


def test_deals_without_a_value_are_named_where_there_are_few() -> None:
    deals = [NewDeal(number, "x", 1, "lost", None if number == 2 else 10.0 * number, 5) for number in (1, 2, 3)]
    assert [one.deal_id for one in spread(deals)] == [3, 1, 2]

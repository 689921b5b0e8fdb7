"""Whether a figure changed after something was done."""

from collections.abc import Callable
from typing import Any

import pytest

from asking.conftest import Put
from assay.asking.changes import (
    FEWEST,
    MOST,
    Counted,
    Figure,
    compare_since,
    count_standing,
    find_enough,
    list_values,
    weigh,
)
from assay.domain.spans import DAY

SINGLE = Figure("signal", "people.single_thread")


def _put_deals(put: Put, opened: int, hits: int, n: int, first: int, **told: Any) -> None:
    for number in range(first, first + n):
        put("moment", deal_id=number, outcome="lost", opened_at=opened, closed_at=opened + 5 * DAY, **told)
        answer = "hit" if number - first < hits else "clear"
        put("answer", deal_id=number, signal=SINGLE.name, answer=answer)


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    difference, verdict = weigh(Counted(48, 80), Counted(56, 70))
    assert difference is not None
    assert (difference.mid, difference.low, difference.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert verdict == "more"


def test_few_deals_tell_nothing() -> None:
    assert weigh(Counted(4, 4), Counted(0, 4)) == (None, "cannot_tell")
    assert weigh(Counted(3, 6), Counted(2, 6))[1] == "cannot_tell"


def test_both_sides_had_as_long_to_end(ask: Callable[[str], Any], put: Put) -> None:
    done, now = 1000 * DAY, 1100 * DAY
    _put_deals(put, done - 90 * DAY, 18, 20, 0)
    _put_deals(put, done - 300 * DAY, 20, 20, 100)  # opened too long before
    _put_deals(put, done + 10 * DAY, 4, 20, 200)
    change = compare_since(ask, SINGLE, done, now)
    assert (change.before, change.after, change.days) == (Counted(18, 20), Counted(4, 20), 100)
    assert change.verdict == "less"
    assert count_standing(ask, SINGLE, done) == Counted(38, 40)


def test_only_the_chosen_deals_count(ask: Callable[[str], Any], put: Put) -> None:
    _put_deals(put, 900 * DAY, 2, 6, 0, segment="Bob's cranes")
    _put_deals(put, 900 * DAY, 6, 6, 50, segment="Lifts")
    chosen = Figure("signal", SINGLE.name, "segment", "Bob's cranes")
    assert count_standing(ask, chosen, 1000 * DAY) == Counted(2, 6)
    assert list_values(ask) == [("segment", "Bob's cranes"), ("segment", "Lifts")]


def test_a_reason_is_counted_of_lost_deals_of_which_one_was_said(ask: Callable[[str], Any], put: Put) -> None:
    for number in range(8):
        put("moment", deal_id=number, outcome="won" if number == 7 else "lost", opened_at=0, closed_at=DAY)
        if number != 6:
            driver = "price_too_high" if number in {0, 1, 7} else "timing"
            put("mention", deal_id=number, driver=driver, coder="rule", row_id=number, table="activity")
    put("statement", id=77, deal_id=2, circle="private", text="secret")
    put("mention", deal_id=2, driver="price_too_high", coder="rule", table="statement", row_id=77)
    assert count_standing(ask, Figure("driver", "price_too_high"), 300 * DAY) == Counted(2, 6)


def test_the_rarer_the_figure_the_more_deals_are_enough() -> None:
    often, seldom = find_enough(Counted(60, 100)), find_enough(Counted(10, 100))
    assert FEWEST <= often < seldom <= MOST
    assert find_enough(Counted(0, 100)) == find_enough(Counted(2, 3)) == MOST

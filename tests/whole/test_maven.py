"""A fictional hardware company: 8,800 deals, no activities, and nothing that explains winning."""

from collections.abc import Callable
from pathlib import Path

import pytest

from whole.desk import Desk


@pytest.fixture(scope="module")
def maven(shared_desk: Desk, third_party: Callable[[str], Path]) -> Desk:
    shared_desk.run("import", third_party("maven_crm"))
    shared_desk.run("run")
    return shared_desk


def test_every_deal_lands_with_its_outcome(maven: Desk) -> None:
    rows = maven.record("SELECT outcome, count(*) FROM deal GROUP BY 1 ORDER BY 1")
    assert rows == [("lost", 2473), ("open", 2089), ("won", 4238)]


def test_no_driver_is_claimed(maven: Desk) -> None:
    assert maven.results("SELECT count(*) FROM comparison WHERE verdict = 'associated'") == [(0,)]


def test_the_win_rate_is_shown_with_its_interval(maven: Desk) -> None:
    ((won, lost, rate, low, high),) = maven.results(
        """SELECT won, lost, rate, rate_low, rate_high FROM win_rate
           WHERE cohort = 'closing' AND grp = 'all' AND period = 'all' AND base = 'count'"""
    )
    assert (won, lost) == (4238, 2473)
    assert rate == pytest.approx(4238 / 6711)
    assert low < rate < high  # type: ignore[operator]

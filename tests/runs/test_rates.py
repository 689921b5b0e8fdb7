"""Outcomes by quarter, and what share is decided by each age."""

import numpy as np
import pytest

from assay.runs.ageing import find_entry
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import DAY, SmallRecord

ALL = "grp = 'all' AND base = 'count'"


@pytest.fixture
def quarters(home: Home, run: Run) -> None:
    """Opened in the first quarter: two won, one lost, one open; in the second: one without a decision, one open."""
    record = SmallRecord()
    record.deal("A", opened=5, outcome="won", closed=40, segment="big", amount=300)
    record.deal("B", opened=6, outcome="won", closed=130, segment="big", amount=100)
    record.deal("C", opened=7, outcome="lost", closed=45, segment="small", amount=100)
    record.deal("D", opened=8)
    record.deal("E", opened=100, outcome="no_decision", closed=135, amount=100)
    record.deal("F", opened=110)
    record.write(home)
    run(signals=())


@pytest.mark.usefixtures("quarters")
def test_by_opening_open_deals_stand_beside_the_ended_ones(ask: Ask) -> None:
    assert ask(
        f"SELECT period, won, lost, no_decision, open, rate FROM win_rate WHERE cohort = 'opening' AND {ALL} ORDER BY 1"
    ) == [
        ("2024-Q1", 2, 1, 0, 1, pytest.approx(2 / 3)),
        ("2024-Q2", 0, 0, 1, 1, 0.0),
        ("all", 2, 1, 1, 2, 0.5),
    ]


@pytest.mark.usefixtures("quarters")
def test_by_closing_only_ended_deals_count(ask: Ask) -> None:
    assert ask(
        f"SELECT period, won, lost, no_decision, open, rate FROM win_rate WHERE cohort = 'closing' AND {ALL} ORDER BY 1"
    ) == [("2024-Q1", 1, 1, 0, 0, 0.5), ("2024-Q2", 1, 0, 1, 0, 0.5), ("all", 2, 1, 1, 0, 0.5)]


@pytest.mark.usefixtures("quarters")
def test_by_value_a_large_deal_weighs_more_and_the_interval_is_wide(ask: Ask) -> None:
    ((rate, low, high, won, lost),) = ask(
        """SELECT rate, rate_low, rate_high, won_value, lost_value FROM win_rate
           WHERE cohort = 'closing' AND grp = 'all' AND period = 'all' AND base = 'value'"""
    )
    assert (rate, won, lost) == (pytest.approx(400 / 600), 400, 200)
    assert low < 0.3
    assert high > 0.9


@pytest.mark.usefixtures("quarters")
def test_groups_are_segments_and_sizes(ask: Ask) -> None:
    groups = {grp for (grp,) in ask("SELECT DISTINCT grp FROM win_rate")}
    assert groups == {"all", "segment=big", "segment=small", "size=under 1k", "size=10k-30k"}


@pytest.mark.usefixtures("quarters")
def test_the_share_won_by_an_age_counts_open_deals_while_they_were_seen(ask: Ask) -> None:
    # one of six ended at 35 days as won, one at 35 without a decision, one lost at 38; then one won at 124 of two left
    rows = ask("SELECT age_days, won, lost, at_risk FROM incidence ORDER BY 1")
    assert rows[0] == (35, pytest.approx(1 / 5), pytest.approx(1 / 5), 5)
    assert rows[1] == (38, pytest.approx(1 / 5), pytest.approx(2 / 5), 3)
    assert rows[2] == (124, pytest.approx(1 / 5 + 2 / 5 / 2), pytest.approx(2 / 5), 2)


def test_a_record_that_begins_with_a_first_closing_lets_old_deals_in_late() -> None:
    opened = np.arange(200) * DAY * 1.0
    closed = opened + 40 * DAY
    closed[:100] = opened[:100] + 140 * DAY  # of the first hundred only those that lived long are in the file
    entry = find_entry(opened, closed)
    assert entry[0] == 140
    assert entry[60] == 80
    assert (entry[140:] == 0).all()


def test_a_record_from_the_beginning_lets_all_in_at_once() -> None:
    opened = np.arange(200) * DAY * 1.0
    assert (find_entry(opened, opened + 40 * DAY) == 0).all()


def test_open_deals_alone_are_all_in_at_once() -> None:
    assert list(find_entry(np.zeros(3), np.full(3, np.nan))) == [0, 0, 0]

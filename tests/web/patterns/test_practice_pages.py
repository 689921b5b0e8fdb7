"""The page of practices and sayings: what it shows, and to whom."""

import re
from collections.abc import Iterator

import duckdb
import pytest
from django.test import Client

from assay.web.people.models import User
from web.conftest import sign_in

from .conftest import Opened, open_company

_TOLD = """INSERT INTO practice (practice, outcome, asked, n, done_n, other_n, sellers, difference, difference_low,
  difference_high, always_low, always_high, p, q, verdict, more_needed) VALUES
  ('announce', 'agreed', 300, 240, 120, 120, 8, 0.30, 0.22, 0.38, 0.1, 0.5, 0.001, 0.004, 'associated_more', NULL),
  ('guide', 'won', 100, 10, 4, 6, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'not_enough', 340)"""
_SAID = """INSERT INTO saying (saying, said, unit, own, own_low, own_high, n, verdict, more_needed) VALUES
  ('people_decide', 5.4, 'people', 1.9, 1.8, 2.0, 330, 'above', NULL),
  ('reps_know', 0.4, 'share', NULL, NULL, NULL, 3, 'not_enough', 27)"""


@pytest.fixture
def told(company: Opened) -> Iterator[Opened]:
    """Two practices and two sayings, as a run leaves them."""
    connection: duckdb.DuckDBPyConnection = open_company()
    connection.execute(_TOLD)
    connection.execute(_SAID)
    company.read(connection)
    yield company
    connection.close()


def _read(user: User, path: str = "") -> str:
    answer = sign_in(user).get(f"/patterns/practices/{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", b"".join(answer).decode())


def test_a_difference_stands_with_its_interval_and_with_how_many_sellers(told: Opened) -> None:
    page = _read(told.staff.analyst)
    assert "30 (22 to 38)" in page
    assert "associated with more" in page
    assert '<td class="number">8</td>' in page


def test_where_it_cannot_be_told_it_says_how_many_more(told: Opened) -> None:
    page = _read(told.staff.analyst)
    assert "not enough to tell; about 340 more" in page
    assert "about 27 more for a figure" in page


def test_a_saying_stands_beside_the_own_figure(told: Opened) -> None:
    page = _read(told.staff.analyst)
    assert "5.4 people decide." in page
    assert "1.9 (1.8 to 2.0)" in page
    assert "your figure lies below it" in page


def test_before_anything_was_worked_out_it_says_so(company: Opened) -> None:
    assert "Practices were not looked at yet" in _read(company.staff.analyst)


def test_the_table_can_be_taken_along(told: Opened) -> None:
    lines = _read(told.staff.analyst, "numbers.csv")
    assert "practice,outcome,asked" in lines
    assert "announce,agreed,300,240,120,120,8,0.3" in lines


def test_a_stranger_is_led_to_sign_in(stranger: Client, db: None) -> None:
    assert stranger.get("/patterns/practices/").status_code == 302


def test_what_cannot_be_told_is_drawn_too(told: Opened) -> None:
    page = _read(told.staff.analyst)
    assert 'id="chart-practices"' in page
    assert "<td>debriefs with a guide: later wins</td><td>not enough to tell</td>" in page

"""The pages of drivers: what they show of rows, what they leave out for whom, and what they say of nothing."""

import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from django.http import HttpResponse

from assay.reports.drivers.reading import DriverRow
from assay.tables.concluded.driver import DRIVER
from assay.tables.concluded.pair import COMBINATION, PAIR
from assay.web.people.models import User
from web.conftest import SARA_SELLER, sign_in

from .conftest import Opened, open_company

_FIGURES = {"ratio": 1.8, "plain_ratio": 1.6, "ending_ratio": 1.1, "placebo_ratio": 1.0}
_ENDS = {"": 1.0, "_low": 0.85, "_high": 1.2}
_ROW: dict[str, Any] = {
    **{name + end: value * by for name, value in _FIGURES.items() for end, by in _ENDS.items()},
    **{"deals": 30, "n": 60, "lost_with": 20, "lost_n": 40, "always_low": 1.3, "always_high": 2.6, "placebo_draws": 3},
    **{"e_value": 2.4, "e_value_low": 1.9, "p": 0.0001, "q": 0.001, "asked": 68, "verdict": "associated"},
    **{"hindrance": None, "more_needed": None, "open_deals": 12, "open_priced": 12, "open_value": 240_000.0},
}
_PAIR = ("no_budget", "price_too_high", 24.0, 15.0, 28.0, 30.0, 40, 1.6, 1.5, 1.2, 1.8, 0.001, 0.001, 9, "together")
_SET = (
    *("no_budget,price_too_high", 2, 24.0, 18.0, 30.0, 15.0, 40, 0.8, 0.7, 0.9, 22, 0.5, 0.45, 0.55, 25),
    *(1.6, 1.3, 2.0, 0.001, 0.001, 9, "associated", None),
)
_REASON = """INSERT INTO reason SELECT deal_id, view, 'price_too_high', 0.8, 0.6, 0.4, 0.8, 0.4, 0.6, 0.5, 'ours', 1,
    false, false, 2, 1, NULL FROM moment"""


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """One driver that is shown, one signal that is not, one pair, one combination, and reasons of every deal."""
    signal = connection.execute("SELECT min(signal) FROM signal").fetchall()[0][0]
    unsure = _ROW | {"verdict": "not_enough", "hindrance": "chance", "more_needed": 800, "q": 0.6}
    rows = [("driver", "price_too_high", _ROW), ("signal", signal, unsure)]
    told = [tuple(({"kind": kind, "name": name} | row)[column] for column in DRIVER.names) for kind, name, row in rows]
    for table, values in ((DRIVER, told), (PAIR, [_PAIR]), (COMBINATION, [_SET])):
        places = ", ".join("?" * len(table.names))
        connection.execute(f"CREATE OR REPLACE TABLE {table.name} AS SELECT * FROM {table.name}")
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", values)
    connection.execute("CREATE OR REPLACE TABLE reason AS SELECT * FROM reason")
    connection.execute(_REASON)


@pytest.fixture
def filled(company: Opened) -> Iterator[Opened]:
    connection = open_company()
    fill(connection)
    company.read(connection)
    yield company
    connection.close()


def ask(user: User, section: str) -> HttpResponse:
    return sign_in(user).get(f"/patterns/{section}")  # type: ignore[return-value]


def test_what_is_shown_stands_with_its_interval_placebo_and_all_that_was_tried(filled: Opened) -> None:
    page = ask(filled.staff.analyst, "drivers/").content.decode()
    assert "deals were lost 1.8 times (95\u00a0% interval 1.5 to 2.2)" in page
    assert "68 questions were tried" in page
    assert "Something that nobody recorded" in page
    assert "12 open deals, 12 of them worth" in page
    assert "With about 800 more ended deals" in page.replace("\u00a0", " ")
    assert "/patterns/drivers/price_too_high/" in page


def test_a_signal_on_both_pages_stands_with_both_figures_and_a_link_to_the_other(filled: Opened) -> None:
    weekly, at_ages = (ask(filled.staff.analyst, f"{page}/").content.decode() for page in ("drivers", "signals"))
    signal = re.findall(r'id="signal-([\w.]+)"', weekly)[0]
    assert "at the same ages" in weekly.lower()
    assert 'href="/patterns/signals/"' in weekly
    assert f'<a href="/patterns/drivers/#signal-{signal}">week by week:</a> 1.8 times' in at_ages
    assert at_ages.count("week by week:") == 1
    one = ask(filled.staff.analyst, f"signals/{signal}/").content.decode()
    assert "lost 1.8 times (95\u00a0% interval 1.5 to 2.2) as often in weeks in which it is at work" in one


def test_a_driver_leads_to_the_deals_in_which_it_is_told(filled: Opened) -> None:
    for page in ("drivers/", "drivers/price_too_high/"):
        assert 'href="/deals/?reason=price_too_high"' in ask(filled.staff.analyst, page).content.decode()
    both = 'href="/deals/?reason=no_budget&amp;reason=price_too_high"'
    assert ask(filled.staff.analyst, "together/").content.decode().count(both) == 2


def test_pairs_and_combinations_stand_with_their_counts(filled: Opened) -> None:
    page = ask(filled.staff.analyst, "together/").content.decode()
    assert "Both in about 24 of 40 lost deals" in page
    assert "80\u00a0% (70 to 90\u00a0%, n = 22)" in page
    assert 'hx-get="/patterns/drawings/' in page


@pytest.mark.parametrize("name", ["drivers/drivers-and-losing", "together/drivers-together", "together/combinations"])
def test_the_numbers_can_be_taken_along(filled: Opened, name: str) -> None:
    answer = ask(filled.staff.analyst, f"numbers/{name}.csv")
    assert answer.status_code == 200
    assert len(answer.content.decode().strip().splitlines()) >= 2


@pytest.mark.parametrize(("who", "listed"), [("anna", 20), ("nora", 40), ("sara", 20), ("analyst", 50)])
def test_a_driver_lists_the_deals_that_its_reader_may_open(filled: Opened, who: str, listed: int) -> None:
    page = ask(getattr(filled.staff, who), "drivers/price_too_high/").content.decode()
    assert page.count('data-label="outcome:"') == listed


def test_a_driver_that_is_none_is_not_found(filled: Opened) -> None:
    assert ask(filled.staff.analyst, "drivers/gold_dust/").status_code == 404


@pytest.mark.parametrize("section", ["drivers/", "together/"])
def test_figures_of_the_whole_are_withheld_beside_few_others(filled: Opened, section: str) -> None:
    few, theirs = open_company(), f"(SELECT id FROM deal WHERE owner_id = {SARA_SELLER})"
    fill(few)
    left = few.execute(f"SELECT id FROM deal WHERE owner_id = {SARA_SELLER} LIMIT 3").fetchall()
    few.execute(f"DELETE FROM moment WHERE deal_id IN {theirs} AND deal_id NOT IN {tuple(row[0] for row in left)}")
    filled.read(few)
    assert "Outside your team" in ask(filled.staff.anna, section).content.decode()
    assert "Outside your team" not in ask(filled.staff.analyst, section).content.decode()
    assert "1.8 times" not in ask(filled.staff.anna, "drivers/price_too_high/").content.decode()
    few.close()


@pytest.mark.parametrize("section", ["drivers/", "together/"])
def test_before_anything_is_worked_out_the_page_says_so(company: Opened, section: str) -> None:
    assert "Not worked out yet" in ask(company.staff.analyst, section).content.decode()


def test_the_page_reads_columns_that_the_table_has() -> None:
    assert set(DriverRow.__dataclass_fields__) <= set(DRIVER.names)

"""Themes by competitor as a page: counts of the team's deals, quotes of the deals that its reader may open."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import duckdb
import pytest
from django.http import HttpResponse
from django.test import Client

from assay.web.people.log import LogEntry
from assay.web.people.models import User
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, sign_in

from .conftest import Opened, open_company

_SAY = """
INSERT INTO mention BY NAME
SELECT id AS deal_id, 'activity' AS "table", id AS row_id, 'buyer' AS side, 'email' AS origin,
  1700000000 AS occurred_at, 1700000000 AS known_at, 0 AS start, 9 AS "end",
  'said to ' || owner_id || ' in ' || source_id AS quote,
  'price.price_too_high' AS driver, 'price' AS theme, about, 'against' AS polarity, 'model' AS coder, 0.8 AS confidence,
  'en' AS language, CASE WHEN about = 'competitor' THEN (SELECT min(id) FROM competitor) END AS competitor_id
FROM deal, (SELECT unnest(['us', 'competitor']) AS about)"""


@pytest.fixture(scope="module")
def told() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_company()
    connection.execute(_SAY)
    yield connection
    connection.close()


@pytest.fixture
def heard(company: Opened, told: duckdb.DuckDBPyConnection) -> Opened:
    company.read(told)
    return company


def ask(user: User, address: str = "/patterns/themes/", **asked: str) -> HttpResponse:
    return sign_in(user).get(f"{address}?{urlencode(asked)}")  # type: ignore[return-value]


def list_quoted(answer: HttpResponse) -> set[int]:
    """Whose deals are quoted, by their owner."""
    return {int(owner) for owner in re.findall(r"said to (\d+) in", answer.content.decode())}


ALL = {ANNA_SELLER, BEN_SELLER, SARA_SELLER}


@pytest.mark.parametrize(
    ("who", "deals", "owners"),
    [
        ("anna", 40, {ANNA_SELLER}),
        ("ben", 40, {BEN_SELLER}),
        ("nora", 40, {ANNA_SELLER, BEN_SELLER}),
        ("sven", 20, {SARA_SELLER}),
        ("analyst", 60, ALL),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"theme": "price"}])
def test_counts_are_of_the_team_and_quotes_of_deals_that_may_be_opened(
    heard: Opened, who: str, deals: int, owners: set[int], asked: dict[str, str]
) -> None:
    answer = ask(getattr(heard.staff, who), **asked)
    assert f"of {deals}\u00a0deals" in answer.content.decode()
    found = list_quoted(answer)
    assert found <= owners
    assert found == owners or not asked
    files = ask(getattr(heard.staff, who), "/patterns/numbers/themes/theme-quotes.csv", theme="price")
    assert list_quoted(files) == owners


def test_a_company_and_a_theme_are_asked_for_by_links(heard: Opened) -> None:
    page = ask(heard.staff.analyst).content.decode()
    about = re.findall(r"\?about=(c\d+)\"", page)
    assert about
    beside = ask(heard.staff.analyst, about=about[0], theme="price").content.decode()
    assert beside.count('scope="col"') == 3
    assert "All companies and themes" in beside


@pytest.mark.parametrize("query", [{"about": "c1"}, {"about": "'; DROP"}, {"theme": "no_such"}, {"theme": "../x"}])
def test_what_is_not_there_shows_nothing_and_breaks_nothing(heard: Opened, query: dict[str, str]) -> None:
    answer = ask(heard.staff.anna, **query)
    assert answer.status_code == 200
    assert "DROP" not in answer.content.decode()


def test_without_coded_passages_the_page_says_what_to_do(company: Opened) -> None:
    assert "No coded passage" in ask(company.staff.anna).content.decode()


def test_quotes_that_are_taken_along_are_logged(heard: Opened) -> None:
    ask(heard.staff.ben, "/patterns/numbers/themes/theme-quotes.csv")
    assert LogEntry.objects.filter(act="exported", object_id="theme-quotes").exists()


def test_a_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get("/patterns/themes/")["Location"].startswith("/account/login/")

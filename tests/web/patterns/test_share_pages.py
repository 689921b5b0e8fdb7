"""Shares of losses as a page: what they rest on is said first, and nobody learns of a team beyond the own one."""

import re
from collections.abc import Iterator

import duckdb
import pytest
from django.http import HttpResponse
from django.test import Client

from assay.web.confirming.models import Act, ConfirmedVerdict
from assay.web.people.models import User
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, sign_in

from .conftest import Opened, open_company

_DONE = "INSERT INTO conclusion BY NAME SELECT 'shares' AS part, run_id, 'x' AS rests_on, 1 AS made_at FROM run"
_SHARE = """
INSERT INTO share BY NAME SELECT * FROM (VALUES
  ('driver', 'no_budget', '', '', 'stated', 0.62, 0.5, 0.7, 60, 50),
  ('driver', 'slow_or_neglected', '', '', 'stated', 0.02, 0.0, 0.1, 60, 50),
  ('driver', 'no_budget', '', 'Anna and Ben', 'stated', 0.43, 0.3, 0.6, 40, 30),
  ('driver', 'no_budget', '', 'Saras', 'stated', 0.87, 0.7, 0.9, 20, 20))
  t(what, name, segment, team, basis, estimate, low, high, losses, rests_on)"""
_AUDITED = """
INSERT INTO share BY NAME SELECT what, name, segment, team, 'audited' AS basis, 0.32 AS estimate, 0.2 AS low,
  0.4 AS high, losses, 41 AS rests_on FROM share WHERE team = ''"""
_GAP = """
INSERT INTO truth_gap BY NAME SELECT 'gap' AS what, 'none' AS name, 0.41 AS estimate, 0.3 AS low, 0.5 AS high,
  60 AS losses, 41 AS rests_on, 12 AS audited_twice"""
_SPLIT = """
INSERT INTO loss_split BY NAME SELECT '' AS outcome, 'neglect' AS kind, 'record' AS basis, 0.2 AS estimate, 0.1 AS low,
  0.3 AS high, 60 AS losses, 60 AS rests_on"""
_NARROWING = """
INSERT INTO narrowing BY NAME SELECT * FROM (VALUES
  ('driver', 'no_budget', '2026-Q1', 1, 'stated', 0.6, 0.4, 0.8, 30, 20, 'slow_or_neglected', false, 90),
  ('driver', 'no_budget', '2026-Q2', 2, 'stated', 0.62, 0.5, 0.7, 60, 50, 'slow_or_neglected', true, 90),
  ('driver', 'slow_or_neglected', '2026-Q2', 2, 'stated', 0.02, 0.0, 0.1, 60, 50, 'no_budget', false, 90))
  t(headline, name, quarter, until, basis, estimate, low, high, losses, rests_on, apart_from, is_apart, enough_at)"""
_TOLD = """
INSERT INTO reason BY NAME SELECT deal_id, "view", 'no_budget' AS driver, 0.9 AS p_active, 0.8 AS p, 0.6 AS p_low,
  0.9 AS p_high, 0.5 AS strength, 0.5 AS p_record, 0.5 AS p_main, 'ours' AS whose, 1 AS rank, false AS stated_by_rep,
  false AS stated_by_buyer, 1 AS for_rows, 0 AS against_rows
FROM moment WHERE outcome = 'lost' LIMIT 1"""
_UNTOLD = """
INSERT INTO loss_split BY NAME SELECT '' AS outcome, 'cannot_tell' AS kind, 'record' AS basis, 0.8 AS estimate,
  0.7 AS low, 0.9 AS high, 60 AS losses, 60 AS rests_on"""
_KINDS_THEN = """
INSERT INTO narrowing BY NAME SELECT 'split' AS headline, 'neglect' AS name, '2026-Q' || until AS quarter, until,
  'record' AS basis, 0.2 AS estimate, 0.1 AS low, 0.3 AS high, 60 AS losses, 60 AS rests_on,
  'competition' AS apart_from, true AS is_apart, 90 AS enough_at
FROM (VALUES (1), (2)) t(until)"""
_GAP_NARROWING = """
INSERT INTO narrowing BY NAME SELECT * FROM (VALUES
  ('gap', 'none', '2026-Q1', 1, 'audited', 0.5, 0.2, 0.8, 30, 11, 'part', false, 400),
  ('gap', 'none', '2026-Q2', 2, 'audited', 0.41, 0.3, 0.5, 60, 41, 'part', false, 400),
  ('gap', 'part', '2026-Q2', 2, 'audited', 0.33, 0.2, 0.4, 60, 41, NULL, NULL, NULL))
  t(headline, name, quarter, until, basis, estimate, low, high, losses, rests_on, apart_from, is_apart, enough_at)"""


def open_shared(*more: str) -> duckdb.DuckDBPyConnection:
    connection = open_company()
    for sql in (_DONE, _SHARE, _SPLIT, _NARROWING, *more):
        connection.execute(sql)
    connection.execute(
        "UPDATE seller SET team = CASE WHEN id IN ($1, $2) THEN 'Anna and Ben' WHEN id = $3 THEN 'Saras' END",
        [ANNA_SELLER, BEN_SELLER, SARA_SELLER],
    )
    have = {row[0] for row in connection.execute("SELECT id FROM seller").fetchall()}
    for seller, team in ((ANNA_SELLER, "Anna and Ben"), (BEN_SELLER, "Anna and Ben"), (SARA_SELLER, "Saras")):
        if seller not in have:
            connection.execute(
                "INSERT INTO seller BY NAME SELECT $1 AS id, $2 AS team, false AS is_deleted", [seller, team]
            )
    return connection


@pytest.fixture(scope="module")
def stated() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_shared()
    yield connection
    connection.close()


def ask(user: User) -> str:
    answer: HttpResponse = sign_in(user).get("/patterns/shares/")  # type: ignore[assignment]
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_audits_it_says_first_that_it_counts_what_people_stated(
    company: Opened, stated: duckdb.DuckDBPyConnection
) -> None:
    company.read(stated)
    page = ask(company.staff.analyst)
    assert "shares of what people stated, not of what happened" in page
    assert "off by about 10 points" in page
    assert "/learning/audits/" in page
    assert page.index("not of what happened") < page.index("In which share of losses")
    assert "That is more than Slow or neglected, however often one looks." in page.replace("&#x27;", "'")
    assert "about 90 losses would show a gap of 10 points" in page


def test_with_audits_it_says_on_how_many_it_rests(company: Opened) -> None:
    connection = open_shared(_AUDITED, _GAP)
    company.read(connection)
    page = ask(company.staff.analyst)
    assert "rests on 41 losses that were drawn at random" in page
    assert "41 audited of 60 losses" in page
    assert "How much of it the rep named" in page
    assert "not of what happened" not in page
    connection.close()


def test_the_truth_gap_is_followed_from_quarter_to_quarter(company: Opened) -> None:
    connection = open_shared(_AUDITED, _GAP, _GAP_NARROWING)
    company.read(connection)
    page = ask(company.staff.analyst)
    assert "The rep had named none of it: in 41 % of losses (30 to 50 %, 41 audited)." in page
    assert "Not enough to tell it apart from “part of it”: about 400 audited would show a gap of 10 points." in page
    assert "How much of it the rep named, quarter by quarter" in page
    connection.close()


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [("anna", True, False), ("nora", True, False), ("sara", False, True), ("max", True, True), ("analyst", True, True)],
)
def test_a_team_is_shown_to_those_within_it_and_to_those_who_see_all(
    company: Opened, stated: duckdb.DuckDBPyConnection, who: str, own: bool, other: bool
) -> None:
    company.read(stated)
    page = ask(getattr(company.staff, who))
    assert ("43 %" in page, "87 %" in page) == (own, other)


def test_numbers_can_be_taken_along(company: Opened, stated: duckdb.DuckDBPyConnection) -> None:
    company.read(stated)
    answer = sign_in(company.staff.analyst).get("/patterns/numbers/shares/shares-of-losses.csv")
    assert answer.content.decode().startswith("\ufeffname,rests_upon,share,low,high,losses,rests_on")


def test_a_driver_leads_to_the_losses_in_which_it_is_told_and_no_other_driver_does(company: Opened) -> None:
    connection = open_shared(_TOLD)
    company.read(connection)
    page = ask(company.staff.analyst)
    assert set(re.findall(r'href="/deals/\?outcome=lost[^"]*reason=(\w+)"', page)) == {"no_budget"}
    assert "No page of a loss tells a reason yet" not in page
    connection.close()


def test_where_no_loss_tells_a_reason_the_page_says_so(company: Opened, stated: duckdb.DuckDBPyConnection) -> None:
    company.read(stated)
    page = ask(company.staff.analyst)
    assert "No page of a loss tells a reason yet" in page
    assert "reason=" not in page


def test_what_somebody_confirms_leads_to_its_losses_at_once(company: Opened, stated: duckdb.DuckDBPyConnection) -> None:
    company.read(stated)
    assert "reason=" not in ask(company.staff.analyst)
    drivers = [{"driver": "no_budget", "is_main": True}]
    ConfirmedVerdict.objects.create(deal_id=1, deal_name="", act=Act.CONFIRMED, drivers=drivers)
    assert "reason=no_budget" in ask(company.staff.analyst)


def test_of_kinds_nothing_is_said_where_most_losses_cannot_be_told(company: Opened) -> None:
    for more, is_said in (((), True), ((_UNTOLD,), False)):
        connection = open_shared(_KINDS_THEN, *more)
        company.read(connection)
        page = ask(company.staff.analyst)
        assert ("Neglect by us: 20 % of losses by the record" in page) == is_said
        assert ("of 80 % (70 to 90 %, n = 60) the record cannot tell" in page) != is_said
        assert ("How losses came about, quarter by quarter" in page) == is_said
        assert ("One kind for each loss, by its main driver" in page) == is_said
        assert ("the verdicts of most losses tell no main driver" in page) != is_said
        connection.close()


def test_kinds_that_no_person_judged_are_not_told_apart(company: Opened) -> None:
    connection = open_shared(_KINDS_THEN)
    company.read(connection)
    page = ask(company.staff.analyst)
    assert "No person has judged these; the interval allows for chance alone." in page
    assert "That is more than Competition" not in page
    connection.close()


def test_before_shares_are_worked_out_it_says_so(company: Opened) -> None:
    assert "Not worked out yet" in ask(company.staff.analyst)


def test_a_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get("/patterns/shares/")["Location"].startswith("/account/login/")

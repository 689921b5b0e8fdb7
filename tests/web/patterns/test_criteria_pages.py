"""Criteria on pages: what is shown to whom, rules tried and kept, decisions against them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import cast

import duckdb
import pytest
from django.test import Client, RequestFactory

from assay.patterns.criteria.rule import Condition, Rule, write_conditions
from assay.reports.catalogue.opening import Catalogue
from assay.web.patterns.criteria import standing
from assay.web.patterns.criteria.models import Override, RuleVersion, SavedRule
from assay.web.patterns.criteria.today import list_doubtful
from assay.web.people.log import LogEntry
from assay.web.people.models import User
from assay.web.scoping import find_scope
from web.conftest import ANNA_SELLER, SARA_SELLER, Staff, sign_in

from .conftest import Opened, open_company

LARGE = Rule((Condition("amount", "at_least", "100000"),), "decline")


def _fill(connection: duckdb.DuckDBPyConnection, *, held: bool) -> None:
    """Amounts and industries as facts; the later half of the ended deals to try rules on."""
    connection.execute(
        """INSERT INTO criterion_field VALUES ('amount', 'amount', 'number', 0, false, 'then', 1.0, NULL, NULL),
        ('industry', 'industry', 'word', 0, true, 'now', 1.0, NULL, NULL),
        ('deal:Ended', 'Ended as', 'word', 0, false, 'now', 1.0, NULL, 'tells_outcome')"""
    )
    connection.execute(
        """INSERT INTO criterion_fact SELECT 'amount', id, NULL, NULL, amount::DOUBLE FROM deal
        UNION ALL SELECT 'industry', id, NULL, 'Steel', NULL FROM deal
        UNION ALL SELECT 'industry', NULL, 77, 'Steel', NULL"""
    )
    connection.execute(
        """INSERT INTO criterion_case SELECT id, CASE WHEN outcome = 'open' THEN 'open' ELSE 'test' END,
            CASE WHEN outcome <> 'open' THEN outcome = 'won' END, opened_at, true, amount, 1.0, 2, 0.5, 1
        FROM deal WHERE outcome IN ('open', 'won', 'lost', 'no_decision')"""
    )
    connection.execute("INSERT INTO account BY NAME SELECT * REPLACE (77 AS id, 'Bare' AS name) FROM account LIMIT 1")
    connection.execute(
        """INSERT INTO criterion BY NAME SELECT ? AS rule, 1 AS place, 'decline' AS direction, 'amount' AS says,
            ? AS conditions, 0 AS age_days, 'then' AS basis, 50 AS trained_n, 20 AS trained_met, 40 AS tested_n,
            20 AS tested_met, 0 AS tested_unknown, 0.01 AS p, 0.01 AS q, 1 AS tried, 30 AS looked_at, ? AS verdict""",
        [LARGE.key, write_conditions(LARGE), "held" if held else "not_enough"],
    )


@pytest.fixture
def read_criteria(company: Opened) -> Iterator[Callable[..., duckdb.DuckDBPyConnection]]:
    """Has the application read a company with criteria; held: whether the one rule held."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def read(*, held: bool = True) -> duckdb.DuckDBPyConnection:
        standing._kept.clear()
        connection = open_company()
        opened.append(connection)
        _fill(connection, held=held)
        company.read(connection)
        return connection

    yield read
    for connection in opened:
        connection.close()


Read = Callable[..., duckdb.DuckDBPyConnection]


def _page(user: User, path: str = "") -> str:
    answer = sign_in(user).get(f"/patterns/criteria/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def _typed(**more: str) -> dict[str, str]:
    told = {"fact_1": "amount", "compares_1": "at_least", "value_1": "120,000", "direction": "decline"}
    return {**told, "in_force": "on", **more}


def _find_open(connection: duckdb.DuckDBPyConnection, seller: int, *, large: bool) -> int:
    sign = ">=" if large else "<"
    ((deal,),) = connection.execute(
        f"SELECT min(id) FROM deal WHERE outcome = 'open' AND owner_id = {seller} AND amount {sign} 100000"
    ).fetchall()
    return int(deal)


def test_rules_stand_with_their_figures_and_the_back_test_with_its_table(company: Opened, read_criteria: Read) -> None:
    read_criteria()
    page = _page(company.staff.analyst)
    assert "amount at least 100,000" in page
    assert page.count('<figure class="chart"') == page.count('<details class="numbers">') == 1
    assert "Ended as" in page
    numbers = sign_in(company.staff.analyst).get("/patterns/criteria/back-test.csv").content.decode()
    assert numbers.startswith("\ufeffmeasure,amount,of,deals,share,low,high")
    assert "value of wins forgone" in numbers


def test_where_no_rule_held_the_page_says_so(company: Opened, read_criteria: Read) -> None:
    read_criteria(held=False)
    page = _page(company.staff.analyst)
    assert "No rule held on later deals; 1 was tried." in page
    assert sign_in(company.staff.analyst).get("/patterns/criteria/back-test.csv").status_code == 404


def test_before_any_criteria_the_page_says_when_they_come(company: Opened) -> None:
    assert "No criteria yet" in _page(company.staff.analyst)


def test_somebody_who_may_not_see_every_deal_is_shown_shares_and_no_sums(company: Opened, read_criteria: Read) -> None:
    read_criteria()
    for user in (company.staff.anna, company.staff.nora):
        page = _page(user)
        assert "Win rate of deals that meet it" in page
        assert "n = " not in page.split('<h2 id="back-test">')[0]
        numbers = sign_in(user).get("/patterns/criteria/back-test.csv").content.decode()
        assert numbers.startswith("\ufeffmeasure,deals,share")


@pytest.mark.parametrize(("who", "may"), [("anna", False), ("nora", True), ("analyst", True), ("administrator", True)])
def test_managers_and_whoever_sees_all_may_change_rules(
    company: Opened, read_criteria: Read, who: str, may: bool
) -> None:
    read_criteria()
    client = sign_in(getattr(company.staff, who))
    for path in ("new/", f"rules/{LARGE.key}/"):
        assert client.get(f"/patterns/criteria/{path}").status_code == (200 if may else 403)
    answer = client.post("/patterns/criteria/new/", _typed(why="we never win these", save="1"))
    assert answer.status_code == (302 if may else 403)
    assert SavedRule.objects.count() == int(may)


def test_a_stranger_signs_in_before_any_criteria(stranger: Client, db: None) -> None:
    for path in ("", "accounts/", "new/"):
        assert stranger.get(f"/patterns/criteria/{path}")["Location"].startswith("/account/login/")


def test_a_rule_is_tried_at_once_and_kept_only_with_a_reason(company: Opened, read_criteria: Read) -> None:
    read_criteria()
    client = sign_in(company.staff.analyst)
    tried = client.post("/patterns/criteria/new/", _typed(**{"try": "1"})).content.decode()
    assert "amount at least 120,000" in tried
    assert "2 rules were tried on these deals" in tried
    assert "Say in a few words why" in client.post("/patterns/criteria/new/", _typed(save="1")).content.decode()
    assert SavedRule.objects.count() == 0
    for _ in range(2):  # a double click
        client.post("/patterns/criteria/new/", _typed(why="too large for us", save="1"))
    (saved,) = SavedRule.objects.all()
    assert (saved.version, RuleVersion.objects.get().why) == (1, "too large for us")
    assert saved.figures["n"] > 0
    assert LogEntry.objects.filter(kind="criterion", act="made").count() == 1
    assert "amount at least 120,000" in _page(company.staff.anna)


def test_a_changed_learnt_rule_stands_in_place_of_it_and_an_old_page_changes_nothing(
    company: Opened, read_criteria: Read
) -> None:
    read_criteria()
    client = sign_in(company.staff.nora)
    client.post(f"/patterns/criteria/rules/{LARGE.key}/", _typed(why="100 was too low", save="1"))
    saved = SavedRule.objects.get()
    page = _page(company.staff.analyst)
    assert "amount at least 120,000" in page
    assert "amount at least 100,000" not in page
    address = f"/patterns/criteria/rules/own-{saved.pk}/"
    client.post(address, _typed(value_1="130000", why="higher", save="1", version="1"))
    stale = client.post(address, _typed(value_1="140000", why="from another window", save="1", version="1"))
    assert "Somebody changed this rule meanwhile" in stale.content.decode()
    saved.refresh_from_db()
    assert json.loads(saved.conditions)[0]["value"] == "130000"
    assert RuleVersion.objects.count() == 2
    assert "100 was too low" in client.get(address).content.decode()


@pytest.mark.parametrize("typed", [{"value_1": "many"}, {"fact_1": "deal:Ended", "value_1": "won"}, {"value_1": "nan"}])
def test_a_rule_that_cannot_be_asked_is_refused_on_the_page(
    company: Opened, read_criteria: Read, typed: dict[str, str]
) -> None:
    read_criteria()
    answer = sign_in(company.staff.analyst).post("/patterns/criteria/new/", _typed(why="x", save="1", **typed))
    assert answer.status_code == 200
    assert SavedRule.objects.count() == 0


def test_a_rule_that_few_deals_meet_tells_nothing_to_whom_may_not_see_them(
    company: Opened, read_criteria: Read
) -> None:
    read_criteria()
    few = _typed(value_1="238000", **{"try": "1"})
    assert "fewer than 8 deals" in sign_in(company.staff.nora).post("/patterns/criteria/new/", few).content.decode()
    assert "fewer than 8" not in sign_in(company.staff.analyst).post("/patterns/criteria/new/", few).content.decode()


def test_accounts_without_a_deal_are_weighed_and_unknown_facts_named(company: Opened, read_criteria: Read) -> None:
    read_criteria()
    page = _page(company.staff.analyst, "accounts/")
    assert "Bare" in page
    assert "Every rule in force speaks of something that is known of deals alone" in page
    told = _typed(fact_1="industry", compares_1="equals", value_1="Steel", why="they buy", direction="pursue", save="1")
    sign_in(company.staff.analyst).post("/patterns/criteria/new/", told)
    page = _page(company.staff.analyst, "accounts/")
    assert "pursue: industry is Steel" in " ".join(page.split())
    assert '<td data-label="Not known"><span class="bearing">amount</span>' in page
    assert "Bare" not in _page(company.staff.sara, "accounts/")


def test_a_decision_against_the_rules_needs_a_reason_and_is_counted(company: Opened, read_criteria: Read) -> None:
    deal = _find_open(read_criteria(), ANNA_SELLER, large=True)
    client, address = sign_in(company.staff.anna), f"/patterns/criteria/deals/{deal}/"
    client.post(address, {"choice": "pursue", "why": " "})
    assert Override.objects.count() == 0
    for _ in range(2):
        assert client.post(address, {"choice": "pursue", "why": "their CEO called"}).status_code == 302
    override = Override.objects.get()
    assert (override.choice, override.rules) == ("pursue", ["amount at least 100,000"])
    assert LogEntry.objects.filter(kind="override", act="made").count() == 1
    assert "1 deal was pursued anyway: 0 won, 0 lost, 1 still open." in _page(company.staff.analyst)
    assert "pursued anyway" not in _page(company.staff.sara)
    client.post(f"{address}withdraw/")
    assert Override.objects.get().withdrawn_at is not None


def test_nobody_decides_about_a_deal_that_is_not_theirs(company: Opened, read_criteria: Read, staff: Staff) -> None:
    deal = _find_open(read_criteria(), SARA_SELLER, large=True)
    answer = sign_in(company.staff.anna).post(f"/patterns/criteria/deals/{deal}/", {"choice": "pursue", "why": "x"})
    missing = sign_in(company.staff.anna).post("/patterns/criteria/deals/999/", {"choice": "pursue", "why": "x"})
    assert (answer.status_code, missing.status_code) == (404, 404)
    assert Override.objects.count() == 0


def test_a_new_deal_that_a_rule_would_decline_stands_on_today_until_somebody_decides(
    company: Opened, read_criteria: Read
) -> None:
    connection = read_criteria()
    deal = _find_open(connection, ANNA_SELLER, large=True)
    connection.execute(f"UPDATE moment SET opened_at = as_of - 86400 WHERE deal_id = {deal}")

    def list_names(user: User) -> list[str]:
        request = RequestFactory().get("/")
        request.user, request.scope = user, find_scope(user)  # type: ignore[attr-defined]
        section = list_doubtful(request, cast("Catalogue", None))  # type: ignore[arg-type]
        return [line.address for line in section.lines] if section else []

    address = f"/deals/{deal}/#criteria"
    assert address in list_names(company.staff.anna)
    assert address not in list_names(company.staff.sara)
    sign_in(company.staff.anna).post(f"/patterns/criteria/deals/{deal}/", {"choice": "pursue", "why": "they called"})
    assert address not in list_names(company.staff.anna)


def test_the_file_of_an_open_deal_says_which_rules_it_meets(company: Opened, read_criteria: Read) -> None:
    deal = _find_open(read_criteria(), ANNA_SELLER, large=True)
    page = sign_in(company.staff.anna).get(f"/deals/{deal}/").content.decode()
    assert "meets 1 of your rules to decline" in page
    assert re.search(r"<b>met</b> <span class=\"soft\">amount: \d{3},000", page)
    assert f"/patterns/criteria/deals/{deal}/" in page

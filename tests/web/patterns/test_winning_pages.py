"""Open deals with their chance of winning: those that the reader may open, with how well it was told before."""

import json
import re
from collections.abc import Iterator

import duckdb
import pytest
from django.http import HttpResponse
from django.test import Client

from assay.web.people.models import User
from web.conftest import sign_in

from .conftest import Opened, open_company

REASONS = json.dumps([{"column": "days_silent", "value": 41.0, "part": -0.8}])
CURVE = json.dumps(
    [{"low": 0.3, "high": 0.4, "deals": 118, "said": 0.35, "rate": 0.36, "rate_low": 0.28, "rate_high": 0.45}]
)


def add_chances(connection: duckdb.DuckDBPyConnection, *, abstains: str = "") -> None:
    """Every open deal scored 37 %, by a score tried on 300 later deals; or none, and why."""
    p = "NULL" if abstains else "0.37"
    connection.execute(
        f"""INSERT INTO win_probability (deal_id, view, as_of, p, band_low, band_high, band_rate, band_rate_low,
            band_rate_high, band_deals, base_rate, reasons_for, reasons_against, abstains)
        SELECT deal_id, 'open', as_of, {p}, 0.3, 0.4, 0.36, 0.28, 0.45, 118, 0.3, '[]', $1, nullif($2, '')
        FROM moment WHERE view = 'open'""",
        [REASONS, abstains],
    )
    for model, verdict in (("logistic", abstains or "used"), ("base_rate", "yardstick")):
        connection.execute(
            """INSERT INTO win_model (model, verdict, learnt_deals, tested_deals, tested_rows, open_rows, maturity_days,
                tested_from, tested_to, auc, auc_low, auc_high, brier, brier_low, brier_high, said, happened,
                more_needed, curve)
            VALUES ($1, $2, 400, 300, 900, 12, 150, 0, 7000000, 0.71, 0.66, 0.76, 0.18, 0.16, 0.2, 0.3, 0.3, $3, $4)""",
            [model, verdict, 250 if abstains else None, CURVE],
        )
    connection.execute(
        """INSERT INTO leak (field, kind, verdict, deals, filled_ended, filled_open)
        VALUES ('Handover', 'custom', 'after_end', 40, 1.0, 0.0)"""
    )


@pytest.fixture
def told(company: Opened) -> Iterator[Opened]:
    connection = open_company()
    add_chances(connection)
    company.read(connection)
    yield company
    connection.close()


def ask(user: User, address: str = "/patterns/winning/") -> HttpResponse:
    return sign_in(user).get(address)  # type: ignore[return-value]


def count_deals(page: str) -> int:
    return page.count("Of deals scored 30–40")


def test_open_deals_stand_there_with_their_band_and_what_lowers_the_score(told: Opened) -> None:
    page = ask(told.staff.analyst).content.decode().replace("\u00a0", " ")
    assert "Of deals scored 30–40 % last quarter, 36 % were won (28 to 45 %, n = 118)" in page
    assert "41 days since the buyer&#x27;s last word" in page
    assert "tried on 300 deals whose end came later" in page
    assert "Handover" in page
    assert "found by trying" in page


def test_everybody_sees_the_deals_that_they_may_open(told: Opened) -> None:
    shown = {name: count_deals(ask(getattr(told.staff, name)).content.decode()) for name in ("anna", "nora", "max")}
    assert 0 < shown["anna"] < shown["nora"] < shown["max"]
    theirs = ask(told.staff.sara).content.decode()
    assert 0 < count_deals(theirs) < shown["max"]


def test_the_file_of_deals_holds_no_others(told: Opened) -> None:
    whole = ask(told.staff.max, "/patterns/numbers/winning/win-deals.csv").content.decode().strip().splitlines()
    own = ask(told.staff.anna, "/patterns/numbers/winning/win-deals.csv").content.decode().strip().splitlines()
    assert 1 < len(own) < len(whole)
    assert set(own[1:]) <= set(whole[1:])


def test_where_it_abstains_the_page_says_why_and_how_many_more(company: Opened) -> None:
    connection = open_company()
    add_chances(connection, abstains="no_better")
    company.read(connection)
    page = ask(company.staff.analyst).content.decode()
    assert "on later deals a score proved no better than the share that is won anyway" in page
    assert "About 250 more ended deals would be enough to tell." in page
    assert count_deals(page) == 0
    connection.close()


def test_before_it_is_worked_out_the_page_says_so(company: Opened) -> None:
    assert "Not worked out yet" in ask(company.staff.analyst).content.decode()


def test_a_stranger_signs_in_first(stranger: Client, db: None) -> None:
    assert stranger.get("/patterns/winning/")["Location"].startswith("/account/login/")


def test_the_file_of_an_open_deal_holds_the_line(told: Opened) -> None:
    (deal, *_) = re.findall(r'href="/deals/(\d+)/"', ask(told.staff.max).content.decode())
    shown = ask(told.staff.max, f"/deals/{deal}/").content.decode().replace("\u00a0", " ")
    assert "Chance of winning: Of deals scored 30–40 % last quarter, 36 % were won" in shown

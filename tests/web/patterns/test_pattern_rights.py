"""Whose deals the figures of patterns rest on; nobody learns of a team beyond the own one, however they filter."""

import itertools
import re
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from assay.web.people.log import LogEntry
from assay.web.people.models import User
from web.conftest import SARA_SELLER, sign_in

from .conftest import Opened, open_company

SECTIONS = ("", "groups/", "time/", "silence/", "themes/", "coverage/", "signals/rhythm.gone_silent/")

#: 60 deals, a third each for anna, ben and sara
DEALS = {"anna": 40, "ben": 40, "nora": 40, "max": 60, "sara": 20, "sven": 20, "analyst": 60, "administrator": 60}


def ask(user: User, section: str = "", **asked: str) -> HttpResponse:
    return sign_in(user).get(f"/patterns/{section}?{urlencode(asked)}")  # type: ignore[return-value]


def read_figures(answer: HttpResponse) -> str:
    """What a page says, without the token and the signatures that every answer has anew."""
    return re.sub(r"CSRFToken[^}]*|csrfmiddlewaretoken[^>]*|/drawings/[^\"]*", "", answer.content.decode())


@pytest.mark.parametrize(("who", "deals"), DEALS.items())
def test_patterns_rest_on_the_deals_of_the_team(company: Opened, who: str, deals: int) -> None:
    assert f"{deals} deals" in ask(getattr(company.staff, who)).content.decode()


ALL = (*SECTIONS, "signals/", "before/", "shares/")


@pytest.mark.parametrize("section", [*ALL, "numbers/overview/x.csv", "patterns.pdf"])
def test_a_stranger_signs_in_first(stranger: Client, db: None, section: str) -> None:
    assert stranger.get(f"/patterns/{section}")["Location"].startswith("/account/login/")


def test_no_filter_tells_of_another_team(company: Opened) -> None:
    products = ("", "LX", "MV", "Moorline")
    asked = [
        {"segment": segment, "product": product, "by": by, "base": base, "field": "segment"}
        for segment, product, by, base in itertools.product(("", "Small"), products, ("", "opening"), ("", "sold"))
    ]

    def read_all() -> list[str]:
        client = sign_in(company.staff.anna)
        pages = [client.get(f"/patterns/{section}?{urlencode(one)}") for section in ("", "groups/") for one in asked]
        pages += [client.get(f"/patterns/{section}") for section in SECTIONS]
        return [read_figures(page) for page in pages]

    before = read_all()
    changed = open_company()
    theirs = f"(SELECT id FROM deal WHERE owner_id = {SARA_SELLER})"
    changed.execute(f"UPDATE moment SET outcome = 'won', value = 1e9, segment = 'X' WHERE deal_id IN {theirs}")
    changed.execute(f"UPDATE answer SET answer = 'hit' WHERE deal_id IN {theirs}")
    changed.execute(f"DELETE FROM landmark WHERE deal_id IN {theirs}")
    company.read(changed)
    assert read_all() == before
    changed.close()


def test_a_team_beyond_is_as_one_that_is_not_there(company: Opened) -> None:
    south = company.staff.sara.team_id
    assert read_figures(ask(company.staff.anna, team=str(south))) == read_figures(ask(company.staff.anna, team="999"))


def test_a_choice_of_few_deals_of_teammates_is_withheld(company: Opened) -> None:
    quarters = set(re.findall(r'<option value="(\d{4}-Q\d)"', ask(company.staff.anna).content.decode()))

    def count_withheld(user: User) -> int:
        pages = [ask(user, **{"from": quarter, "to": quarter}).content.decode() for quarter in quarters]
        return sum("Not enough to tell</h2>" in page for page in pages)

    assert count_withheld(company.staff.anna) > 0
    # their manager may open every one of these deals
    assert count_withheld(company.staff.nora) == 0


def test_whole_company_figures_are_withheld_beside_few_others(company: Opened) -> None:
    few, theirs = open_company(), f"(SELECT id FROM deal WHERE owner_id = {SARA_SELLER})"
    left = few.execute(f"SELECT id FROM deal WHERE owner_id = {SARA_SELLER} LIMIT 3").fetchall()
    few.execute(f"DELETE FROM moment WHERE deal_id IN {theirs} AND deal_id NOT IN {tuple(row[0] for row in left)}")
    company.read(few)
    for section in ("signals/", "before/"):
        assert "Outside your team" in ask(company.staff.anna, section).content.decode()
        assert "Outside your team" not in ask(company.staff.analyst, section).content.decode()
    few.close()


def test_a_drawing_is_sent_to_whom_its_page_was_shown(company: Opened) -> None:
    page = ask(company.staff.anna).content.decode()
    address = re.findall(r'hx-get="(/patterns/drawings/[^"]+)"', page)[0]
    assert sign_in(company.staff.anna).get(address).content.startswith(b"<svg xmlns=")
    assert sign_in(company.staff.sara).get(address).status_code == 404


def test_numbers_are_logged_when_they_are_taken_along(company: Opened) -> None:
    answer = ask(company.staff.anna, "numbers/overview/outcomes-by-closing.csv")
    assert answer.content.decode().startswith("\ufeffquarter,outcome,deals")
    assert LogEntry.objects.filter(act="exported", kind="patterns", user_id_then=company.staff.anna.pk).count() == 1
    assert ask(company.staff.anna, "numbers/overview/nothing.csv").status_code == 404


def test_paper_is_withheld_like_its_page(company: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.web.printing.print_pdf", lambda html: html.encode())
    printed = ask(company.staff.nora, "patterns.pdf", base="sold")
    assert b"Narrowed to Rates over: won and lost alone." in printed.content
    quarters = set(re.findall(r'<option value="(\d{4}-Q\d)"', ask(company.staff.anna).content.decode()))
    answers = [ask(company.staff.anna, "patterns.pdf", **{"from": one, "to": one}).status_code for one in quarters]
    assert 404 in answers

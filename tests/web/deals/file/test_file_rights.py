"""Who finds the file of a deal, its rows and its paper; all others find what they would find of no deal at all."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from assay.web.people.log import LogEntry
from assay.web.people.models import Grant, User
from web.conftest import sign_in

from .conftest import Opened

SEEN_BY = {
    "anna": True,
    "ben": False,
    "nora": True,
    "max": True,
    "sara": False,
    "sven": False,
    "analyst": True,
    "administrator": True,
}
ADDRESSES: dict[str, Callable[[Opened], str]] = {
    "file": lambda company: company.address(),
    "row": lambda company: company.address(rest=f"rows/activity/{company.find_row('activity')}/"),
    "paper": lambda company: company.address(rest="file.pdf"),
}


def read_words(answer: HttpResponse) -> str:
    """A page without the token that every answer has anew."""
    return re.sub(r"CSRFToken&?[^}]*|csrfmiddlewaretoken[^>]*", "", answer.content.decode())


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is tested by itself: who may have it needs no printing."""
    monkeypatch.setattr("assay.web.printing.print_pdf", lambda html: b"%PDF-1.7")


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize(("who", "sees"), SEEN_BY.items())
def test_each_address_is_open_to_those_in_scope_alone(company: Opened, kind: str, who: str, sees: bool) -> None:
    user: User = getattr(company.staff, who)
    assert sign_in(user).get(ADDRESSES[kind](company)).status_code == (200 if sees else 404)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_what_is_kept_from_another_view_is_not_shown_to_whoever_may_not_see_it(company: Opened, kind: str) -> None:
    address = ADDRESSES[kind](company)
    assert sign_in(company.staff.analyst).get(address).status_code == 200
    assert sign_in(company.staff.sven).get(address).status_code == 404


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_grant_opens_each_address_until_it_ends(company: Opened, kind: str) -> None:
    grant = Grant.objects.create(
        user=company.staff.sara,
        deal_id=company.deals["D004"],
        deal_name="Four",
        reason=Grant.Reason.AUDITOR,
        granted_by=company.staff.max,
        expires_at=timezone.now() + timedelta(days=1),
    )
    client = sign_in(company.staff.sara)
    assert client.get(ADDRESSES[kind](company)).status_code == 200
    grant.expires_at = timezone.now()
    grant.save()
    assert client.get(ADDRESSES[kind](company)).status_code == 404


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_stranger_is_asked_to_sign_in(company: Opened, stranger: Client, kind: str) -> None:
    answer = stranger.get(ADDRESSES[kind](company))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_deal_that_may_not_be_seen_looks_like_one_that_does_not_exist(company: Opened) -> None:
    client = sign_in(company.staff.ben)
    hidden, missing = client.get(company.address()), client.get("/deals/99/")
    assert (hidden.status_code, read_words(hidden)) == (missing.status_code, read_words(missing))
    assert client.get(f"/deals/{2**70}/").status_code == 404


@pytest.mark.parametrize("rest", ["rows/activity/1/", "rows/seller/1/", f"rows/activity/{2**80}/", "rows/deal/7/"])
def test_a_row_that_is_none_of_the_deals_is_not_found(company: Opened, rest: str) -> None:
    assert sign_in(company.staff.anna).get(company.address(rest=rest)).status_code == 404


def test_a_row_of_another_deal_is_not_found_below_an_own_one(company: Opened) -> None:
    other = company.find_row("activity", "D003")
    assert sign_in(company.staff.anna).get(company.address(rest=f"rows/activity/{other}/")).status_code == 404


def test_a_visit_is_logged_once_and_a_paper_by_itself(company: Opened) -> None:
    client = sign_in(company.staff.anna)
    for kind in ("file", "file", "row", "paper"):
        client.get(ADDRESSES[kind](company))
    sign_in(company.staff.ben).get(company.address())
    logged = LogEntry.objects.filter(kind="deal").values_list("who", "act", "object_id")
    deal = str(company.deals["D004"])
    assert sorted(logged) == [("anna@example.org", act, deal) for act in ("exported", "saw")]


def test_a_visit_an_hour_later_is_another_one(company: Opened) -> None:
    client = sign_in(company.staff.anna)
    client.get(company.address())
    LogEntry.objects.update(at=timezone.now() - timedelta(minutes=61))
    client.get(company.address())
    assert LogEntry.objects.filter(act="saw").count() == 2

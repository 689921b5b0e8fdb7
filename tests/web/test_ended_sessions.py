"""Somebody whose session has ended is led back to where they were, and no sign-in form lands within a page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from web.conftest import Staff, sign_in

pytestmark = pytest.mark.django_db


def find_next(client: Client, path: str, referer: str) -> str:
    answer = client.post(path, {"text": "typed"}, headers={"referer": referer})
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_who_sent_a_form_comes_back_to_its_page(stranger: Client) -> None:
    sent_from = "http://testserver/settings/?part=1"
    assert find_next(stranger, "/imports/new/", sent_from) == "/settings/?part=1"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/trap", "http://testserver.example/"])
def test_no_other_host_is_led_to(stranger: Client, referer: str) -> None:
    assert find_next(stranger, "/imports/new/", referer) == "/"


def test_a_part_of_a_page_is_refused_without_a_sign_in_form(stranger: Client) -> None:
    answer = stranger.get("/jobs/", headers={"hx-request": "true"})
    assert (answer.status_code, answer.content) == (403, b"")


def test_a_page_holds_what_is_typed_for_who_is_signed_in_alone(staff: Staff, stranger: Client) -> None:
    assert f'data-user="{staff.nora.pk}"' in sign_in(staff.nora).get("/people/me").text
    assert "data-user" not in stranger.get("/account/login/").text

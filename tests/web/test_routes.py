"""Nobody opens an address who may not. A new one fails here until it stands in the table."""

import pytest
from django.test import Client

from assay.web.people.models import User
from web.addresses import ALL, make_path
from web.conftest import Staff, sign_in
from web.routes import ROUTES, Who


def _ask(client: Client, route: str, method: str) -> int:
    return getattr(client, method)(make_path(route)).status_code  # type: ignore[no-any-return]


def test_every_route_stands_in_the_table() -> None:
    assert set(ALL) - set(ROUTES) == set(), "new routes: say in ROUTES who may open them"
    assert set(ROUTES) - set(ALL) == set(), "routes that are gone: take them out of ROUTES"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", ALL)
def test_a_stranger_gets_no_further_than_signing_in(stranger: Client, db: None, route: str, method: str) -> None:
    answer = getattr(stranger, method)(make_path(route))
    who = ROUTES[route]
    if who is Who.NOBODY:
        assert answer.status_code == 404
    elif who is Who.ANYONE:
        assert answer.status_code < 500
    elif who is Who.TOKEN:
        assert answer.status_code in (401, 405)
    elif answer.status_code != 404:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")


def _may(user: User, who: Who) -> bool:
    if who is Who.ADMINISTRATOR:
        return user.role == "administrator"
    if who is Who.IMPORTER:
        return user.role in {"analyst", "administrator"}
    return who is not Who.MANAGER or user.role in {"manager", "administrator"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [Who.ADMINISTRATOR, Who.IMPORTER, Who.MANAGER])
def test_a_page_of_a_role_is_closed_to_the_others(staff: Staff, who: Who, method: str) -> None:
    wrong = []
    for user in (staff.anna, staff.sven, staff.analyst, staff.administrator):
        client = sign_in(user)
        for route in ALL:
            if ROUTES[route] is who:
                status = _ask(client, route, method)
                is_closed = status == 403
                if is_closed == _may(user, who) or status >= 500:
                    wrong.append((user.email, route, status))
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_open_to_all_breaks_for_nobody(staff: Staff, method: str) -> None:
    wrong = []
    for route in ALL:
        if ROUTES[route] in {Who.USER, Who.NOBODY}:
            status = _ask(sign_in(staff.anna), route, method)  # anew: some of them sign out
            if status >= 500 or (ROUTES[route] is Who.NOBODY and status != 404):
                wrong.append((route, status))
    assert wrong == []

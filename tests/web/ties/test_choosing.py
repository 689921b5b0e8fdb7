"""Through whom a play may go."""

from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from asking.conftest import Put
from assay.domain.errors import InputError
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.scoping import find_scope
from assay.web.ties.choosing import name_choice, offer_ways
from web.conftest import BEN_SELLER, SARA_SELLER, Staff
from web.ties.conftest import KAI, OPEN

pytestmark = pytest.mark.usefixtures("buyer")


@pytest.fixture
def reading(record: duckdb.DuckDBPyConnection) -> Any:
    return SimpleNamespace(connection=record.cursor())


def _ask(user: User, **sent: str) -> Request:
    request: Any = RequestFactory().post("/", sent)
    request.user, request.scope = user, find_scope(user)
    asked: Request = request
    return asked


def test_nobody_is_chosen_beforehand(staff: Staff, reading: Any) -> None:
    context = offer_ways(_ask(staff.anna), reading, OPEN, "price_too_high")
    assert context is not None
    page = render_to_string("ties/part.html", {"part": context})
    assert 'name="through" value="" checked' in page
    assert f'name="through" value="person:{KAI}"' in page


def test_what_was_sent_stays_chosen(staff: Staff, reading: Any) -> None:
    for through in (f"person:{KAI}", f"seller:{BEN_SELLER}"):
        context = offer_ways(_ask(staff.anna, through=through), reading, OPEN, "price_too_high")
        page = render_to_string("ties/part.html", {"part": context})
        assert f'value="{through}" checked' in page
        assert 'name="through" value="" checked' not in page


def test_a_colleague_of_whom_only_the_name_is_told_may_be_chosen(staff: Staff, reading: Any) -> None:
    told = [
        name_choice(_ask(staff.anna), reading, OPEN, "price_too_high", through)
        for through in ("", f"person:{KAI}", f"seller:{BEN_SELLER}", f"seller:{SARA_SELLER}")
    ]
    assert told == ["", "Kai Moor", "Ben", "Sara"]


def test_who_may_not_be_asked_cannot_be_chosen(staff: Staff, reading: Any, put: Put) -> None:
    put("person", id=29, full_name="Lou Dorn", do_not_contact=True, known_at=0)
    put("tie", id=39, person_id=29, account_id=1, kind="adviser", known_at=0)
    context = offer_ways(_ask(staff.anna), reading, OPEN, "price_too_high")
    page = render_to_string("ties/part.html", {"part": context})
    assert "Lou Dorn" in page
    assert 'value="person:29"' not in page
    for through in ("person:29", "person:77", "seller:77"):
        with pytest.raises(InputError, match="cannot go through"):
            name_choice(_ask(staff.anna), reading, OPEN, "price_too_high", through)


def test_a_deal_that_the_run_does_not_know_offers_nothing(staff: Staff, reading: Any) -> None:
    assert offer_ways(_ask(staff.anna), reading, 77, "price_too_high") is None

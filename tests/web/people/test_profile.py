"""A user's own settings, and what they change on every page."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

from assay.reports.catalogue.scope import NOTHING
from assay.web.middleware import PersonMiddleware
from assay.web.people.models import User
from web.conftest import Staff, sign_in

SHOWN = "{{ number|floatformat:'2g' }} {{ many }} {{ at|date:'H:i' }} {{ at|date:'F' }}"


def _show(user: User) -> str:
    """What a page shows to the user."""

    def render(request: HttpRequest) -> HttpResponse:
        told = {"number": Decimal("1234.56"), "many": 1234567, "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}
        return HttpResponse(Template(SHOWN).render(Context(told)))

    request = HttpRequest()
    request.user, request.scope = user, NOTHING  # type: ignore[attr-defined]
    return PersonMiddleware(render)(request).content.decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "numbers", "shown"),
    [
        ("en", "language", "1,234.56 1,234,567 12:00 March"),
        ("en", "en", "1,234.56 1,234,567 12:00 March"),
        ("en", "de", "1.234,56 1.234.567 12:00 March"),
        ("de", "language", "1.234,56 1.234.567 12:00 März"),
        ("de", "en", "1,234.56 1,234,567 12:00 März"),
    ],
)
def test_numbers_are_written_as_chosen_whatever_the_language(
    staff: Staff, language: str, numbers: str, shown: str
) -> None:
    staff.anna.language, staff.anna.number_format = language, numbers
    assert _show(staff.anna) == shown


def test_times_are_those_of_the_user_s_zone_and_an_unknown_zone_is_utc(staff: Staff) -> None:
    staff.anna.time_zone = "Asia/Tokyo"
    assert "21:00" in _show(staff.anna)
    staff.anna.time_zone = "Mars/Olympus"
    assert "12:00" in _show(staff.anna)


def _save(user: User, **told: str) -> int:
    user.refresh_from_db()
    data = {"name": user.name, "language": "en", "number_format": "de", "time_zone": "Europe/Berlin", "theme": "dark"}
    return sign_in(user).post("/people/me", {**data, "version": str(user.version), **told}).status_code


def test_settings_are_kept_and_role_and_address_are_not_among_them(staff: Staff) -> None:
    assert _save(staff.anna, role="administrator", email="x@example.org", is_active="") == 302
    staff.anna.refresh_from_db()
    assert (staff.anna.number_format, staff.anna.time_zone, staff.anna.theme) == ("de", "Europe/Berlin", "dark")
    assert (staff.anna.role, staff.anna.email, staff.anna.is_active) == ("rep", "anna@example.org", True)
    assert b'data-theme="dark"' in sign_in(staff.anna).get("/people/me").content


@pytest.mark.parametrize(
    "told", [{"name": ""}, {"language": "xx"}, {"time_zone": "Mars"}, {"theme": "<x>"}, {"number_format": "fr"}]
)
def test_what_there_is_not_is_refused(staff: Staff, told: dict[str, str]) -> None:
    assert _save(staff.anna, **told) == 422


def test_an_old_page_is_told(staff: Staff) -> None:
    assert _save(staff.anna, name="One") == 302
    assert _save(staff.anna, name="Two", version="1") == 422
    staff.anna.refresh_from_db()
    assert staff.anna.name == "One"

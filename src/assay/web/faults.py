"""Pages for what went wrong: what it was, and what to do."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_log = logging.getLogger(__name__)


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be read."""
    return _show(request, 400, _("This request cannot be read"), _("Go back, load the page again, and try once more."))


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The user may not do this."""
    return _show(request, 403, _("This is not open to you"), _("Ask an administrator for another role."))


def show_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none that this user may see: the two look alike, so that names cannot be guessed."""
    return _show(
        request,
        404,
        _("There is no such page, or it is not open to you"),
        _("Search for the deal by name, or ask its owner's manager to let you in."),
    )


def show_broken(request: HttpRequest) -> HttpResponse:
    """Our fault; or the database is away, which says so and when to try again."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return show_away()
    title, advice = _("Something broke on our side"), _("Nothing that you typed elsewhere is lost. Try once more.")
    try:
        return _show(request, 500, title, advice)
    except (OperationalError, InterfaceError):  # the frame asks who is signed in
        return show_away()


def show_away() -> HttpResponse:
    """The database does not answer: a page that needs none, not even to know who asks."""
    _log.warning("the database does not answer", exc_info=sys.exc_info()[1])
    answer = HttpResponse(render_to_string("away.html"), status=503)
    answer["Retry-After"] = "5"
    answer["Cache-Control"] = "no-store"
    return answer


def show_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or whose session has ended."""
    return _show(
        request,
        403,
        _("This page was open too long"),
        _("Go back, copy what you typed, load the page again, and send it once more."),
    )


def _show(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "fault.html", {"title": title, "advice": advice, "status": status}, status=status)

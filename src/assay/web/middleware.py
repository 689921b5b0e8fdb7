"""Shows each person dates, numbers and words as that person has them."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from assay.reports.catalogue.scope import NOTHING
from assay.web.people.numbers import name_language
from assay.web.request import Request
from assay.web.scoping import find_scope


class PersonMiddleware:
    """Activates the user's time zone, language and number format, and sets `request.scope` to what the user may see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            request.scope = NOTHING
            return self.get_response(request)
        request.scope = find_scope(user)
        language = name_language(user.language, user.number_format)
        with timezone.override(read_zone(user.time_zone)), translation.override(language):
            request.LANGUAGE_CODE = user.language
            return self.get_response(request)


def read_zone(name: str) -> zoneinfo.ZoneInfo:
    """The time zone of that name; UTC for one that this machine does not know."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")

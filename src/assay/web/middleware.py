"""Shows each person dates, numbers and words as that person has them."""

import zoneinfo
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation

from assay.reports.catalogue.scope import NOTHING
from assay.web.people.numbers import name_language
from assay.web.request import Request
from assay.web.scoping import find_scope


class SignedInMiddleware(LoginRequiredMiddleware):
    """Lets nobody in who has not signed in, and leads back afterwards to the page on which somebody was.

    What a page asks for by itself is refused, so that no sign-in form lands in the midst of it.
    """

    def handle_no_permission(  # type: ignore[override]  # a refusal is no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the sign-in form: from there to the address that was read, or to the page whose form was sent."""
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=403)
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        sent_from = urlsplit(request.headers.get("Referer", ""))
        is_ours = sent_from.netloc == request.get_host()
        page = f"{sent_from.path}?{sent_from.query}".removesuffix("?") if is_ours else "/"
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


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

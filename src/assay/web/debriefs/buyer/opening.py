"""Opens the buyer's page to whoever has the link, and to nobody else. Every refusal looks alike and is logged."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from assay.web.debriefs.messages.calendaring import find_invitation
from assay.web.debriefs.models import AskedPerson, BuyerMessage, Debrief, Token
from assay.web.debriefs.tokens import open_token
from assay.web.middleware import read_zone
from assay.web.people.log import note

#: so many links that open nothing, from one address within an hour, and none is looked up for it any more
MOST_REFUSED, _HOUR = 20, 3600


@dataclass(frozen=True)
class Visit:
    """Somebody on the own page. secret: of the link, for the addresses on the page.

    is_ours: somebody of ours is signed in here, who may look and not answer in the buyer's place.
    """

    token: Token
    secret: str
    is_ours: bool

    @property
    def debrief(self) -> Debrief:
        """The one debrief that the link opens."""
        return self.token.debrief

    @property
    def person(self) -> AskedPerson:
        """Whose link it is."""
        return self.token.person

    @cached_property
    def invitation(self) -> BuyerMessage | None:
        """The invitation that this person got, None where none went."""
        return find_invitation(self.person)


View = Callable[..., HttpResponse]


def for_buyer(view: View) -> View:
    """Makes a view(request, visit, ...) one that the link alone opens."""

    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_variables("secret")
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **told: object) -> HttpResponse:
        token = _open(request, secret)
        if token is None:
            return _seal(render(request, "debriefs/buyer/refused.html", status=404))
        visit = Visit(token, secret, request.user.is_authenticated)
        with override(token.language), timezone.override(read_zone(_find_zone(token))):
            request.LANGUAGE_CODE = token.language  # as the middleware sets it
            if visit.is_ours and request.method == "POST":
                return _seal(render(request, "debriefs/buyer/ours.html", {"visit": visit}, status=403))
            return _seal(view(request, visit, **told))

    return opened


def _open(request: HttpRequest, secret: str) -> Token | None:
    key = f"buyer-refused-{_find_address(request)}-{int(time.time()) // _HOUR}"
    refused = cache.get(key, 0)
    if refused >= MOST_REFUSED:
        if refused == MOST_REFUSED:  # said once, so that nobody fills the log by guessing
            cache.set(key, refused + 1, _HOUR)
            note(request, "refused", "token", "", "too many")
        return None
    token = open_token(request, secret)
    if token is None:
        cache.set(key, refused + 1, _HOUR)
    return token


def _find_address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request)) if request.META.get("REMOTE_ADDR") else ""


def _find_zone(token: Token) -> str:
    message = token.person.messages.exclude(sent_at=None).last()
    return message.zone if message else "UTC"


def _seal(response: HttpResponse) -> HttpResponse:
    """The secret stands in the address: no other site is told, and no search engine keeps it.

    Our own pages are told it: without any, browsers say that a form comes from nowhere, and it is refused.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

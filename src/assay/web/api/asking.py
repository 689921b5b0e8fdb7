"""Who asks: the person of the token, with that person's scope; how often; and what is answered to what is wrong."""

import json
from collections.abc import Sequence
from typing import Any, cast

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from assay.domain.errors import AssayError, InputError
from assay.web.api.tokens import find_token
from assay.web.api.versions import NotMatched, NoVersion
from assay.web.plays.allowing import find_seen_deal
from assay.web.request import Request
from assay.web.scoping import find_scope
from assay.web.whole_numbers import read_id

#: requests of one token in a minute
MOST_A_MINUTE = 300


class TooMany(Exception):
    """More requests than MOST_A_MINUTE."""


class ReadOnly(Exception):
    """The token may not write."""


class TokenAuth(HttpBearer):
    """Authorization: Bearer assay_..."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Sets user and scope of the request; None refuses."""
        found = find_token(token)
        if found is None:
            return None
        count_request(found.pk)
        if request.method not in {"GET", "HEAD", "OPTIONS"} and not found.can_write and not _only_asks(request):
            raise ReadOnly
        asked = cast("Request", request)
        asked.user, asked.scope = found.user, find_scope(found.user)
        return found


def _only_asks(request: HttpRequest) -> bool:
    """Whether a POST keeps nothing: the texts that it asks about are too long for an address."""
    return request.path.endswith("/script/check")


def count_request(token: int) -> None:
    """Counts one request of the token. Raises TooMany above MOST_A_MINUTE."""
    key = f"api:{token}"
    if cache.add(key, 1, 60):
        return
    try:
        used = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if used > MOST_A_MINUTE:
        raise TooMany


def add_refusals(api: NinjaAPI) -> None:
    """One shape for all that is wrong, by RFC 9457: what is wrong, and what to do."""

    def refuse(status: int, title: str, detail: str = "", fix: str = "", **more: Any) -> HttpResponse:
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "fix": fix, **more}
        answer = HttpResponse(
            api.renderer.render(HttpRequest(), told, response_status=status), content_type="application/problem+json"
        )
        answer.status_code = status
        if status == 429:
            answer["Retry-After"] = "60"
        return answer

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [
            {"at": ".".join(map(str, one["loc"])), "what": one["msg"], "value": _find_value(request, one["loc"])}
            for one in error.errors
        ]
        return refuse(422, "Something in the request is not as it should be.", errors=wrong,
                      fix="Compare it with /api/v1/openapi.json.")  # fmt: skip

    @api.exception_handler(InputError)
    def wrong_input(request: HttpRequest, error: InputError) -> HttpResponse:
        return refuse(422, str(error).split("\n")[0], fix=error.fix or "")

    @api.exception_handler(AssayError)
    def not_now(request: HttpRequest, error: AssayError) -> HttpResponse:
        return refuse(503, str(error).split("\n")[0], fix=error.fix or "Try again in a minute.")

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return refuse(404, "There is no such thing, or none that you may see.")

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return refuse(403, "Your role does not allow that.")

    @api.exception_handler(ReadOnly)
    def read_only(request: HttpRequest, error: ReadOnly) -> HttpResponse:
        return refuse(403, "This token may only read.", fix="Make one that may write, on your page of access tokens.")

    @api.exception_handler(TooMany)
    def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
        return refuse(429, "Too many requests.", f"At most {MOST_A_MINUTE} a minute.", "Wait a minute.")

    @api.exception_handler(NoVersion)
    def no_version(request: HttpRequest, error: NoVersion) -> HttpResponse:
        return refuse(428, "It is not said over which version this is to be changed.",
                      fix="Read it first, and send its ETag, such as \"3\", as If-Match.")  # fmt: skip

    @api.exception_handler(NotMatched)
    def not_matched(request: HttpRequest, error: NotMatched) -> HttpResponse:
        answer = refuse(412, "It has been changed since you read it.", now=error.now,
                        fix="Look at what it is now, then send the new ETag as If-Match.")  # fmt: skip
        answer["ETag"] = f'"{error.version}"'
        return answer

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = refuse(401, "No valid access token was sent.", fix="Authorization: Bearer assay_...")
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return refuse(error.status_code, str(error))


def _find_value(request: HttpRequest, place: Sequence[str | int]) -> str:
    """What was sent at that place, as it was sent; empty where nothing was."""
    told: Any = request.GET if place[0] == "query" else None
    if place[0] == "body":
        try:
            told = json.loads(request.body)
        except ValueError:
            return request.body[:200].decode(errors="replace")
    for step in place[2:] if place[0] in ("body", "query") else ():
        try:
            told = told[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return "" if told is None else str(told)[:200]


def find_seen(request: Request, deal_id: str) -> tuple[int, str, int | None]:
    """Id, name and owner of a deal. Raises Http404 where there is none that the person may see."""
    number = read_id(deal_id)
    if number is None:
        raise Http404
    return number, *find_seen_deal(request, number)

"""A request sent twice is done once: what was answered to an Idempotency-Key is kept for a day and told again."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from assay.web.api.asking import TooMany, count_request
from assay.web.api.models import KeptAnswer
from assay.web.api.tokens import find_token

#: so long an answer is kept
_KEPT = timedelta(hours=24)

#: whoever has not answered in so long has been stopped in between
_GIVEN_UP = timedelta(minutes=5)

_KEY = re.compile(r"[\x21-\x7e]{1,128}")

#: what may go well if it is sent again is not kept
_AGAIN = frozenset({401, 409, 429})

View = Callable[..., HttpResponse]


def answer_once(view: View) -> View:
    """The view, which for each token does a POST with an Idempotency-Key once, and answers the same to each repeat.

    Whatever it answers is kept by nothing on the way.
    """

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        told = ask(request, *given, **named)
        told.headers.setdefault("Cache-Control", "no-store")
        return told

    def ask(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        token = _find_writer(request)
        if request.method != "POST" or key is None or token is None:
            return view(request, *given, **named)
        if not _KEY.fullmatch(key):
            return _refuse(422, "The Idempotency-Key is none.", "Send 1 to 128 letters without spaces, such as a UUID.")
        digest = _digest(request)
        place = _take_place(token, key, digest)
        if not isinstance(place, KeptAnswer):
            return place
        if place.status:
            try:
                count_request(token)
            except TooMany:
                return _refuse(429, "Too many requests.", "Wait a minute.")
            return _tell_again(place)
        return _keep(place, lambda: view(request, *given, **named))

    return answer


def _find_writer(request: HttpRequest) -> int | None:
    """The token that may write; None for any other, which the view itself refuses."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    found = find_token(text.strip()) if kind.lower() == "bearer" else None
    return found.pk if found is not None and found.can_write else None


def _digest(request: HttpRequest) -> str:
    """What was sent, as one word: address, version and body."""
    told = [request.get_full_path(), request.headers.get("If-Match", ""), request.body.hex()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _take_place(token: int, key: str, digest: str) -> KeptAnswer | HttpResponse:
    """A place for the answer, or one that is filled; a refusal where the key stands for something else."""
    now = timezone.now()
    KeptAnswer.objects.filter(made_at__lt=now - _KEPT).delete()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(token_id=token, key=key, digest=digest, made_at=now)
    except IntegrityError:
        found = KeptAnswer.objects.filter(token_id=token, key=key).first()
    if found is not None and found.digest != digest:
        return _refuse(422, "This Idempotency-Key was sent with another request.", "Make a new key for each request.")
    if found is not None and found.status:
        return found
    given_up = KeptAnswer.objects.filter(token_id=token, key=key, status=0, made_at__lt=now - _GIVEN_UP)
    if found is not None and given_up.update(made_at=now):
        return found
    refused = _refuse(409, "The same request is being answered just now.", "Send it again in a few seconds.")
    refused["Retry-After"] = "2"
    return refused


def _keep(place: KeptAnswer, ask: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        answer = ask()
    except BaseException:
        place.delete()
        raise
    if answer.status_code >= 500 or answer.status_code in _AGAIN:
        place.delete()
        return answer
    place.status, place.body = answer.status_code, answer.content.decode()
    place.kind, place.etag = answer["Content-Type"], answer.get("ETag", "")
    place.save(update_fields=["status", "body", "kind", "etag"])
    return answer


def _tell_again(kept: KeptAnswer) -> HttpResponse:
    answer = HttpResponse(kept.body, status=kept.status, content_type=kept.kind)
    answer["Idempotency-Replayed"] = "true"
    if kept.etag:
        answer["ETag"] = kept.etag
    return answer


def _refuse(status: int, title: str, fix: str) -> HttpResponse:
    told = {"type": "about:blank", "title": title, "status": status, "detail": "", "fix": fix}
    return HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")

"""Changes made only over what their sender saw: ETag with each answer, If-Match with each change (RFC 9110, 6585)."""

import re
from typing import Any

from django.http import HttpResponse

from assay.web.request import Request

#: an answer that was compressed on its way has its tag marked as weak; the version in it is the same
_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')


class NotMatched(Exception):
    """What is to be changed is another version by now. now: as it stands, in the shape in which it is read."""

    def __init__(self, version: int, now: Any) -> None:
        super().__init__(version)
        self.version, self.now = version, now


class NoVersion(Exception):
    """It was not said over which version something is to be changed."""


def mark_version(answer: HttpResponse, version: int) -> None:
    """Sends the version along as the ETag."""
    answer["ETag"] = f'"{version}"'


def read_match(request: Request, told: int | None = None) -> int:
    """The version that the sender saw: of If-Match, else as `told` in the body.

    Raises NoVersion where neither is there, or If-Match is no ETag that was ever sent.
    """
    sent = request.headers.get("If-Match", "").strip()
    if sent:
        found = _TAG.fullmatch(sent)
        if found is None:
            raise NoVersion
        return int(found[1])
    if told is None:
        raise NoVersion
    return told


def demand_match(request: Request, version: int, now: Any, told: int | None = None) -> int:
    """The version that the sender saw, which is the one that stands. now: what stands, told where it is another.

    Raises NoVersion, NotMatched.
    """
    seen = read_match(request, told)
    if seen != version:
        raise NotMatched(version, now)
    return seen

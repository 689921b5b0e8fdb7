"""One attempt: an event signed and sent to an address once, and what came of it."""

import time
from dataclasses import dataclass, replace

from django.utils import timezone

from assay import __version__
from assay.outside.hosts import HostRefused
from assay.outside.webhooks.posting import Posted, Unposted, post_message
from assay.outside.webhooks.signing import sign_message
from assay.outside.webhooks.targets import TargetRefused, look_up_target, read_target
from assay.web.webhooks.models import Delivery, Endpoint, Event, Problem
from assay.web.webhooks.secrets import KeyChanged, list_secrets
from assay.web.webhooks.switching import read_rules

#: seconds that an attempt may take, its look-up and its answer included
WAIT_S = 10.0
#: letters of an answer that are kept
_KEPT = 1000
_KEPT_TRIES = 30


@dataclass(frozen=True)
class Tried:
    """What came of one attempt. status: by HTTP, None where no answer came.  retry_after: seconds, 0 for none."""

    status: int | None = None
    answer: str = ""
    problem: str = ""
    detail: str = ""
    retry_after: int = 0
    took_ms: int = 0

    @property
    def has_arrived(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


def attempt(endpoint: Endpoint, event: Event) -> Tried:
    """Signs and sends the event once, here and now."""
    begun = time.monotonic()
    try:
        tried = _judge(_post(endpoint, event, begun + WAIT_S))
    except KeyChanged:
        tried = Tried(problem=Problem.KEY)
    except (HostRefused, TargetRefused) as error:
        known = {"unknown": Problem.UNKNOWN, "private": Problem.PRIVATE, "never": Problem.NEVER}
        tried = Tried(problem=known.get(error.kind, Problem.ADDRESS), detail=error.host[:300])
    except Unposted as error:
        tried = Tried(problem=error.kind, detail=_clean(error.detail)[:300])
    return replace(tried, took_ms=round(1000 * (time.monotonic() - begun)))


def _post(endpoint: Endpoint, event: Event, until: float) -> Posted:
    """Raises what can be wrong with the address, the host, the secret and the way there."""
    rules, body = read_rules(), event.body.encode()
    target = read_target(endpoint.url, rules)
    secrets = list_secrets(endpoint)
    address = look_up_target(target, rules, wait_s=WAIT_S)
    at = int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Assay/{__version__}",
        "webhook-id": event.pk,
        "webhook-timestamp": str(at),
        "webhook-signature": sign_message(secrets, event.pk, at, body),
    }
    return post_message(target, address, headers, body, until=until)


def _clean(told: str) -> str:
    """Without zero octets, which are no text to PostgreSQL."""
    return told.replace("\0", "")


def _judge(posted: Posted) -> Tried:
    answer = _clean(posted.body)[:_KEPT]
    problem = ""
    if not 200 <= posted.status < 300:
        problem = Problem.MOVED if 300 <= posted.status < 400 else Problem.STATUS
    return Tried(posted.status, answer, problem, retry_after=posted.retry_after)


def describe_attempt(delivery: Delivery, tried: Tried) -> dict[str, object]:
    """What a delivery keeps of an attempt."""
    now = timezone.now()
    line = {"at": now.isoformat(), "status": tried.status, "problem": tried.problem, "took_ms": tried.took_ms}
    return {
        "status": tried.status,
        "answer": tried.answer,
        "problem": tried.problem,
        "detail": tried.detail,
        "tries": [*delivery.tries, line][-_KEPT_TRIES:],
        "tried_at": now,
    }

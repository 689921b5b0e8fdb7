"""Sends what is due to an address: each attempt by one worker, and tried again until it has arrived or is given up.

An attempt counts before it is made. A worker that is killed in the middle leaves it to be made again once its time is
up, under the same id, by which the other side knows it.
"""

import time
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from assay.web.webhooks.attempting import attempt
from assay.web.webhooks.concluding import OLDEST, conclude_attempt
from assay.web.webhooks.models import Delivery, State
from assay.web.webhooks.switching import is_on

#: a worker that did not say within so long what came of an attempt is taken for dead
LEASE = timedelta(seconds=60)
#: one job sends for so long; what is left is sent by the next
_TURN_S = 10.0


def list_due() -> QuerySet[Delivery]:
    """The deliveries that are to be attempted now."""
    return Delivery.objects.filter(state=State.WAITING, is_test=False, next_at__lte=timezone.now())


def send_due(endpoint: int) -> int:
    """Sends what is due to an address for some seconds; how many attempts were made.

    After one without an answer it stops, so that a dead host keeps no worker from other work.
    """
    until, made = time.monotonic() + _TURN_S, 0
    while time.monotonic() < until and is_on():
        delivery = claim_delivery(endpoint)
        if delivery is None:
            break
        tried = attempt(delivery.endpoint, delivery.event)
        conclude_attempt(delivery, tried)
        made += 1
        if tried.status is None:
            break
    return made


def claim_delivery(endpoint: int) -> Delivery | None:
    """The delivery to an address that is longest due, now in the hand of this worker alone; None for none."""
    fresh = timezone.now() - OLDEST
    due = list_due().filter(endpoint=endpoint, endpoint__is_active=True, wanted_at__gte=fresh)
    for one in due.order_by("next_at", "id")[:20]:
        held = due.filter(pk=one.pk, attempts=one.attempts).order_by()
        if held.update(attempts=F("attempts") + 1, next_at=timezone.now() + LEASE):
            return Delivery.objects.select_related("event", "endpoint").get(pk=one.pk)
    return None

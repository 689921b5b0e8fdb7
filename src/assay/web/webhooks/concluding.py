"""What follows from an attempt: it has arrived, is tried again later, or is given up; an address is switched off."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assay.web.people.log import note
from assay.web.webhooks.attempting import Tried, describe_attempt
from assay.web.webhooks.models import Delivery, Endpoint, OffWhy, Problem, State

#: seconds from one attempt to the next: 5 s, 1 min, 5 min, half an hour, 2 h, 5 h, 10 h, a day
WAITS = (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 86_400)
MOST_ATTEMPTS = len(WAITS) + 1
#: no wait that the other side asks for is longer
_LONGEST = 86_400
#: an address where nothing arrives for so long is switched off
FAILING = timedelta(days=5)
#: what was wanted longer ago is not sent any more
OLDEST = timedelta(days=5)
#: between attempts that fail there is no longer pause, else the time begins anew
_PAUSE = timedelta(hours=48)
_GONE = 410


def find_wait(attempts: int, retry_after: int = 0) -> float:
    """Seconds until the next attempt after so many, up to a fifth longer by lot, so that not all come at once.

    retry_after: what the other side asked for, which is kept to up to a day.
    """
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    return max(wait, min(retry_after, _LONGEST)) * (1 + secrets.randbelow(201) / 1000)


def conclude_attempt(delivery: Delivery, tried: Tried) -> bool:
    """Keeps what came of an attempt. False, and nothing changes, where another worker has it in hand by now."""
    now = timezone.now()
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update().filter(pk=delivery.endpoint_id).first()
        held = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, state=State.WAITING)
        told = describe_attempt(delivery, tried) | _find_state(delivery, tried, now)
        if endpoint is None or not held.update(**told):
            return False
        if tried.has_arrived:
            Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, failed_at=None)
        else:
            _count_failure(endpoint, tried, now)
    return True


def _find_state(delivery: Delivery, tried: Tried, now: datetime) -> dict[str, object]:
    if tried.has_arrived:
        return {"state": State.ARRIVED, "finished_at": now, "next_at": None}
    if tried.status == _GONE or delivery.attempts >= MOST_ATTEMPTS:
        return {"state": State.GIVEN_UP, "finished_at": now, "next_at": None}
    return {"next_at": now + timedelta(seconds=find_wait(delivery.attempts, tried.retry_after))}


def _count_failure(endpoint: Endpoint, tried: Tried, now: datetime) -> None:
    since, last = endpoint.failing_since, endpoint.failed_at
    if since is None or last is None or now - last > _PAUSE:
        since = now
    Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=since, failed_at=now)
    if tried.status == _GONE:
        switch_off(endpoint, OffWhy.GONE)
    elif now - since >= FAILING:
        switch_off(endpoint, OffWhy.FAILING)


def switch_off(endpoint: Endpoint, why: OffWhy) -> None:
    """By itself: nothing more is sent there, and what waited is withheld. Administrators are told on the page of today.

    The version stays: whoever changes the address at that moment changes something else.
    """
    off = {"is_active": False, "off_why": why, "off_at": timezone.now()}
    if Endpoint.objects.filter(pk=endpoint.pk, is_active=True).update(**off):
        withhold(endpoint)
        note(None, "stopped", "webhook", endpoint.pk, str(endpoint), why=str(why.value))


def withhold(endpoint: Endpoint) -> int:
    """What waited for an address is not sent unless somebody asks for it again; how many deliveries."""
    waiting = Delivery.objects.filter(endpoint=endpoint, state=State.WAITING)
    return waiting.update(state=State.WITHHELD, finished_at=timezone.now(), next_at=None)


def give_up_abandoned() -> int:
    """Gives up what was taken up as often as may be and never came to an end, and what has waited for days; how many.

    The latter while all was switched off: news of a month ago is no news.
    """
    now = timezone.now()
    due = Delivery.objects.filter(state=State.WAITING, next_at__lte=now)
    told = {"state": State.GIVEN_UP, "finished_at": now, "next_at": None}
    stopped = due.filter(Q(attempts__gte=MOST_ATTEMPTS) | Q(is_test=True)).update(problem=Problem.STOPPED, **told)
    return stopped + due.filter(wanted_at__lt=now - OLDEST).update(problem=Problem.OLD, **told)

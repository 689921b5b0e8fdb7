"""Tells what happened: kept once as it is sent, with a delivery to each address that wants to know."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay.jobs.queue import enqueue
from assay.web.people.letters import make_address
from assay.web.webhooks.models import Announced, Delivery, Endpoint, Event
from assay.web.webhooks.switching import is_on


def list_listening(kind: str) -> list[Endpoint]:
    """The addresses that are told events of a type; none while webhooks are switched off."""
    if not is_on():
        return []
    return [one for one in Endpoint.objects.filter(is_active=True) if kind in one.events]


def announce(kind: str, told: Mapping[str, Any]) -> Event | None:
    """Tells everybody who listens; None where nobody does. Within a transaction it goes out once that is kept.

    told: what JSON can hold: ids, names of deals, addresses and codes, never words that people wrote, nor e-mail
    addresses.
    """
    listening = list_listening(kind)
    if not listening:
        return None
    with transaction.atomic():
        event = make_event(kind, told)
        Delivery.objects.bulk_create([Delivery(event=event, endpoint=one) for one in listening])
        for one in listening:
            transaction.on_commit(partial(ask_for_sending, one.pk))
    return event


def announce_once(kind: str, key: str, told: Mapping[str, Any]) -> Event | None:
    """As `announce`, unless it was told of this key before. None too where nobody listens: it is told when they do."""
    if not list_listening(kind):
        return None
    try:
        with transaction.atomic():
            Announced.objects.create(type=kind, key=key)
            return announce(kind, told)
    except IntegrityError:
        return None


def make_event(kind: str, told: Mapping[str, Any]) -> Event:
    """The event as it is sent, by Standard Webhooks: its type, when it was, and what."""
    now = timezone.now()
    content = {"type": kind, "timestamp": write_moment(now), "data": dict(told)}
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Event.objects.create(id=f"msg_{secrets.token_hex(16)}", type=kind, made_at=now, body=body)


def ask_for_sending(endpoint: int) -> None:
    """Has a worker send what is due to an address."""
    enqueue("webhooks", {"endpoint": endpoint}, key=f"webhooks {endpoint}")


def write_moment(at: datetime) -> str:
    """A moment by ISO 8601, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def name_deal(deal_id: int, name: str) -> dict[str, str]:
    """A deal as every event names it. The id is a text, as its numbers are larger than those of JavaScript."""
    return {"id": str(deal_id), "name": name, "url": make_address(f"/deals/{deal_id}/")}

"""Addresses made, changed, given a new secret, switched and removed: each logged, each safe from two windows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.people.saving import StaleRow, change_row
from assay.web.request import Request
from assay.web.webhooks.concluding import withhold
from assay.web.webhooks.models import Endpoint, OffWhy
from assay.web.webhooks.secrets import BOTH, make_salt

#: sent twice within so long it is meant once
_TWICE = timedelta(minutes=1)


def make_endpoint(request: Request, *, url: str, description: str, events: Sequence[str]) -> Endpoint:
    """Makes it, with a secret of its own. The same sent twice within a minute is made once."""
    told: dict[str, Any] = {"url": url, "description": description, "events": list(events), "made_by": request.user}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        lately = Endpoint.objects.filter(url=url, made_by=request.user, made_at__gt=timezone.now() - _TWICE)
        same = next((one for one in lately if one.description == description and one.events == list(events)), None)
        if same is not None:
            return same
        salt, begins = make_salt()
        made = Endpoint.objects.create(**told, salt=salt, begins=begins)
        note(request, "made", "webhook", made.pk, str(made), host=made.host, events=list(events))
    return made


def change_endpoint(request: Request, endpoint: Endpoint, seen: int, **changes: Any) -> Endpoint:
    """Changes it, if it is still the version `seen`; the same change twice is made once. Raises StaleRow."""
    with transaction.atomic():
        changed = sorted(name for name, value in changes.items() if getattr(endpoint, name) != value)
        if "url" in changed:  # how long the old one failed says nothing of the new one
            changes |= {"failing_since": None, "failed_at": None}
        standing, is_new = change_row(endpoint, seen, changes)
        if is_new:
            note(request, "changed", "webhook", standing.pk, str(standing), host=standing.host, fields=changed)
    return standing


def rotate_secret(request: Request, endpoint: Endpoint, seen: int) -> Endpoint:
    """Gives it a new secret; the one before signs beside it for a day. A double click gives one. Raises StaleRow."""
    now = timezone.now()
    with transaction.atomic():
        standing = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        if standing.version == seen + 1 and standing.rotated_at > now - _TWICE:
            return standing
        salt, begins = make_salt()
        changes = {"salt": salt, "begins": begins, "rotated_at": now, "previous_salt": standing.salt,
                   "previous_until": now + BOTH}  # fmt: skip
        standing, _ = change_row(standing, seen, changes)
        note(request, "changed", "webhook", standing.pk, str(standing), fields=["secret"])
    return standing


def switch_endpoint(request: Request, endpoint: Endpoint, seen: int, *, is_active: bool) -> Endpoint:
    """Switches it on, or off: then what waits is withheld. Raises StaleRow."""
    now = timezone.now()
    why = "" if is_active else str(OffWhy.PERSON.value)
    changes: dict[str, Any] = {"is_active": is_active, "off_why": why, "off_at": None if is_active else now}
    if is_active:
        changes |= {"failing_since": None, "failed_at": None}
    with transaction.atomic():
        standing, is_new = change_row(endpoint, seen, changes)
        if is_new:
            if not is_active:
                withhold(standing)
            note(request, "started" if is_active else "stopped", "webhook", standing.pk, str(standing))
    return standing


def remove_endpoint(request: Request, endpoint: Endpoint, seen: int) -> None:
    """It goes, and with it what was kept of its deliveries. By a second press nothing more. Raises StaleRow."""
    with transaction.atomic():
        standing = Endpoint.objects.select_for_update().filter(pk=endpoint.pk).first()
        if standing is None:
            return
        if standing.version != seen:
            raise StaleRow
        note(request, "removed", "webhook", standing.pk, str(standing), host=standing.host)
        standing.delete()

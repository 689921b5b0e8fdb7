"""Addresses that are told what happens, what happened, and whether it arrived."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class OffWhy(models.TextChoices):
    """Why nothing is sent to an address."""

    PERSON = "person", _("switched off by an administrator")
    GONE = "gone", _("it answered that it is gone (410)")
    FAILING = "failing", _("nothing has arrived there for five days")


class Endpoint(models.Model):
    """One address of another program.

    events: the types that it is told.  salt: of its secret, which is worked out from it and the key of this server and
    stands nowhere; begins: how the secret begins.  previous_salt: of the one before, which signs too until
    `previous_until`.  failing_since: since when nothing has arrived, with attempts all along; failed_at: the last.
    """

    url = models.CharField(_("Address"), max_length=500)
    description = models.CharField(_("What it is for"), max_length=200, blank=True)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=64)
    begins = models.CharField(max_length=16)
    rotated_at = models.DateTimeField(default=timezone.now)
    previous_salt = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    off_why = models.CharField(max_length=8, choices=OffWhy, blank=True)
    off_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """What it is for, else its host: the rest of an address may be a secret of its own."""
        return self.description or self.host

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.url).netloc


class Event(models.Model):
    """One thing that happened. body: to the letter as it is sent and signed, however often."""

    id = models.CharField(max_length=40, primary_key=True)
    type = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    body = models.TextField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"


class State(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting", _("on its way")
    ARRIVED = "arrived", _("arrived")
    GIVEN_UP = "given_up", _("given up")
    WITHHELD = "withheld", _("not sent: switched off")


class Problem(models.TextChoices):
    """Why an attempt failed."""

    STATUS = "status", _("it was refused")
    MOVED = "moved", _("it leads to another address, which is not followed")
    LATE = "late", _("no answer within ten seconds")
    UNREACHABLE = "unreachable", _("it cannot be reached")
    CERTIFICATE = "certificate", _("its certificate cannot be trusted")
    UNKNOWN = "unknown", _("nobody knows the host")
    PRIVATE = "private", _("the host lies in a network of your own that is not allowed")
    NEVER = "never", _("nothing is ever sent to such a host")
    ADDRESS = "address", _("the address is not one that may be used")
    KEY = "key", _("the key of this server has changed since the secret was made: rotate the secret")
    STOPPED = "stopped", _("the server was stopped in the middle each time")
    OLD = "old", _("it waited longer than five days")


class Delivery(models.Model):
    """One event on its way to one address.

    is_test: sent once and never again.  attempts: since it was wanted last, at wanted_at.  status, answer, problem,
    detail: of the last attempt, by HTTP, the beginning of what was answered, and what was wrong.  tries: the last
    attempts, each {"at", "status", "problem", "took_ms"}.  next_at: of the next attempt, or until when a worker has it
    in hand.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    is_test = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    tries = models.JSONField(default=list)
    wanted_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(null=True, default=timezone.now)
    tried_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"]), models.Index(fields=["endpoint", "-id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="one_delivery_of_an_event_and_an_endpoint")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.endpoint_id}"


class Announced(models.Model):
    """What was told once and is not told again, such as a run or a lost deal that can be won back."""

    type = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["type", "key"], name="announced_once")]

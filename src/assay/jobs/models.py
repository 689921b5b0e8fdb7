"""Jobs, the workers that do them, and when what is done again and again is due."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a job has come."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNFINISHED = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """One piece of long work.

    key: among unfinished jobs there is one of a key, so that a double click makes one.  done, total, stage: how far the
    work is; total is 0 where that cannot be told.  is_sealed: what was done is being kept, too late to cancel.
    delays: how often it had to wait for other work.  lease_until: when another worker may take it up, unless renewed.
    """

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    stage = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    asked_by = models.BigIntegerField(null=True)  # no foreign key: a job outlives its user
    asked_by_name = models.CharField(max_length=254, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    delays = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.DateTimeField(null=True)
    is_sealed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["asked_by", "id"]),
            models.Index(fields=["kind", "id"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=("queued", "running")) & ~Q(key=""),
                name="one_unfinished_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will be done for it."""
        return self.state not in UNFINISHED

    @property
    def can_cancel(self) -> bool:
        """Whether asking it to stop still leaves all as it was."""
        return not self.is_finished and not self.is_sealed and self.cancel_asked is None


class Worker(models.Model):
    """A worker at work, as it last said. is_quick: it takes quick kinds alone."""

    name = models.CharField(max_length=120, unique=True)
    is_quick = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Turn(models.Model):
    """When something that is done again and again is due: the worker that moves it on does it."""

    name = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

"""Debriefs announced to buyers of open deals (A3)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from assay.web.debriefs.models.words import Channel
from assay.web.people.models import User


class Announcement(models.Model):
    """The buyer of a deal was told that a debrief follows, whatever the outcome. One a deal; the first one counts."""

    deal_id = models.BigIntegerField(unique=True)
    deal_name = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    announced_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=Channel)
    person_id = models.BigIntegerField(null=True)
    said_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    recorded_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-announced_at"]

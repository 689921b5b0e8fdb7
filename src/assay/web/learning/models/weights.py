"""What each deal that was heard counts for, so that those heard stand for all that ended."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class HeardWeights(models.Model):
    """Of one run: deal -> weight, mean 1. effective: how many equally weighted deals would tell as much (Kish)."""

    run_id = models.CharField(max_length=80, unique=True)
    as_of = models.DateTimeField()
    days = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    heard = models.PositiveIntegerField()
    effective = models.FloatField()
    weights = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-as_of", "-id"]

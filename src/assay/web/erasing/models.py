"""Erasures: asked for, and when done a receipt that tells all but the person."""

import hashlib
import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """One erasure. told: whom, as long as the work lasts; nothing afterwards, so that a stop on the way loses nobody.

    side: on whose side the person was: person, seller or user.  reference: of the letter that asked for it, as the
    administrator calls it.  counts: what -> how many.  seal: the hash of the receipt and of the one before it.
    """

    side = models.CharField(max_length=8)
    told = models.JSONField(default=dict)
    reference = models.CharField(max_length=120, blank=True)
    counts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=254, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"

    def make_seal(self) -> str:
        """The SHA-256 of what the receipt says and of the receipt before it: none can be changed or left out unseen.

        Who asked for it is told by number, so that the receipt holds when that person goes too.
        """
        before = Erasure.objects.filter(pk__lt=self.pk).exclude(seal="").values_list("seal", flat=True).first() or ""
        told = {
            "number": self.pk,
            "side": self.side,
            "reference": self.reference,
            "counts": self.counts,
            "asked_by": self.asked_by_id,
            "made_at": int(self.made_at.timestamp()),
            "done_at": int(self.done_at.timestamp()) if self.done_at else 0,
            "before": before,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

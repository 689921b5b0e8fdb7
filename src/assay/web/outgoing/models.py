"""Texts on their way out, and what came of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a text is."""

    PREPARING = "preparing", _("being prepared")
    WAITING = "waiting", _("to be looked at")
    APPROVED = "approved", _("approved")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("not to be sent")
    FAILED = "failed", _("failed")


class Outgoing(models.Model):
    """One text about one deal.

    text: what leaves, to the letter.  digest: of it; an approval holds for the text of `approved_digest` alone.
    content: the passages as they were, until the text is sent or refused.  also, shown: words that a person wants
    hidden, or left as they are.  compared: the language model's codes beside ours.
    """

    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING, db_index=True)
    version = models.PositiveIntegerField(default=1)
    host = models.CharField(max_length=300, blank=True)
    model = models.CharField(max_length=200, blank=True)
    is_redacted = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = models.JSONField(default=dict)
    also = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    made_by = models.CharField(max_length=254, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    approved_digest = models.CharField(max_length=64, blank=True)
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    way = models.CharField(max_length=20, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    money = models.FloatField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    compared = models.JSONField(default=list)
    remarks = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.deal_name or str(self.deal_id)

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide."""
        return self.state == State.WAITING

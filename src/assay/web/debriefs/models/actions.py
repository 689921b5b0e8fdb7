"""What is to be done: tasks that the application sets, and actions that a review gave somebody (T10)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.debriefs import Debrief
from assay.web.people.models import User


class Task(models.Model):
    """One thing to do about one deal.

    kind: announce, accept, ask, schedule, hold, close, letter, self_analysis, peer_view, investigation, audit, action,
    keep_in_touch ...  key: makes it once.  seller_id: the seller whose deal it is, where `owner` is nobody yet.
    address: where it is done.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24)
    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300)
    seller_id = models.BigIntegerField(null=True, db_index=True)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="debrief_tasks")
    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, null=True, related_name="tasks")
    text = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200, blank=True)
    due = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        indexes: ClassVar = [models.Index(fields=["owner", "due"])]


class Action(models.Model):
    """What somebody of ours does so that the reason does not come back.

    area: product, relationship, process, other.  changes: what is to change, stated when it is done.  figure: the
    signal or driver whose figure is looked at again; then and now: {"value", "low", "high", "n", "at"}.
    """

    class Area(models.TextChoices):
        """What it changes."""

        PRODUCT = "product", _("a module of the product")
        RELATIONSHIP = "relationship", _("a relationship with somebody who decides")
        PROCESS = "process", _("how we work")
        OTHER = "other", _("something else")

    debrief = models.ForeignKey(Debrief, on_delete=models.SET_NULL, null=True, related_name="actions")
    deal_id = models.BigIntegerField(null=True, db_index=True)
    deal_name = models.CharField(max_length=300, blank=True)
    what = models.CharField(_("what"), max_length=500)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="debrief_actions", verbose_name=_("who"))
    due = models.DateField(_("until"))
    driver = models.CharField(_("reason"), max_length=80, blank=True)
    area = models.CharField(_("what it changes"), max_length=16, choices=Area)
    detail = models.CharField(_("which one"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    changes = models.CharField(_("what is to change"), max_length=500, blank=True)
    figure = models.CharField(max_length=80, blank=True)
    figure_then = models.JSONField(null=True)
    look_again_after = models.PositiveIntegerField(null=True)
    figure_now = models.JSONField(null=True)
    looked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due", "id"]

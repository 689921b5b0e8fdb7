"""What people say of a verdict: that it is so, or what it was instead; and whom that was told."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class Act(models.TextChoices):
    """What was done with a verdict."""

    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")
    TAKEN_BACK = "taken_back", _("taken back")


class ConfirmedVerdict(models.Model):
    """What one person knows of why a deal ended as it did, beside the verdict, which stays as it is.

    drivers: [{"driver": code, "is_main": bool}].  computed: the drivers that weighed most by the verdict then.
    owner_id: the seller who owns the deal, then.  told_version: of which version the owners of open deals were told.
    """

    deal_id = models.BigIntegerField(unique=True)
    deal_name = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=12, choices=Act)
    drivers = models.JSONField(default=list)
    computed = models.JSONField(default=list)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    told_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return self.deal_name

    @property
    def is_standing(self) -> bool:
        """Whether it holds, and was not taken back."""
        return self.act != Act.TAKEN_BACK

    @property
    def mains(self) -> list[str]:
        """The drivers that were the main reasons."""
        return [one["driver"] for one in self.drivers if one["is_main"]]


class PastVersion(models.Model):
    """One version of it, kept, so that what was known on an earlier day can be told."""

    verdict = models.ForeignKey(ConfirmedVerdict, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act)
    drivers = models.JSONField(default=list)
    note = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["verdict", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["verdict", "version"], name="one_row_of_a_version")]


class Notice(models.Model):
    """Tells the owner of an open deal that it is in the situation of a loss that was understood.

    kind: like_loss.  text: the reasons, never the name of the loss.  probability: that one of them is at work there.
    driver: the weightiest at work there.  mailed_at: it went out by mail.  withdrawn_at: it holds no longer.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, default="like_loss")
    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300)
    loss_id = models.BigIntegerField(db_index=True)
    driver = models.CharField(max_length=80)
    probability = models.FloatField()
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-probability", "id"]
        indexes: ClassVar = [models.Index(fields=["user", "seen_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "deal_id", "loss_id"], name="one_notice_of_a_deal_and_a_loss")
        ]

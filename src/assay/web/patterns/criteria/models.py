"""What people keep of criteria: rules of their own, every version of them, and decisions against the rules."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class Direction(models.TextChoices):
    """What a rule speaks for."""

    DECLINE = "decline", _("decline")
    PURSUE = "pursue", _("pursue")


class SavedRule(models.Model):
    """A rule that a person keeps: of their own, or in place of one that was learnt.

    learnt_key: the learnt rule that it stands in place of; empty for one of their own.  conditions: as in the table
    criterion.  figures: how it did on later deals when it was saved.
    """

    learnt_key = models.CharField(max_length=16, blank=True, db_index=True)
    conditions = models.TextField()
    direction = models.CharField(_("speaks for"), max_length=8, choices=Direction)
    is_in_force = models.BooleanField(default=True)
    figures = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    @property
    def address_name(self) -> str:
        """As its address names it."""
        return f"own-{self.pk}"


class RuleVersion(models.Model):
    """The rule as it stood from a moment on, by whom, and why."""

    rule = models.ForeignKey(SavedRule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    conditions = models.TextField()
    direction = models.CharField(max_length=8)
    is_in_force = models.BooleanField(default=True)
    figures = models.JSONField(null=True)
    why = models.CharField(_("why"), max_length=500)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=254)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "number"], name="one_version_of_a_rule")]


class TriedRule(models.Model):
    """A rule that somebody tried on the later deals of a run: who tries many must allow for all of them."""

    run_id = models.CharField(max_length=80)
    key = models.CharField(max_length=16)
    p = models.FloatField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run_id", "key"], name="one_trial_of_a_rule")]


class Override(models.Model):
    """A person decides against the rules about one deal, and says why. rules: those that it goes against, in words."""

    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True)
    choice = models.CharField(max_length=8, choices=Direction)
    why = models.CharField(_("why"), max_length=500)
    rules = models.JSONField(default=list)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=254)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal_id"], condition=models.Q(withdrawn_at=None), name="one_standing_override_of_a_deal"
            )
        ]

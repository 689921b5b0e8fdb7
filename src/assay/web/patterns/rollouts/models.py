"""Roll-outs as they were written down, the days of their teams, and why one was stopped."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.domain.errors import InputError
from assay.patterns.practices.rolling import Plan, hash_plan, read_plan
from assay.web.people.models import Team, User


class Practice(models.TextChoices):
    """What teams begin with, as in the table practice."""

    ANNOUNCE = "announce", _("announcing the debrief early")
    GUIDE = "guide", _("debriefs with a guide")
    DEBRIEF = "debrief", _("debriefs")
    SELF_ANALYSIS = "self_analysis", _("analysing one's own loss")


class RollOut(models.Model):
    """One plan, written down before its first day and never changed. plan: its text.  digest: SHA-256 of the text.

    first_day, last_day and known_on stand in the plan too; here they are for queries.
    """

    practice = models.CharField(_("practice"), max_length=16, choices=Practice)
    plan = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    first_day = models.DateField()
    last_day = models.DateField()
    known_on = models.DateField()
    who = models.CharField(max_length=254)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the row. Raises InputError for one that is there already."""
        if self.pk:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises InputError: a plan that was written down stays."""
        _refuse()

    @property
    def planned(self) -> Plan:
        """What was written down."""
        return read_plan(self.plan, {part.team_number: part.name for part in self.parts.all()})

    @property
    def is_as_written(self) -> bool:
        """Whether the text is still the one that was hashed."""
        return hash_plan(self.plan) == self.digest


def _refuse() -> NoReturn:
    raise InputError("A roll-out that is written down cannot be changed.", fix="Stop it, and write down another one.")


class RollOutTeam(models.Model):
    """A team that takes part, as it was called then, and the day on which it begins. The team may be removed later."""

    roll_out = models.ForeignKey(RollOut, on_delete=models.CASCADE, related_name="parts")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    team_number = models.BigIntegerField()
    name = models.CharField(max_length=120)
    begins_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["begins_on", "id"]


class RollOutStop(models.Model):
    """That a roll-out was stopped before its end, by whom, and why."""

    roll_out = models.OneToOneField(RollOut, on_delete=models.CASCADE, related_name="stop")
    why = models.CharField(_("why"), max_length=500)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=254)
    at = models.DateTimeField(default=timezone.now)

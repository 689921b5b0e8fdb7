"""Review meetings of teams."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import Team, User


class Rhythm(models.TextChoices):
    """How often a team meets."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")


class Series(models.Model):
    """The recurring meeting of one team. stopped_at: no further one is planned."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="review_series")
    rhythm = models.CharField(_("how often"), max_length=12, choices=Rhythm, default=Rhythm.FORTNIGHTLY)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class Meeting(models.Model):
    """One meeting.

    since: what became known after it is new.  agenda: as it stood when the meeting began, None before.  minutes: as
    they stand, of the version that `minutes_version` numbers.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField()
    planned_on = models.DateField(_("day"))
    since = models.DateTimeField()
    agenda = models.JSONField(null=True)
    begun_at = models.DateTimeField(null=True)
    begun_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)
    minutes_version = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "number"], name="one_meeting_of_a_number")]


class MinutesVersion(models.Model):
    """The minutes as they stood from a moment on; is_aside: typed on a page that was old by then, and not in force."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes_versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    who = models.CharField(max_length=254)
    at = models.DateTimeField(default=timezone.now)
    is_aside = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_version_of_minutes_of_a_number")
        ]

"""What each person wants by mail, and the secret address of the person's calendar."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class DigestChoice(models.Model):
    """One person's choice.

    weekday: 0 is Monday.  notices: whether deals like a confirmed loss are told by mail.  chosen_at: since when the
    rhythm holds.  sent_on: the day, by the person's clock, up to which digests are done with.  told_at: when notices
    went out last.
    """

    class Rhythm(models.TextChoices):
        """How often."""

        NONE = "none", _("never")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("once a week")

    class Weekday(models.IntegerChoices):
        """On which day of the week."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest_choice")
    rhythm = models.CharField(_("Digest by mail"), max_length=8, choices=Rhythm, default=Rhythm.NONE)
    weekday = models.PositiveSmallIntegerField(_("if once a week, on"), choices=Weekday, default=Weekday.MONDAY)
    notices = models.BooleanField(_("tell me by mail of deals of mine like a loss that was understood"), default=True)
    chosen_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class CalendarFeed(models.Model):
    """The secret address of one person's calendar, of which only a hash is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    private_titles = models.BooleanField(_("private titles: no names of deals in the calendar"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

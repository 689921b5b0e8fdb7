"""What an investigation has besides answers: votes on moments, pinned passages, and who agrees with a finding (T7)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.answers import Answer
from assay.web.debriefs.models.debriefs import Debrief
from assay.web.people.models import User


class MomentVote(models.Model):
    """What one person says of one moment of the deal. key: table and row of the record.  is_turn: it turned here."""

    class Way(models.TextChoices):
        """How it went on from there."""

        BETTER = "better", _("it helped")
        SAME = "same", _("no change")
        WORSE = "worse", _("it hurt")

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    is_turn = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["debrief", "user", "key"], name="one_vote_of_each_on_a_moment"),
            models.UniqueConstraint(
                fields=["debrief", "user"], condition=models.Q(is_turn=True), name="one_turn_of_each"
            ),
        ]


class Pin(models.Model):
    """A passage of a transcript that somebody holds up, with a note. The words stay in the record alone."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="pins")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    utterance_id = models.BigIntegerField()
    note = models.CharField(_("note"), max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["debrief", "author", "utterance_id"], name="one_pin_of_each_on_a_passage")
        ]


class Stance(models.Model):
    """Whether one of those who took part agrees with a finding; who does not says why, and that is kept beside it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="stances")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    why = models.CharField(_("how do you see it?"), max_length=1000, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "author"], name="one_stance_of_each")]

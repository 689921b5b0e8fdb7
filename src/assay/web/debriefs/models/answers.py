"""What people answered: statements, requirements, the buying process, and the drivers tagged in answers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.debriefs import Debrief
from assay.web.debriefs.models.recorded import Recorded
from assay.web.debriefs.models.words import CircleWord
from assay.web.people.models import User


class Side(models.TextChoices):
    """Whose words they are, as in the record's statement."""

    REP = "rep", _("the rep")
    BUYER = "buyer", _("the buyer")
    PEER = "peer", _("a colleague")
    MANAGER = "manager", _("a manager")
    AUDITOR = "auditor", _("an auditor")


class Origin(models.TextChoices):
    """Where something was said, as in the record's statement."""

    DEBRIEF = "debrief", _("in the debrief")
    BUYER_FORM = "buyer_form", _("on the buyer's own page")
    LETTER_REPLY = "letter_reply", _("in answer to a letter")
    SELF_ANALYSIS = "self_analysis", _("in the own analysis")
    PEER_VIEW = "peer_view", _("as a colleague")
    INVESTIGATION = "investigation", _("in the investigation")
    AUDIT = "audit", _("in an audit")


class Answer(Recorded):
    """One answer to one question by one person.

    key: the question's name, unique in a debrief for each who answers.  expected: what the rep wrote beforehand that
    the answer would be.  quotes: places [start, end) of `text` that are the speaker's own words.  speaker_id: person or
    seller of the record.  author: who typed it; None for a buyer on the own page.  said_at: when it was said.
    choice: what was chosen beside the words, such as {"unknown": true} for the honest "I do not know".
    """

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    who = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=500)
    text = models.TextField(blank=True, max_length=20_000)
    expected = models.TextField(blank=True, max_length=5_000)
    probes = models.JSONField(default=list)
    quotes = models.JSONField(default=list)
    choice = models.JSONField(default=dict)
    side = models.CharField(max_length=12, choices=Side)
    origin = models.CharField(max_length=16, choices=Origin)
    speaker_id = models.BigIntegerField(null=True, db_index=True)
    speaker_name = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="debrief_answers")
    circle = models.CharField(max_length=16, choices=CircleWord, default=CircleWord.PRIVATE)
    said_at = models.DateTimeField(null=True)

    class Meta(Recorded.Meta):
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["debrief", "key", "who"], name="one_answer_of_each_to_a_question")
        ]

    def __str__(self) -> str:
        return self.question


class DriverTag(models.Model):
    """A driver that somebody heard in an answer. about: None for us, else a competitor of the record."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="tags")
    driver = models.CharField(max_length=80)
    theme = models.CharField(max_length=40, blank=True)
    about = models.BigIntegerField(null=True)
    polarity = models.CharField(max_length=12, blank=True)
    span = models.CharField(max_length=500, blank=True)
    tagged_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "driver", "about"], name="one_tag_of_a_driver"),
            # a NULL differs from every other in a constraint
            models.UniqueConstraint(
                fields=["answer", "driver"], condition=models.Q(about=None), name="one_tag_of_a_driver_about_us"
            ),
        ]


class Requirement(Recorded):
    """Something required (G1). ours: we thought so.  theirs: the buyer says so.  met: by what we offered."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="requirements")
    what = models.CharField(_("what"), max_length=500)
    ours = models.BooleanField(null=True)
    theirs = models.BooleanField(null=True)
    met = models.BooleanField(null=True)
    answer = models.ForeignKey(Answer, on_delete=models.SET_NULL, null=True, related_name="requirements")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    circle = models.CharField(max_length=16, choices=CircleWord, default=CircleWord.PRIVATE)

    class Meta(Recorded.Meta):
        pass

    def __str__(self) -> str:
        return self.what


class BuyingProcess(Recorded):
    """How an account gathers information and decides, as the buyer tells it (M1)."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="buying_processes")
    account_id = models.BigIntegerField(db_index=True)
    how = models.TextField(max_length=10_000)
    who_decides = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Answer, on_delete=models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    circle = models.CharField(max_length=16, choices=CircleWord, default=CircleWord.TEAM)

    class Meta(Recorded.Meta):
        pass

"""Guides: the questions to choose from, each state of them kept, and those chosen for one debrief."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.debriefs import Debrief
from assay.web.people.models import User


class QuestionTemplate(models.Model):
    """One question that guides are made of, as asking/guide/templates.py tells it.

    shipped: the version of the product's file that it came with, 0 for one of the company's own.  is_own: a manager has
    changed it, and a newer file leaves it alone.  version: of its newest state.
    """

    key = models.CharField(max_length=80, unique=True)
    on = models.JSONField(default=list)
    part = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(_("place"), default=50)
    is_core = models.BooleanField(_("in every guide"), default=False)
    yields = models.PositiveSmallIntegerField(default=0)
    texts = models.JSONField(default=dict)
    whys = models.JSONField(default=dict)
    shipped = models.PositiveIntegerField(default=0)
    is_own = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return str(self.texts.get("en", self.key))

    @property
    def text(self) -> str:
        """The question in the language of whoever reads, in English where it is not written in that one."""
        return str(self.texts.get((get_language() or "en")[:2]) or self)

    @property
    def why(self) -> str:
        """What it is asked for, in a language as `text`."""
        return str(self.whys.get((get_language() or "en")[:2]) or self.whys.get("en", ""))


class TemplateState(models.Model):
    """A question as it stood from a moment on. Rows are added and never changed."""

    template = models.ForeignKey(QuestionTemplate, on_delete=models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    act = models.CharField(max_length=16)  # shipped, added, changed, moved, retired, brought_back
    who = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "number"], name="one_state_of_a_template_of_a_number")
        ]


class Guide(models.Model):
    """The guide of one debrief. version: raised with every change, so that two windows never undo each other."""

    debrief = models.OneToOneField(Debrief, on_delete=models.CASCADE, related_name="own_guide")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")


class ChosenQuestion(models.Model):
    """One question of a guide.

    key: its name in the debrief; answers carry it.  source: template, finding, unknown, own.  text: as it is asked.
    texts, whys: the same by language as it was taken over; none where its words are somebody's own.  grounds: what in
    the record proposed it, in English; for us alone.  removed_at: taken out; what was answered to it stays.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=16)
    text = models.CharField(max_length=500)
    why = models.CharField(max_length=500, blank=True)
    grounds = models.CharField(max_length=500, blank=True)
    texts = models.JSONField(default=dict)
    whys = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guide", "key"], name="one_question_of_a_key_in_a_guide")
        ]

    def __str__(self) -> str:
        return self.text

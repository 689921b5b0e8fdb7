"""Any text that somebody types: kept as it is typed, each state of it a version that is never changed."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from assay.web.debriefs.models.debriefs import Debrief
from assay.web.people.models import User


class Draft(models.Model):
    """One field of one author.

    field: what it is, such as "introduction", "letter", "answer why_so".  author: who types, None for a buyer on the
    own page, whom `person_id` names.  text: as it is now.  version: of the newest of its versions.
    """

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, null=True, related_name="drafts")
    deal_id = models.BigIntegerField(null=True, db_index=True)
    field = models.CharField(max_length=120)
    author = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="debrief_drafts")
    person_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=240, unique=True)
    text = models.TextField(blank=True, max_length=20_000)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.field


class DraftVersion(models.Model):
    """The text of a draft as it stood from a moment on. Rows are added; erasing a person empties their text."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    who = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField(default=timezone.now)
    is_aside = models.BooleanField(default=False)  # typed on a page that was old by then: kept, and not in force

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="one_version_of_a_number")]

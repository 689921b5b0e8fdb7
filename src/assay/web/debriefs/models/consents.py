"""What buyers agreed to, in the very words that they were shown."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from assay.web.debriefs.models.debriefs import AskedPerson, Debrief
from assay.web.debriefs.models.words import CircleWord


class ConsentText(models.Model):
    """A text of the promise and the consent asked for. A changed text is a new version; none is ever edited."""

    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-version", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language"], name="one_consent_text_of_a_version")
        ]


class Consent(models.Model):
    """One answer to it. how: orally, on the page, in writing.  A later one counts; none is overwritten."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(AskedPerson, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, null=True)
    circle = models.CharField(max_length=16, choices=CircleWord)
    is_given = models.BooleanField()
    how = models.CharField(max_length=16)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

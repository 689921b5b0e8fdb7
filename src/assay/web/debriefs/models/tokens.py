"""Links that open one debrief to one buyer: only a hash is kept, so that who reads the database can open none."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from assay.web.debriefs.models.debriefs import AskedPerson, Debrief
from assay.web.people.models import User


class Token(models.Model):
    """One link. purpose: "answers" for the buyer's own page, "reply" for choosing a time or saying no.

    language: in which the buyer reads the page.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="tokens")
    person = models.ForeignKey(AskedPerson, on_delete=models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=16, default="answers")
    language = models.CharField(max_length=8, default="en")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    @property
    def is_standing(self) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and self.expires_at > timezone.now()

"""Tokens by which a machine acts for a person, with no more than that person's rights."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class AccessToken(models.Model):
    """One token. The token itself is shown once; what is kept is its hash. begins: its first letters, to know it by."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)
    can_write = models.BooleanField(_("may also make plays and record calls"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(_("until"))
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    @property
    def is_standing(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class KeptAnswer(models.Model):
    """What was answered to a request with an Idempotency-Key. status: 0 until it is answered.

    digest: of what was sent.  body: as it was sent back; it is gone after a day.
    """

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    kind = models.CharField(max_length=100, blank=True)
    etag = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_of_a_key")]

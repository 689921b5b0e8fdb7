"""The team's own wording of scripts, with every state that it ever had."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from assay.rescue.saying.scripts import Script, read_script


class Wording(models.Model):
    """What is said about one driver in one language, in the team's own words.

    is_own: false where the team went back to Assay's own, which is said then.  version: 0 before anything was kept.
    """

    driver = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    opener = models.TextField(blank=True)
    question = models.TextField(blank=True)
    prompts = models.TextField(blank=True)
    adviser_script = models.TextField(blank=True)
    is_own = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["driver", "language"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["driver", "language"], name="one_wording_of_a_driver")]

    def __str__(self) -> str:
        return f"{self.driver} ({self.language})"

    @property
    def script(self) -> Script:
        """The four parts; prompts one a line."""
        return read_script({part: getattr(self, part) for part in ("opener", "question", "prompts", "adviser_script")})


class WordingState(models.Model):
    """One state of a wording. act: changed, restored, or went_back to Assay's own, whose texts then stand here."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    opener = models.TextField(blank=True)
    question = models.TextField(blank=True)
    prompts = models.TextField(blank=True)
    adviser_script = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["wording", "number"], name="one_state_of_a_wording")]

    @property
    def texts(self) -> dict[str, str]:
        """The four parts by name."""
        return {part: getattr(self, part) for part in ("opener", "question", "prompts", "adviser_script")}

"""The team's own material against concerns, with every earlier version of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """In which language material is written."""

    ANY = "", _("any, or none")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    OTHER = "other", _("another")


class Material(models.Model):
    """Something of the team's own that can be offered against a concern.

    drivers: codes of those that it speaks to.  added_by: None once that account is gone.  archived_at: it is offered no
    longer and can be brought back.
    """

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.URLField(max_length=1000, blank=True)
    drivers = models.JSONField(default=list)
    language = models.CharField(max_length=8, choices=Language, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, db_index=True)
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class MaterialVersion(models.Model):
    """What stood in it at one version, and who wrote that."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.URLField(max_length=1000, blank=True)
    drivers = models.JSONField(default=list)
    language = models.CharField(max_length=8, choices=Language, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["material", "version"], name="one_material_version")]

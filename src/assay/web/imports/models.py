"""Imports that are being prepared, the files of each, what was imported by whom, and what is read again and again."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where files come from."""

    FILES = "files", _("files of mine")
    FOLDER = "folder", _("a folder on the server")
    ADDRESS = "address", _("an address")


class Often(models.TextChoices):
    """How often something is read again."""

    NEVER = "", _("not again")
    HOUR = "hour", _("every hour")
    DAY = "day", _("every day")
    WEEK = "week", _("every week")


class ImportDraft(models.Model):
    """An import while it is being prepared: its owner's alone, and of no effect until the end.

    found: what looking at the files told (sources.looking.Looked).  chosen: for each file by name, what was decided.
    classes: stage -> class.  rehearsal: what the dry run told, and `rehearsed` of which choices.  version: of the
    choices, so that a page that is behind them is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_drafts")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FILES)
    place = models.CharField(max_length=1000, blank=True)
    every = models.CharField(max_length=8, choices=Often, blank=True, default=Often.NEVER)
    instance = models.CharField(max_length=80, default="main")
    found = models.JSONField(null=True)
    chosen = models.JSONField(default=dict)
    classes = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, blank=True)
    rehearsal = models.JSONField(null=True)
    rehearsed = models.CharField(max_length=64, blank=True)
    look_job = models.BigIntegerField(null=True)
    rehearsal_job = models.BigIntegerField(null=True)
    import_job = models.BigIntegerField(null=True)
    is_imported = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.pk)


class DraftFile(models.Model):
    """One file that was uploaded: it lies below the draft's folder, in a folder of its number, under `name`."""

    draft = models.ForeignKey(ImportDraft, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_file_of_a_number"),
            models.UniqueConstraint(fields=["draft", "sha256"], name="the_same_file_once"),
        ]


class Feed(models.Model):
    """A folder or an address that is read again and again. text: what the last time brought."""

    origin = models.CharField(max_length=8, choices=Origin)
    place = models.CharField(max_length=1000)
    every = models.CharField(max_length=8, choices=Often)
    instance = models.CharField(max_length=80, default="main")
    date_order = models.CharField(max_length=3, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    is_paused = models.BooleanField(default=False)
    next_at = models.DateTimeField()
    last_job = models.BigIntegerField(null=True)
    last_at = models.DateTimeField(null=True)
    text = models.CharField(max_length=500, blank=True)
    problem = models.TextField(blank=True)
    advice = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.place


class ImportEntry(models.Model):
    """One import that changed the record. base: the record's version before it; import_run: its number there.

    made_at: when the record says that it was made, in epoch seconds; with import_run it names the import.
    """

    who = models.CharField(max_length=254)
    user_id_then = models.BigIntegerField(null=True)
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True)
    files = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)
    job_id = models.BigIntegerField(null=True)
    base = models.BigIntegerField()
    import_run = models.BigIntegerField(null=True)
    made_at = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

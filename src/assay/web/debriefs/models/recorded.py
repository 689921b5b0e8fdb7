"""What goes into the record once it is finished."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """Finished rows go into the record, and again whenever they were changed after that.

    version: raised with every change.  finished_at: it may be recorded.  recorded_version: the version that the record
    holds, 0 for none.  removed_at: taken back; the record then holds a mark.  erased_at: the text is gone everywhere.
    """

    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    recorded_version = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]

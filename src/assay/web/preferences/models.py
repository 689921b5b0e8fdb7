"""What an administrator has set, where it differs from what Assay does by itself."""

from django.db import models
from django.utils import timezone


class Preference(models.Model):
    """One setting, by its name in `store`."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return self.name

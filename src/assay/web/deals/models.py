"""Lists of deals that somebody keeps under a name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User


class SavedView(models.Model):
    """A list to be seen again: what it is narrowed to, and its order. Which deals it shows depends on who looks."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=4000, blank=True)
    is_shared = models.BooleanField(_("shared with my team"), default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name

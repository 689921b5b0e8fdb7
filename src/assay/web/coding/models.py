"""What people said of passages: every code that was ever given, the newest of each person in force."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Queue(models.TextChoices):
    """Where a person met a passage."""

    UNSURE = "unsure", _("the model was unsure")
    SAMPLE = "sample", _("random sample")
    SPLIT = "split", _("coded before a split")
    FILE = "file", _("in a loss file")


class PassageCode(models.Model):
    """One code that one person gave to one passage.

    passage: the place as one word (reports.coding.passage.Place.key).  whole: characters of the text that it stands in.
    model_*: what the model had said then; model_driver is empty where it abstained.  is_blind: the person saw neither
    the model's choices nor what others said.  replaced_at: the same person said something else later.  is_withdrawn:
    the person took the code back and said nothing else.
    """

    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="passage_codes")
    passage = models.CharField(max_length=100, db_index=True)
    deal_id = models.BigIntegerField(db_index=True)
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    whole = models.BigIntegerField()
    side = models.CharField(max_length=16)
    origin = models.CharField(max_length=20)
    occurred_at = models.BigIntegerField(null=True)
    known_at = models.BigIntegerField()
    quote = models.TextField()
    driver = models.CharField(max_length=64)
    theme = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=16)
    competitor_id = models.BigIntegerField(null=True)
    polarity = models.CharField(max_length=16)
    taxonomy = models.CharField(max_length=40)
    model_driver = models.CharField(max_length=64, blank=True)
    model_choices = models.JSONField(default=list)
    model = models.CharField(max_length=200, blank=True)
    queue = models.CharField(max_length=8, choices=Queue)
    is_blind = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    written_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["coder", "passage"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["coder", "passage"],
                condition=models.Q(replaced_at=None),
                name="one_code_in_force_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.passage}: {self.driver}"

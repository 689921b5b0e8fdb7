"""After a loss: when the buyer hears from us again, and with what (T11)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models import Task
from assay.web.people.models import User


class Plan(models.Model):
    """One plan a deal, made from the buyer's yes. What the buyer told of the contract and of the budget is typed."""

    deal_id = models.BigIntegerField(unique=True)
    deal_name = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    contract_ends = models.DateField(_("their contract with the vendor they chose ends on"), null=True, blank=True)
    budget_month = models.PositiveSmallIntegerField(
        _("month in which they make their budget"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class Moment(models.Model):
    """One time at which we write or call, with something of value and nothing to sell."""

    class Kind(models.TextChoices):
        """Why then."""

        LEARNED = "learned", _("to say what we changed")
        CONTRACT = "contract", _("before their contract ends")
        BUDGET = "budget", _("before they make their budget")
        NEWS = "news", _("news at their company")
        OWN = "own", _("a day of your own")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="moments")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    due = models.DateField(_("day"))
    about = models.CharField(_("what for"), max_length=300, blank=True)
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_text = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "key"], name="one_moment_of_a_key")]

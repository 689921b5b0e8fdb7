"""Audits: the draws, the losses drawn, who audits them, who refused, and what was judged (H1)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models import Debrief
from assay.web.people.models import User


class AuditDraw(models.Model):
    """One draw among the losses of a quarter that no draw had held before.

    frame: the ids of these losses, digest: of them; seed: with both anybody can draw again and finds the same.
    size: how many were drawn.  twice: how many of these two people audit.
    """

    quarter = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField(default=1)
    seed = models.CharField(max_length=64)
    frame = models.JSONField()
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    twice = models.PositiveIntegerField()
    run_id = models.CharField(max_length=80)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-quarter", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quarter", "number"], name="one_draw_of_a_number")]


class AuditPick(models.Model):
    """One loss that was drawn. probability: of being drawn, then; weight: how many losses it stands for."""

    draw = models.ForeignKey(AuditDraw, on_delete=models.CASCADE, related_name="picks")
    deal_id = models.BigIntegerField(unique=True)
    deal_name = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    place = models.PositiveIntegerField()
    probability = models.FloatField()
    weight = models.FloatField()
    is_double = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["draw", "place"]


class Audit(models.Model):
    """One audit of one loss by one person. could_see: the deal was open to that person by role before.

    rest: what the drivers are that nothing was said of: absent or cannot_tell.  main: the driver that mattered most.
    recorded_version: of the verdicts that the record holds.
    """

    pick = models.ForeignKey(AuditPick, on_delete=models.CASCADE, related_name="audits")
    debrief = models.OneToOneField(Debrief, on_delete=models.CASCADE, related_name="audit")
    number = models.PositiveSmallIntegerField(default=1)
    auditor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="audits")
    could_see = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    rest = models.CharField(max_length=12, blank=True)
    main = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pick", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pick", "number"], name="one_audit_of_a_number")]


class AuditRefusal(models.Model):
    """Somebody who was asked to audit would rather not, and why. Kept, as the draw is."""

    class Why(models.TextChoices):
        """Why."""

        KNOWS = "knows", _("I know this deal or what was said of it")
        CLOSE = "close", _("I am close to somebody who was on it")
        TIME = "time", _("I have no time for it")
        OTHER = "other", _("another reason")

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="refusals")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=254)
    why = models.CharField(_("why"), max_length=12, choices=Why)
    words = models.CharField(_("in your words, if you like"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at"]


class Judgement(models.Model):
    """What an auditor says of one driver, with the rows of the record that show it: [["activity", 12], ...]."""

    class Verdict(models.TextChoices):
        """How far a driver played a part."""

        MATERIAL = "material", _("material")
        PRESENT = "present", _("present")
        ABSENT = "absent", _("absent")
        CANNOT_TELL = "cannot_tell", _("cannot tell")

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="judgements")
    driver = models.CharField(max_length=80)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    typed = models.CharField(max_length=200, blank=True)
    rows = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["audit", "driver"], name="one_judgement_of_a_driver")]

"""Plays, the calls that were made for them, and which deals were suggested or held out."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.recorded import Recorded
from assay.web.people.models import User


class Play(models.Model):
    """One approach to one open deal: whom to call, through whom, what to say, what to offer.

    driver: the reason that is thought to be at work.  probability: of that on the day it was made, None where a person
    chose it.  loss_id: the understood loss that it came of.  through: "person:ID" or "seller:ID", empty for directly.
    offers: [{"kind", "id", "title"}].  forced_why: why a deal that was held out by lot was called all the same.
    answered_at: the buyer was reached, and no next step waits.  outcome: of the deal once it ended, as the record has
    it: won, lost, no_decision, disqualified; else empty.
    """

    class Source(models.TextChoices):
        """Where the thought came from."""

        VERDICT = "verdict", _("the verdict of a loss")
        CONFIRMED = "confirmed", _("a confirmed verdict")
        REASONS = "reasons", _("reasons that somebody chose")
        WORDS = "words", _("a situation told in words")
        RISK = "risk", _("the list of deals at risk")
        WON_BACK = "won_back", _("the watch for losses to win back")

    class Kind(models.TextChoices):
        """What kind of deal is approached."""

        RESCUE = "rescue", _("an open deal")
        WON_BACK = "won_back", _("a lost deal whose reason has passed")

    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300)
    deal_owner_id = models.BigIntegerField(null=True)
    loss_id = models.BigIntegerField(null=True)
    loss_name = models.CharField(max_length=300, blank=True)
    driver = models.CharField(_("reason"), max_length=80)
    probability = models.FloatField(null=True)
    value = models.FloatField(null=True)
    source = models.CharField(max_length=12, choices=Source)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RESCUE)
    lot = models.CharField(max_length=120, blank=True)
    forced_why = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plays", verbose_name=_("who does it"))
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    due = models.DateField(_("until"))
    contact_id = models.BigIntegerField(null=True)
    contact_name = models.CharField(_("whom to call"), max_length=200, blank=True)
    through = models.CharField(max_length=40, blank=True)
    through_name = models.CharField(_("through whom"), max_length=200, blank=True)
    opener = models.TextField(_("how to begin"), blank=True)
    question = models.TextField(_("the one question"), blank=True)
    prompts = models.TextField(_("to keep listening"), blank=True)
    adviser_script = models.TextField(_("for whoever talks in our stead"), blank=True)
    offers = models.JSONField(default=list)
    offer_note = models.TextField(_("what to offer"), blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        indexes: ClassVar = [models.Index(fields=["owner", "due"])]

    @property
    def is_open(self) -> bool:
        """Whether something may still be done: neither given up, nor has its deal ended."""
        return self.dropped_at is None and self.ended_at is None


class PlayCall(Recorded):
    """What came back in one call. said: in the buyer's words; it goes into the record as a statement.

    driver: of another concern.  was_proposed: the coder named it, and nobody has said yet that it is right.
    """

    class Result(models.TextChoices):
        """What came back."""

        SAME = "same_issue", _("the same issue")
        OTHER = "other_concern", _("a different concern")
        NONE = "no_concern", _("no concern")
        NO_ANSWER = "no_answer", _("no answer")
        REFERRAL = "referral", _("a referral to somebody else")

    play = models.ForeignKey(Play, on_delete=models.PROTECT, related_name="calls")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    result = models.CharField(_("what came back"), max_length=16, choices=Result)
    said = models.TextField(_("in their words"), blank=True)
    driver = models.CharField(_("which concern"), max_length=80, blank=True)
    was_proposed = models.BooleanField(default=False)
    speaker_id = models.BigIntegerField(null=True)
    referral = models.CharField(_("to whom, and how to reach them"), max_length=300, blank=True)
    next_step = models.CharField(_("the next step"), max_length=300, blank=True)
    next_due = models.DateField(_("until"), null=True, blank=True)


class Suggestion(models.Model):
    """A deal that was suggested to somebody, or held out by lot: without the latter no list can ever be judged.

    lot: of the question, as in rescue/situation.  day: on which it was first shown.
    """

    lot = models.CharField(max_length=120)
    deal_id = models.BigIntegerField(db_index=True)
    day = models.DateField()
    loss_id = models.BigIntegerField(null=True)
    driver = models.CharField(max_length=80)
    probability = models.FloatField()
    rank = models.PositiveSmallIntegerField()
    held_out = models.BooleanField()
    shown_to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["lot", "deal_id"], name="one_suggestion_of_a_lot")]

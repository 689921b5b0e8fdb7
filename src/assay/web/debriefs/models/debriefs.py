"""Debriefs, the people asked in them, and those of ours who take part."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.asking.states import DUE, State, list_moves
from assay.web.debriefs.models.words import AskerWord, Channel, CircleWord, KindWord, ReplyWord, StateWord
from assay.web.people.models import User


class Opening(models.Model):
    """One look at a run's results for deals that have ended. as_of: of that run; each run is looked at once."""

    run_id = models.CharField(max_length=80, unique=True)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    opened = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-as_of", "-id"]


class Debrief(models.Model):
    """One talk about one ended deal.

    outcome: won, lost, no_decision; "silent" for an open deal whose trail is dead.  owner_id: the seller of the record
    who owns the deal, then.  number: tells several of a kind apart, such as two audits.  asker: who holds it; for a
    buyer's the rep, or a delegate (an introduction first), or somebody from outside by name.  circle: who may read
    what is said, unless a statement says another.  reason: why a manager took it out.
    """

    deal_id = models.BigIntegerField(db_index=True)
    deal_name = models.CharField(max_length=300)
    account_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    outcome = models.CharField(max_length=16)
    ended_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=16, choices=KindWord)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=24, choices=StateWord, default=StateWord.OPENED, db_index=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_how = models.CharField(_("how the buyer was told"), max_length=500, blank=True)

    asker_kind = models.CharField(_("who asks"), max_length=16, choices=AskerWord, default=AskerWord.REP)
    asker = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="debriefs_to_hold")
    asker_name = models.CharField(_("name"), max_length=200, blank=True)
    introduced_at = models.DateTimeField(null=True)

    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, choices=ReplyWord, blank=True)
    answered_at = models.DateTimeField(null=True)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, blank=True)
    scheduled_for = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    held_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    declined_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)

    guide = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    circle = models.CharField(_("who may read it"), max_length=16, choices=CircleWord, default=CircleWord.TEAM)
    version = models.PositiveIntegerField(default=1)
    recorded_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-ended_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["kind", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal_id", "kind", "number"], name="one_debrief_of_a_kind_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.deal_name}"

    @property
    def is_due(self) -> bool:
        """Whether something is still to be done."""
        return self.state in DUE

    @property
    def is_standing(self) -> bool:
        """Whether nobody took it out: it is due, or came to its end."""
        return self.is_due or self.state == State.CLOSED

    @property
    def moves(self) -> tuple[str, ...]:
        """The states that it may come to next."""
        return tuple(list_moves(self.kind, self.outcome, self.state))


class AskedPerson(models.Model):
    """One of the buyer's people who is asked, or was. person_id: in the record.

    figures: why this person: {"inbound": 4, "outbound": 6, "meetings": 2, "last_word_at": 1770000000, ...}.
    comes_back: what this person alone said to "may we come back to you?" (A7), never a default.
    """

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="people")
    person_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=120, blank=True)
    figures = models.JSONField(default=dict)
    chosen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=12, choices=ReplyWord, blank=True)
    answered_at = models.DateTimeField(null=True)
    scheduled_for = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    comes_back = models.BooleanField(null=True)
    comes_back_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["debrief", "person_id"], name="one_place_of_a_person_in_a_debrief")
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """One of ours who takes part: of an investigation, as peer, auditor, or somebody who listens in.

    part: member, leader, peer, auditor, listener.  is_done: said all that this person has to say.
    """

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="participations")
    part = models.CharField(max_length=16, default="member")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=12, choices=ReplyWord, blank=True)
    reminded_at = models.DateTimeField(null=True)
    is_done = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["debrief", "user"], name="one_place_of_a_user_in_a_debrief")
        ]

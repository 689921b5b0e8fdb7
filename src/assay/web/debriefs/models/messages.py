"""What goes to a buyer, the mail that carries it, and what came back."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.answers import Answer
from assay.web.debriefs.models.debriefs import AskedPerson, Debrief
from assay.web.debriefs.models.words import Channel, CircleWord
from assay.web.people.models import User


class MailState(models.TextChoices):
    """UNSURE: the server got it and did not say whether it took it; it is not sent again by itself."""

    WAITING = "waiting", _("on its way")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    UNSURE = "unsure", _("cannot be told whether it was sent")
    DROPPED = "dropped", _("dropped before it was sent")


class Mail(models.Model):
    """One mail to one person. key: makes it once, so that no double click sends it twice.

    text: with places for links, whose secrets are made when it is sent and kept nowhere.  message_id: the same however
    often it is tried.  next_at: when it is tried at the earliest.
    """

    key = models.CharField(max_length=120, unique=True)
    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, null=True, related_name="mails")
    person = models.ForeignKey(AskedPerson, on_delete=models.CASCADE, null=True, related_name="mails")
    message_id = models.CharField(max_length=200, unique=True)
    in_name_of = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    to_address = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    method = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=8, default="en")
    state = models.CharField(max_length=12, choices=MailState, default=MailState.WAITING, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=400, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    advice = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.subject


class BuyerMessage(models.Model):
    """An invitation to the talk, or the letter, to one of the buyer's people: one of a kind each.

    times: the moments offered, ISO with offset, shown by the clock of `zone`.  circle: who reads what is answered.
    uid, sequence: of the calendar file.  way: mail, file, paper; empty as long as it is a draft.  text: as it went.
    """

    class Kind(models.TextChoices):
        """What it is."""

        INVITATION = "invitation", _("invitation")
        LETTER = "letter", _("letter")

    class Way(models.TextChoices):
        """How it went to the buyer."""

        MAIL = "mail", _("by mail from here")
        FILE = "file", _("from your own mail program")
        PAPER = "paper", _("on paper")

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="messages")
    person = models.ForeignKey(AskedPerson, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind)
    address = models.CharField(_("e-mail address"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    channels = models.JSONField(default=list)
    times = models.JSONField(default=list)
    zone = models.CharField(max_length=64, default="UTC")
    circle = models.CharField(_("who reads the answers"), max_length=16, choices=CircleWord, default=CircleWord.TEAM)
    uid = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="messages")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_message_of_a_kind_to_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


class Reply(models.Model):
    """What came back to an invitation or a letter. by: who recorded it, None for the buyer on the own page.

    at: when it came.  time, channel: what the buyer chose or asks for.  named: somebody else to ask.  answer: the
    buyer's own words, on their way into the record.  Rows are added; one recorded by mistake is marked as removed.
    """

    class Kind(models.TextChoices):
        """To an invitation: yes to SOMEONE_ELSE.  To a letter: REPLY to NOTHING."""

        YES = "yes", _("yes, at a time that was offered")
        OTHER_TIME = "other_time", _("yes, at another time")
        IN_WRITING = "in_writing", _("yes, in writing")
        NO = "no", _("no")
        SOMEONE_ELSE = "someone_else", _("somebody else should be asked")
        REPLY = "reply", _("an answer")
        MORE_SENIOR = "more_senior", _("an answer from somebody more senior")
        CALL = "call", _("a call")
        NOTHING = "nothing", _("no answer")

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(AskedPerson, on_delete=models.CASCADE, related_name="replies")
    message = models.ForeignKey(BuyerMessage, on_delete=models.SET_NULL, null=True, related_name="replies")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    by_buyer = models.BooleanField(default=False)
    time = models.DateTimeField(null=True)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    named = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, max_length=5_000)
    answer = models.ForeignKey(Answer, on_delete=models.SET_NULL, null=True, related_name="replies")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]

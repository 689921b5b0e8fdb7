"""Words of debriefs as people choose and read them, kept in the database as the code writes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KindWord(models.TextChoices):
    """With whom; asking/states.py."""

    BUYER = "buyer", _("with the buyer")
    SELF = "self", _("own analysis")
    PEER = "peer", _("a colleague's view")
    INVESTIGATION = "investigation", _("investigation by the team")
    AUDIT = "audit", _("audit")


class StateWord(models.TextChoices):
    """How far; asking/states.py."""

    OPENED = "opened", _("opened")
    ACCEPTED = "accepted", _("loss accepted")
    ASKED = "asked", _("asked")
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    CLOSED = "closed", _("closed")
    DECLINED = "declined_by_manager", _("taken out by a manager")
    WITHDRAWN = "withdrawn", _("withdrawn: the deal is alive")


class ReplyWord(models.TextChoices):
    """What was answered."""

    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    SILENT = "silent", _("no answer")


class Channel(models.TextChoices):
    """How people talk, the better ones first (T3)."""

    IN_PERSON = "in_person", _("in person")
    VIDEO = "video", _("video")
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    PAGE = "page", _("the buyer's own page")
    LETTER = "letter", _("letter")


class CircleWord(models.TextChoices):
    """Who may read it; asking/circles.py."""

    PRIVATE = "private", _("you alone")
    PARTICIPANTS = "participants", _("those who take part")
    TEAM = "team", _("those who take part, the deal's owner and the owner's managers")
    COMPANY = "company", _("everybody who may see this deal")


class AskerWord(models.TextChoices):
    """Who asks the buyer (T2)."""

    REP = "rep", _("the rep")
    DELEGATE = "delegate", _("a delegate")
    THIRD_PARTY = "third_party", _("somebody from outside")

"""The types of events that other programs may be told, and what each is about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: sent by hand alone, to see whether it arrives
PING = "ping"


@dataclass(frozen=True)
class EventType:
    """One type. name: as it is sent.  about: when that is."""

    name: str
    about: "StrOrPromise"


TYPES = (
    EventType("verdict.confirmed", _("somebody said why a deal ended as it did: the verdict is so, or what it was")),
    EventType("verdict.taken_back", _("what was said of a verdict was taken back")),
    EventType("deals.suggested", _("open deals are likely in the situation of a loss whose verdict was confirmed")),
    EventType("play.made", _("somebody takes on a play for an open deal")),
    EventType("play.called", _("the result of a call was recorded")),
    EventType("play.ended", _("the deal of a play has ended, or the play was given up")),
    EventType("won_back.ready", _("a lost deal may be spoken to again, and something has changed since")),
    EventType("run.finished", _("a run on the record has ended, with all that follows from it")),
)
NAMES = tuple(one.name for one in TYPES)

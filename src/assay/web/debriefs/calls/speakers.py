"""Who speaks in the call: each of the buyer's people who is asked, and us."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.web.debriefs.answering import Speaker
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.debriefs.models.answers import Origin, Side
from assay.web.debriefs.models.words import ReplyWord
from assay.web.debriefs.team.speaking import find_seller
from assay.web.request import Request

#: what stands for our own side in addresses and forms
US = "us"


@dataclass(frozen=True)
class Voice:
    """One who speaks. name: in forms, "us" or the number of the person who is asked.  person: None for us."""

    name: str
    label: str
    speaker: Speaker
    person: AskedPerson | None = None


def list_voices(request: Request, debrief: Debrief) -> list[Voice]:
    """The buyer's people who have not declined, then us. What is noted is the user's own, whoever spoke."""
    user = request.user
    people = debrief.people.filter(removed_at=None).exclude(answer=ReplyWord.DECLINED)
    voices = [
        Voice(
            str(one.pk),
            one.name,
            # two of ours who listen to one buyer keep their notes apart
            Speaker(f"person {one.person_id} by {user.pk}", Side.BUYER, Origin.DEBRIEF, one.name, one.person_id, user),
            one,
        )
        for one in people
    ]
    ours = Speaker(f"user {user.pk}", Side.REP, Origin.DEBRIEF, user.name, find_seller(user.pk), user)
    return [*voices, Voice(US, str(_("We")), ours)]

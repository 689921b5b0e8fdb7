"""What the buyer's page shows: the questions, what was typed, what was noted in the call, the times offered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from assay.asking.states import State
from assay.web.debriefs.answering import Question, Speaker, find_field
from assay.web.debriefs.asker import name_asker
from assay.web.debriefs.buyer.consenting import find_consent, list_circles, list_promises, name_who
from assay.web.debriefs.buyer.opening import Visit
from assay.web.debriefs.drafting import Kept, read_drafts
from assay.web.debriefs.guides.reading import GuideQuestion, read_questions
from assay.web.debriefs.messages.calendaring import find_times
from assay.web.debriefs.models import Answer, BuyerMessage
from assay.web.debriefs.models.answers import Origin, Side
from assay.web.debriefs.models.words import Channel
from assay.web.debriefs.steps.forms import BY_VOICE
from assay.web.people.letters import name_company

#: minutes that somebody takes for a question, in writing
_MINUTES_EACH = 2


@dataclass(frozen=True)
class Asked:
    """One question with what this buyer has typed."""

    question: GuideQuestion
    kept: Kept
    is_handed_in: bool

    @property
    def is_answered(self) -> bool:
        """Whether anything was typed."""
        return bool(self.kept.text.strip())


@dataclass(frozen=True)
class Offered:
    """A time that was offered. value: as the form sends it."""

    value: str
    at: datetime


def make_speaker(visit: Visit) -> Speaker:
    """The buyer, who types for themself."""
    person = visit.person
    return Speaker(name_who(person), Side.BUYER, Origin.BUYER_FORM, person.name, speaker_id=person.person_id)


def make_question(one: GuideQuestion) -> Question:
    """As an answer carries it."""
    return Question(one.key, one.text, one.order)


def list_asked(visit: Visit) -> list[Asked]:
    """All questions in their order."""
    speaker = make_speaker(visit)
    done = set(
        visit.debrief.answers.filter(who=speaker.who, removed_at=None)
        .exclude(finished_at=None)
        .values_list("key", flat=True)
    )
    questions = read_questions(visit.debrief, visit.token.language)
    typed = read_drafts(find_field(visit.debrief, make_question(one), speaker) for one in questions)
    return [Asked(one, kept, one.key in done) for one, kept in zip(questions, typed, strict=True)]


def list_noted(visit: Visit) -> list[Answer]:
    """What was noted of this buyer's own words in the call, once whoever held it is done."""
    said = visit.debrief.answers.filter(side=Side.BUYER, speaker_id=visit.person.person_id, removed_at=None)
    return list(said.exclude(who=name_who(visit.person)).exclude(finished_at=None).exclude(text=""))


def list_offered(visit: Visit) -> list[Offered]:
    """The times of the invitation that are still to come."""
    if visit.invitation is None or not may_choose(visit):
        return []
    now = timezone.now()
    return [Offered(at.isoformat(), at) for at in find_times(visit.invitation) if at > now]


def may_choose(visit: Visit) -> bool:
    """Whether a talk may still be agreed on or refused."""
    return visit.debrief.state in {State.ASKED, State.SCHEDULED}


def list_channels(message: BuyerMessage | None) -> list[tuple[str, str]]:
    """By which the buyer may choose to talk."""
    named = message.channels if message and message.channels else [value for value, _label in BY_VOICE]
    return [(str(one), str(Channel(one).label)) for one in named]


def describe_frame(visit: Visit) -> dict[str, Any]:
    """What every page of the buyer shows."""
    return {
        "visit": visit,
        "secret": visit.secret,
        "other": next(one for one in settings.LANGUAGES if one[0] != visit.token.language),
        "asker": name_asker(visit.debrief),
        "asker_address": visit.debrief.asker.email if visit.debrief.asker else "",
        "company": name_company(),
        "consent": find_consent(visit.person),
    }


def describe_start(visit: Visit) -> dict[str, Any]:
    """The first page."""
    asked = list_asked(visit)
    message = visit.invitation
    return describe_frame(visit) | {
        "promises": list_promises(visit.debrief),
        "circles": list_circles(visit.debrief),
        "asked": asked,
        "minutes": len(asked) * _MINUTES_EACH,
        "answered": sum(one.is_answered for one in asked),
        "is_handed_in": any(one.is_handed_in for one in asked),
        "noted": len(list_noted(visit)),
        "offered": list_offered(visit),
        "may_choose": may_choose(visit) and message is not None,
        "channels": list_channels(message),
        "message": message,
        "reply": visit.person.replies.filter(removed_at=None).last(),
        "is_won": visit.debrief.outcome == "won",
    }

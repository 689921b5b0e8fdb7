"""What the page of a call shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assay.asking.circles import Circle
from assay.asking.states import State
from assay.web.debriefs.answering import Question, find_field
from assay.web.debriefs.calls.handing_over import list_circles
from assay.web.debriefs.calls.noting import PROCESS_PARTS, find_process, read_drivers
from assay.web.debriefs.calls.speakers import Voice, list_voices
from assay.web.debriefs.drafting import read_drafts
from assay.web.debriefs.guides.keeping import find_expected
from assay.web.debriefs.guides.reading import GuideQuestion, read_questions
from assay.web.debriefs.models import Answer, Debrief, Requirement
from assay.web.debriefs.models.words import CircleWord
from assay.web.request import Request
from assay.words.taxonomy import Driver


@dataclass(frozen=True)
class NoteView:
    """What one voice says to one question. seen: the version of the text.  drivers: those tagged."""

    voice: Voice
    field_id: str
    text: str
    seen: int
    drivers: list[Driver]


@dataclass(frozen=True)
class AskedView:
    """One question of the call. is_process: its answer tells how the account decides."""

    question: GuideQuestion
    expected: str
    notes: list[NoteView]
    is_process: bool


def describe_call(request: Request, debrief: Debrief) -> dict[str, Any]:
    """The context of the page: every question with what the user noted, and what is asked last."""
    voices, circles = list_voices(request, debrief), list_circles(debrief)
    process = find_process(request, debrief)
    return {
        "debrief": debrief,
        "voices": voices,
        "buyers": [voice for voice in voices if voice.person],
        "questions": _view_questions(request, debrief, voices),
        "drivers": _group_drivers(),
        "required": Requirement.objects.filter(debrief=debrief, author=request.user, theirs=True, removed_at=None),
        "who_decides": process.who_decides if process else "",
        "circles": [(one.value, CircleWord(one.value).label) for one in circles],
        "circle": debrief.circle,
        "can_share_account": Circle.COMPANY in circles,
        "is_held": debrief.state in {State.HELD, State.CLOSED},
        "is_waiting": has_waiting(request, debrief),
        "step": debrief.version,
    }


def has_waiting(request: Request, debrief: Debrief) -> bool:
    """Whether the user has notes that were not handed over."""
    own = Answer.objects.filter(debrief=debrief, author=request.user, origin="debrief", removed_at=None)
    return own.filter(finished_at=None).exclude(text="").exists()


def _view_questions(request: Request, debrief: Debrief, voices: Sequence[Voice]) -> list[AskedView]:
    questions = read_questions(debrief)
    notes = _view_notes(debrief, questions, voices)
    expected = read_drafts(find_expected(request, debrief, one.key) for one in questions)
    return [
        AskedView(one, kept.text, [notes[one.key, voice.name] for voice in voices], one.part in PROCESS_PARTS)
        for one, kept in zip(questions, expected, strict=True)
    ]


def _view_notes(
    debrief: Debrief, questions: Sequence[GuideQuestion], voices: Sequence[Voice]
) -> dict[tuple[str, str], NoteView]:
    """Question and voice -> what this voice says to it; no text where it was taken back."""
    asked = [(one, voice) for one in questions for voice in voices]
    drafts = read_drafts(find_field(debrief, Question(one.key, one.text), voice.speaker) for one, voice in asked)
    answers = debrief.answers.filter(who__in=[voice.speaker.who for voice in voices], removed_at=None)
    told = {(one.key, one.who): one for one in answers.prefetch_related("tags")}
    known, found = read_drivers().by_code, {}
    for (one, voice), kept in zip(asked, drafts, strict=True):
        answer = told.get((one.key, voice.speaker.who))
        drivers = [known[tag.driver] for tag in answer.tags.all() if tag.driver in known] if answer else []
        text = answer.text if answer else ""
        found[one.key, voice.name] = NoteView(voice, f"note-{one.key}-{voice.name}", text, kept.version, drivers)
    return found


def _group_drivers() -> list[tuple[str, list[Driver]]]:
    """The drivers that may be tagged, by their groups."""
    taxonomy = read_drivers()
    groups = [(group.name, [one for one in taxonomy.in_use if one.group == group.code]) for group in taxonomy.groups]
    return [(name, drivers) for name, drivers in groups if drivers]


def say_opening(debrief: Debrief) -> list[str]:
    """What is said before the first question: thanks, both purposes, and that nothing is reopened."""
    first = (
        _("Thank you for choosing us, and for the time to talk about how it came about.")
        if debrief.outcome == "won"
        else _("Thank you for taking the time. We accept your decision, and I am not here to reopen it.")
    )
    return [
        first,
        _("I would like two things from this talk: to learn what we can do better, and to stay on good terms."),
        _("I am taking notes. What you tell me is read by the people whom I named to you, and you can correct it."),
    ]

"""What the page of a call shows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assay.asking.states import State
from assay.web.debriefs.calls.handing_over import list_circles
from assay.web.debriefs.calls.noting import PROCESS_PARTS, find_process, read_drivers
from assay.web.debriefs.calls.speakers import Voice, list_voices
from assay.web.debriefs.drafting import read_draft
from assay.web.debriefs.guides.keeping import find_expected
from assay.web.debriefs.guides.reading import GuideQuestion, read_questions
from assay.web.debriefs.models import Answer, Debrief, Draft, Requirement
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
    voices = list_voices(request, debrief)
    questions = [_view(request, debrief, one, voices) for one in read_questions(debrief)]
    process = find_process(request, debrief)
    return {
        "debrief": debrief,
        "voices": voices,
        "buyers": [voice for voice in voices if voice.person],
        "questions": questions,
        "drivers": _group_drivers(),
        "required": Requirement.objects.filter(debrief=debrief, author=request.user, theirs=True, removed_at=None),
        "who_decides": process.who_decides if process else "",
        "circles": [(one.value, CircleWord(one.value).label) for one in list_circles(debrief)],
        "circle": debrief.circle,
        "can_share_account": any(one.value == "company" for one in list_circles(debrief)),
        "is_held": debrief.state in {State.HELD, State.CLOSED},
        "is_waiting": has_waiting(request, debrief),
        "step": debrief.version,
    }


def has_waiting(request: Request, debrief: Debrief) -> bool:
    """Whether the user has notes that were not handed over."""
    own = Answer.objects.filter(debrief=debrief, author=request.user, origin="debrief", removed_at=None)
    return own.filter(finished_at=None).exclude(text="").exists()


def _view(request: Request, debrief: Debrief, question: GuideQuestion, voices: list[Voice]) -> AskedView:
    expected = read_draft(find_expected(request, debrief, question.key)).text
    notes = [_view_note(debrief, question, voice) for voice in voices]
    return AskedView(question, expected, notes, question.part in PROCESS_PARTS)


def _view_note(debrief: Debrief, question: GuideQuestion, voice: Voice) -> NoteView:
    answer = Answer.objects.filter(debrief=debrief, key=question.key, who=voice.speaker.who).first()
    field_id = f"note-{question.key}-{voice.name}"
    if answer is None or answer.removed_at is not None:
        return NoteView(voice, field_id, "", _read_version(debrief, question, voice), [])
    known = read_drivers().by_code
    drivers = [known[tag.driver] for tag in answer.tags.all() if tag.driver in known]
    return NoteView(voice, field_id, answer.text, _read_version(debrief, question, voice), drivers)


def _read_version(debrief: Debrief, question: GuideQuestion, voice: Voice) -> int:
    speaker = voice.speaker
    own = Draft.objects.filter(debrief=debrief, author=speaker.author, field=f"answer {question.key}"[:120])
    found = own.filter(person_id=speaker.person_id).first()
    return found.version if found else 0


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

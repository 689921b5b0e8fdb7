"""Handing notes over: the call was held, and what the buyer said becomes part of the record, in its circle."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assay.asking.circles import WIDTHS, Circle, narrow
from assay.asking.states import State
from assay.web.debriefs import moving
from assay.web.debriefs.answering import share_answers
from assay.web.debriefs.calls.noting import PROCESS_PARTS, find_process
from assay.web.debriefs.calls.speakers import Voice, list_voices
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import Answer, BuyingProcess, Consent, Debrief, Guide, Requirement
from assay.web.debriefs.recording import ask_to_record
from assay.web.request import Request


@dataclass(frozen=True)
class Handed:
    """What is handed over. circle: of what people said.  is_for_account: requirements and how the account decides may
    be read by everybody who may see the deal.
    """

    circle: str
    is_for_account: bool
    seen: int


def list_circles(debrief: Debrief) -> list[Circle]:
    """The circles to choose from, the narrowest first: none wider than the widest that a buyer agreed to."""
    widest = [consent for voice in debrief.people.all() if (consent := find_consented(debrief, voice.pk))]
    top = max((WIDTHS.index(one) for one in widest), default=len(WIDTHS) - 1)
    return list(WIDTHS[1 : top + 1]) or [Circle.PRIVATE]


def find_consented(debrief: Debrief, person: int) -> Circle | None:
    """The circle that a person who is asked agreed to, private for a no; None where nothing was said."""
    last = Consent.objects.filter(debrief=debrief, person=person).last()
    if last is None:
        return None
    return Circle(last.circle) if last.is_given else Circle.PRIVATE


def hand_over(request: Request, debrief: Debrief, handed: Handed) -> Debrief:
    """Records that the call was held, and finishes the user's notes, each person's within what that person agreed to.

    Done twice it is done once. Raises InputError, PermissionDenied, moving.StaleDebrief as moving.hold does.
    """
    with transaction.atomic():
        if debrief.state in {State.ASKED, State.SCHEDULED}:
            debrief = moving.hold(request, debrief, handed.seen)
        guide = _name_guide(debrief)
        if guide and debrief.guide != guide:
            debrief = moving.change(request, debrief, debrief.version, guide=guide)
        for voice in list_voices(request, debrief):
            _share(debrief, voice, handed.circle)
        is_open = handed.is_for_account and Circle.COMPANY in list_circles(debrief)
        circle = Circle.COMPANY if is_open else Circle(handed.circle)
        _finish_required(request, debrief, circle)
        _finish_process(request, debrief, circle)
        ask_to_record(request.user)
    return debrief


def _share(debrief: Debrief, voice: Voice, circle: str) -> None:
    agreed = find_consented(debrief, voice.person.pk) if voice.person else None
    share_answers(debrief, voice.speaker.who, narrow([circle, agreed]) if agreed else circle)
    if voice.person and voice.person.held_at is None and Answer.objects.filter(debrief=debrief, who=voice.speaker.who):
        voice.person.held_at = debrief.held_at
        voice.person.save(update_fields=["held_at"])


def _name_guide(debrief: Debrief) -> str:
    """The guide as the record names it; empty where nobody chose one."""
    guide = Guide.objects.filter(debrief=debrief).first()
    if guide is None:
        return ""
    standing = guide.questions.filter(removed_at=None)
    own = standing.exclude(source="template").count()
    return f"{debrief.outcome}, {standing.count()} questions, {own} for this deal"


def _finish_required(request: Request, debrief: Debrief, circle: Circle) -> None:
    for one in Requirement.objects.filter(debrief=debrief, author=request.user, theirs=True, removed_at=None):
        _finish(one, circle)


def _finish_process(request: Request, debrief: Debrief, circle: Circle) -> None:
    """How the account decides, in the words of what was answered to the questions about it."""
    if debrief.account_id is None:
        return
    parts = {one.key for one in read_questions(debrief) if one.part in PROCESS_PARTS}
    told = Answer.objects.filter(debrief=debrief, author=request.user, side="buyer", key__in=parts, removed_at=None)
    said = [one for one in told if one.text.strip() and one.circle != Circle.PRIVATE]
    process = find_process(request, debrief)
    if not said and (process is None or not process.who_decides):
        return
    process = process or BuyingProcess(debrief=debrief, account_id=debrief.account_id, author=request.user)
    how = "\n".join(one.text.strip() for one in said)
    if process.how != how:
        process.version += 1 if process.pk else 0
        process.how, process.told_at, process.answer = how, debrief.held_at, said[0] if said else None
        process.changed_at = timezone.now()
    _finish(process, circle)


def _finish(row: Requirement | BuyingProcess, circle: Circle) -> None:
    if row.finished_at is None or row.circle != circle:
        row.version += 1
        row.circle, row.changed_at = circle, timezone.now()
        row.finished_at = row.finished_at or timezone.now()
    row.save()

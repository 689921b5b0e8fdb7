"""Notes of a call as they come from the page: kept by versions, sent twice and kept once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.asking.guide.quotes import find_quotes
from assay.web.debriefs.answering import Question, keep_answer, tag_answer
from assay.web.debriefs.calls.speakers import Voice
from assay.web.debriefs.drafting import Kept
from assay.web.debriefs.guides.reading import read_questions
from assay.web.debriefs.models import Answer, AskedPerson, BuyingProcess, ChosenQuestion, Debrief, Requirement
from assay.web.debriefs.recording import ask_to_record
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy

#: parts of a guide whose answers tell how the account decides
PROCESS_PARTS = ("process", "information")


def read_drivers() -> Taxonomy:
    """The drivers that may be tagged."""
    return speak_taxonomy()


def find_question(debrief: Debrief, key: str) -> Question | None:
    """A question of the guide; also one that was taken out since the page was made, so that no note is lost."""
    for one in read_questions(debrief):
        if one.key == key:
            return Question(one.key, one.text, one.order)
    gone = ChosenQuestion.objects.filter(guide__debrief=debrief, key=key).first()
    return Question(gone.key, gone.text, gone.place) if gone else None


def keep_note(
    debrief: Debrief, question: Question, voice: Voice, text: str, seen: int, drivers: Collection[str]
) -> Kept:
    """Keeps what this voice said to the question as it is typed, with its quotes, and the drivers heard in it."""
    with transaction.atomic():
        standing = Answer.objects.filter(debrief=debrief, key=question.key, who=voice.speaker.who).first()
        if standing is None and not text.strip():
            return Kept("", 0)
        facts: dict[str, Any] = {"quotes": find_quotes(text)}
        facts["said_at"] = (standing.said_at if standing else None) or debrief.held_at or timezone.now()
        answer, kept = keep_answer(debrief, question, voice.speaker, text, seen, **facts)
        if not kept.is_stale:
            known = read_drivers().by_code
            told = [{"driver": code, "theme": known[code].theme or ""} for code in drivers if code in known]
            tag_answer(answer, told, voice.speaker.author)
    return kept


def keep_required(
    request: Request, debrief: Debrief, what: str, met: bool | None, *, is_gone: bool
) -> Requirement | None:
    """Notes one thing that the buyer required, and whether our offer met it; the same one again only changes `met`."""
    what = " ".join(what.split())[:500]
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        own = Requirement.objects.filter(debrief=debrief, author=request.user, theirs=True)
        standing = own.filter(what=what, erased_at=None).first()
        if standing is None:
            if not what or is_gone:
                return None
            return Requirement.objects.create(debrief=debrief, what=what, theirs=True, met=met, author=request.user)
        removed = timezone.now() if is_gone else None
        if standing.met != met or bool(standing.removed_at) != is_gone:
            standing.met, standing.removed_at = met, removed
            standing.version, standing.changed_at = standing.version + 1, timezone.now()
            standing.save()
            if standing.finished_at:
                ask_to_record()
    return standing


def keep_who_decides(request: Request, debrief: Debrief, text: str) -> None:
    """Notes who decides at the account, beside how it decides. Nothing where the record knows no account."""
    if debrief.account_id is None:
        return
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        process = find_process(request, debrief) or BuyingProcess(
            debrief=debrief, account_id=debrief.account_id, author=request.user, how=""
        )
        if process.pk is None or process.who_decides != text[:500]:
            process.who_decides, process.changed_at = text[:500], timezone.now()
            process.version += 1 if process.pk else 0
            process.save()
            if process.finished_at:
                ask_to_record()


def find_process(request: Request, debrief: Debrief) -> BuyingProcess | None:
    """What the user noted of how the account decides."""
    own = BuyingProcess.objects.filter(debrief=debrief, author=request.user, removed_at=None, erased_at=None)
    return own.first()


def keep_coming_back(request: Request, debrief: Debrief, person: AskedPerson, *, may: bool | None) -> None:
    """What this person alone said to "may we come back to you?" (A7); None takes the answer back."""
    if person.comes_back == may:
        return
    person.comes_back, person.comes_back_at = may, timezone.now() if may is not None else None
    person.save(update_fields=["comes_back", "comes_back_at"])
    said = {True: "yes", False: "no", None: "taken back"}[may]
    note(request, "changed", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id), comes_back=said)

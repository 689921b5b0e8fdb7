"""Answers: kept as they are typed, finished, shared, corrected, taken back, and erased for good."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assay.asking.circles import WIDTHS, Circle
from assay.jobs.queue import enqueue, name_work
from assay.web.debriefs.drafting import Field, Kept, keep_draft, read_draft
from assay.web.debriefs.models import Answer, BuyingProcess, Debrief, Draft, DraftVersion, DriverTag, Requirement
from assay.web.debriefs.recording import ask_to_record
from assay.web.people.models import User


@dataclass(frozen=True)
class Speaker:
    """Whose answers these are, and who types them.

    who: tells speakers of one debrief apart, such as "user 5" or "person 123".  side, origin: as in the record's
    statement.  speaker_id: person or seller of the record.  author: None for a buyer on the own page.
    """

    who: str
    side: str
    origin: str
    name: str
    speaker_id: int | None = None
    author: User | None = None

    @property
    def person_id(self) -> int | None:
        """The buyer whose answers they are."""
        return self.speaker_id if self.side == "buyer" else None


@dataclass(frozen=True)
class Question:
    """One question of a guide. place: its number among the others."""

    key: str
    text: str
    place: int = 0


def find_field(debrief: Debrief, question: Question, speaker: Speaker) -> Field:
    """Where the text of this answer is kept as it is typed."""
    return Field(f"answer {question.key}", speaker.author, debrief, person_id=speaker.person_id)


def _find_standing_field(answer: Answer) -> Field:
    """That of an answer which was given."""
    person = answer.speaker_id if answer.side == "buyer" else None
    return Field(f"answer {answer.key}", answer.author, answer.debrief, person_id=person)


def keep_answer(
    debrief: Debrief, question: Question, speaker: Speaker, text: str, seen: int, **facts: Any
) -> tuple[Answer, Kept]:
    """Keeps an answer as it is typed. What was finished before is corrected by it, and is recorded anew.

    seen: the version of the text on the page, 0 for a new one.  facts: expected, probes, quotes, choice, said_at.
    A text typed over a newer one lies aside among the versions (Kept.is_stale), and the answer stays as it is.
    """
    with transaction.atomic():
        kept = keep_draft(find_field(debrief, question, speaker), text, seen)
        answer, is_new = Answer.objects.select_for_update().get_or_create(
            debrief=debrief,
            key=question.key,
            who=speaker.who,
            defaults={
                "question": question.text[:500],
                "place": question.place,
                "side": speaker.side,
                "origin": speaker.origin,
                "speaker_id": speaker.speaker_id,
                "speaker_name": speaker.name[:200],
                "author": speaker.author,
                "text": text,
                **facts,
            },
        )
        if not is_new and not kept.is_stale:
            _change(answer, {"text": text, "removed_at": None, "erased_at": None, **facts})
    return answer, kept


def _change(row: Answer, changes: Mapping[str, Any]) -> bool:
    """Whether anything is new in it; then it is a new version."""
    if all(getattr(row, name) == value for name, value in changes.items()):
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save()
    if row.finished_at is not None:
        ask_to_record()
    return True


def tag_answer(answer: Answer, drivers: Collection[Mapping[str, Any]], tagged_by: User | None) -> None:
    """Sets the drivers heard in an answer: each with driver, and perhaps theme, about, polarity, span."""
    with transaction.atomic():
        answer = Answer.objects.select_for_update().get(pk=answer.pk)
        names = ("driver", "theme", "about", "polarity", "span")
        before = {tuple(tag) for tag in answer.tags.values_list(*names)}
        empty = {"theme": "", "about": None, "polarity": "", "span": ""}
        told = {tuple({**empty, **driver}[name] for name in names) for driver in drivers}
        if before == told:
            return
        answer.tags.all().delete()
        for tag in sorted(told, key=str):
            DriverTag.objects.create(answer=answer, tagged_by=tagged_by, **dict(zip(names, tag, strict=True)))
        answer.version, answer.changed_at = answer.version + 1, timezone.now()
        answer.save(update_fields=["version", "changed_at"])
        if answer.finished_at is not None:
            ask_to_record()


def share_answers(debrief: Debrief, who: str, circle: str, asked_by: User | None = None) -> int:
    """Finishes all that this speaker answered, for this circle; how many answers changed by it.

    A narrower circle than before takes them out of the wider one, private out of the record.
    """
    with transaction.atomic():
        changed = 0
        for answer in Answer.objects.select_for_update().filter(debrief=debrief, who=who, removed_at=None):
            if not answer.text.strip():
                continue
            finished = answer.finished_at or timezone.now()
            changed += _change(answer, {"circle": str(Circle(circle)), "finished_at": finished})
        ask_to_record(asked_by)
    return changed


def narrow_answers(debrief: Debrief, buyer: int, circle: str) -> None:
    """Has nobody outside `circle` read what was noted of this buyer: the buyer has said so."""
    wider = [str(one) for one in WIDTHS[WIDTHS.index(Circle(circle)) + 1 :]]
    with transaction.atomic():
        said = Answer.objects.select_for_update().filter(debrief=debrief, side="buyer", speaker_id=buyer)
        for answer in said.filter(circle__in=wider, removed_at=None):
            _change(answer, {"circle": circle})
        changes = {"circle": circle, "version": F("version") + 1, "changed_at": timezone.now()}
        for drawn in (Requirement.objects, BuyingProcess.objects):
            drawn.filter(answer__in=said, circle__in=wider).update(**changes)
        ask_to_record()


def correct_answer(answer: Answer, text: str, seen: int) -> Answer | None:
    """The buyer's own correction of what was noted; None where it was changed since the version `seen`.

    It is kept among the versions of the text that the note-taker typed, as the buyer's.
    """
    with transaction.atomic():
        standing = Answer.objects.select_for_update().get(pk=answer.pk)
        if standing.text == text:
            return standing
        if standing.version != seen or standing.removed_at is not None:
            return None
        field = _find_standing_field(standing)
        keep_draft(field, text, read_draft(field).version, by="buyer")
        # marks of quotes are places in the words that were there before, and so are passages that drivers were heard in
        gone = [tag.pk for tag in standing.tags.exclude(span="") if tag.span not in text]
        DriverTag.objects.filter(pk__in=gone).update(span="")
        _change(standing, {"text": text, "quotes": []})
    return standing


def remove_answers(answers: Collection[Answer]) -> None:
    """Takes answers back: nobody reads them any more, and the record marks them as deleted."""
    with transaction.atomic():
        for answer in Answer.objects.select_for_update().filter(pk__in=[one.pk for one in answers], removed_at=None):
            answer.version += 1
            answer.removed_at = answer.changed_at = timezone.now()
            answer.save(update_fields=["version", "removed_at", "changed_at"])
        ask_to_record()


def erase_answers(answers: Collection[Answer]) -> None:
    """Leaves no word of these answers: not here, in no version of their text, and soon not in the record either."""
    numbers = sorted(one.pk for one in answers)
    if not numbers:
        return
    now = timezone.now()
    gone = {"removed_at": now, "erased_at": now}
    with transaction.atomic():
        standing = Answer.objects.select_for_update().filter(pk__in=numbers).prefetch_related("author", "debrief")
        drafts = Draft.objects.filter(key__in=[_find_standing_field(answer).key for answer in standing])
        DraftVersion.objects.filter(draft__in=drafts).update(text="")
        drafts.update(text="")
        DriverTag.objects.filter(answer__in=numbers).delete()
        Requirement.objects.filter(answer__in=numbers).update(what="", **gone)
        BuyingProcess.objects.filter(answer__in=numbers).update(how="", who_decides="", **gone)
        Answer.objects.filter(pk__in=numbers).update(
            text="", expected="", probes=[], quotes=[], choice={}, speaker_id=None, speaker_name="", **gone
        )
        arguments = {"answers": numbers}
        transaction.on_commit(lambda: enqueue("debriefs_erase", arguments, key=name_work("debriefs_erase", arguments)))

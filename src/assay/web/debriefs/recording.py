"""What is finished in the workflow and not yet in the record, as rows for the one way there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet

from assay.asking.circles import Circle, name_in_record
from assay.asking.finished import (
    INSTANCE,
    SOURCE,
    BuyingProcessRow,
    CodeRow,
    DebriefRow,
    RequirementRow,
    Row,
    StatementRow,
    name_statement,
)
from assay.domain.key import make_key
from assay.jobs.queue import enqueue
from assay.web.debriefs.models import Announcement, Answer, BuyingProcess, Debrief, Requirement
from assay.web.people.models import User

_R = TypeVar("_R", Answer, Requirement, BuyingProcess)


@dataclass(frozen=True)
class Waiting:
    """Rows that wait to be recorded. marks: what says afterwards that they were."""

    rows: list[Row]
    marks: list[Callable[[], object]]


#: what other rooms finish for the record. Added to when an app is ready.
MORE_WAITING: list[Callable[[], Waiting]] = []


def ask_to_record(user: User | None = None) -> None:
    """Has what is finished written into the record once the transaction at hand is through; as often as one likes."""
    transaction.on_commit(lambda: enqueue("debriefs_record", key="debriefs_record", asked_by=user))


def record_rest() -> None:
    """Asks for what was changed while the work was being done, and for what a stop left over."""
    waits = (
        _list_changed(Answer.objects.all()).exists()
        or _list_changed(Requirement.objects.all()).exists()
        or _list_changed(BuyingProcess.objects.all()).exists()
        or Announcement.objects.filter(_is_stale()).exists()
        or _list_talks().exists()
        or any(gather().rows for gather in MORE_WAITING)
    )
    if waits:
        ask_to_record()


def _list_talks() -> "QuerySet[Debrief]":
    """Debriefs that came further since they were recorded, from being asked on."""
    return Debrief.objects.filter(_is_stale()).exclude(asked_at=None, held_at=None)


def gather_waiting() -> Waiting:
    """Everything that was finished, changed or taken back since it was last recorded."""
    waiting = Waiting([], [])
    for answer in _list_changed(Answer.objects.select_related("debrief").prefetch_related("tags")):
        waiting.rows.extend(_state_answer(answer))
        waiting.marks.append(_make_mark(answer))
    for requirement in _list_changed(Requirement.objects.select_related("answer", "debrief")):
        waiting.rows.append(_state_requirement(requirement))
        waiting.marks.append(_make_mark(requirement))
    for process in _list_changed(BuyingProcess.objects.select_related("answer")):
        waiting.rows.append(_state_process(process))
        waiting.marks.append(_make_mark(process))
    for debrief in _list_talks().prefetch_related("asker__seller_links"):
        waiting.rows.append(_state_debrief(debrief))
        waiting.marks.append(_make_mark(debrief))
    for announcement in Announcement.objects.filter(_is_stale()).prefetch_related("said_by__seller_links"):
        waiting.rows.append(_state_announcement(announcement))
        waiting.marks.append(_make_mark(announcement))
    for gather in MORE_WAITING:
        more = gather()
        waiting.rows.extend(more.rows)
        waiting.marks.extend(more.marks)
    return waiting


def _is_stale() -> Q:
    return ~Q(recorded_version=F("version"))


def _list_changed(rows: "QuerySet[_R]") -> "QuerySet[_R]":
    """Those finished or once recorded. What became private leaves the record."""
    return rows.filter(_is_stale(), erased_at=None).filter(~Q(finished_at=None) | Q(recorded_version__gt=0))


def _make_mark(row: Answer | Requirement | BuyingProcess | Debrief | Announcement) -> Callable[[], object]:
    """Says that the record holds the row as it is now, unless it was changed meanwhile and waits again."""
    found = type(row)._default_manager.filter(pk=row.pk)
    version = row.version
    return lambda: found.update(recorded_version=version)


def find_statement_id(answer: Answer | None) -> int | None:
    """The key that the answer's statement has in the record; None for one that is not there."""
    if answer is None or not _is_for_record(answer):
        return None
    return make_key(SOURCE, INSTANCE, "statement", name_statement(answer.pk, answer.version))


def _is_for_record(row: Answer | Requirement | BuyingProcess) -> bool:
    return row.finished_at is not None and row.removed_at is None and row.circle != Circle.PRIVATE


def _state_answer(answer: Answer) -> Iterable[Row]:
    said = StatementRow(
        source_id=name_statement(answer.pk, answer.version),
        known_at=_at(answer.changed_at),
        is_deleted=not _is_for_record(answer) or not answer.text.strip(),
        deal_id=answer.debrief.deal_id,
        side=answer.side,
        speaker_id=answer.speaker_id,
        origin=answer.origin,
        occurred_at=_at(answer.said_at or answer.changed_at),
        text=answer.text,
        circle=name_in_record(answer.circle),
    )
    yield said
    for tag in answer.tags.all() if not said.is_deleted else ():
        yield CodeRow(
            source_id=f"{said.source_id} {tag.driver} {tag.about or ''}".strip(),
            known_at=said.known_at,
            is_deleted=False,
            statement_id=said.id,
            driver=tag.driver,
            theme=tag.theme or None,
            about=tag.about,
            polarity=tag.polarity or None,
            span=tag.span or None,
        )


def _state_requirement(one: Requirement) -> Row:
    # a requirement and a buying process carry no circle in the record: only what everybody may read goes there
    return RequirementRow(
        source_id=f"requirement {one.pk}",
        known_at=_at(one.changed_at),
        is_deleted=not _is_for_record(one) or one.circle != Circle.COMPANY,
        deal_id=one.debrief.deal_id,
        what=one.what,
        ours=one.ours,
        theirs=one.theirs,
        met=one.met,
        statement_id=find_statement_id(one.answer),
    )


def _state_process(one: BuyingProcess) -> Row:
    return BuyingProcessRow(
        source_id=f"buying process {one.pk}",
        known_at=_at(one.changed_at),
        is_deleted=not _is_for_record(one) or one.circle != Circle.COMPANY,
        account_id=one.account_id,
        how=one.how,
        who_decides=one.who_decides or None,
        occurred_at=_at(one.told_at or one.changed_at),
        statement_id=find_statement_id(one.answer),
    )


def _state_debrief(debrief: Debrief) -> Row:
    moments = (debrief.asked_at, debrief.answered_at, debrief.held_at, debrief.closed_at)
    return DebriefRow(
        source_id=f"debrief {debrief.pk}",
        # nothing that came later may be known earlier: the row is as new as the last thing in it
        known_at=max(_at(moment) for moment in moments if moment is not None),
        is_deleted=False,
        deal_id=debrief.deal_id,
        announced_at=None,
        asked_at=_at_any(debrief.asked_at),
        channel=debrief.channel or None,
        answer=debrief.answer or None,
        held_at=_at_any(debrief.held_at),
        kind=debrief.kind,
        guide=debrief.guide or None,
        by_whom=_find_seller(debrief.asker),
    )


def _state_announcement(one: Announcement) -> Row:
    # a row of its own, so that it is known from its own day on, however the debrief goes
    return DebriefRow(
        source_id=f"announcement {one.deal_id}",
        known_at=max(_at(one.announced_at), _at(one.made_at)),
        is_deleted=one.removed_at is not None,
        deal_id=one.deal_id,
        announced_at=_at(one.announced_at),
        asked_at=None,
        channel=one.channel,
        answer=None,
        held_at=None,
        kind="buyer",
        guide=None,
        by_whom=_find_seller(one.said_by),
    )


def _find_seller(user: User | None) -> int | None:
    """The seller of the record who the user is; of several the one that was named first."""
    links = user.seller_links.all() if user else ()
    return min(((link.pk, link.seller_id) for link in links), default=(0, None))[1]


def _at(moment: datetime) -> int:
    return int(moment.timestamp())


def _at_any(moment: datetime | None) -> int | None:
    return None if moment is None else _at(moment)

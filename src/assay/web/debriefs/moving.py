"""Taking a debrief further: each step checked against the table of moves, against other windows, and logged."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.asking.states import Kind, State, check_move
from assay.asking.when import find_earliest
from assay.domain.errors import InputError
from assay.web.debriefs.allowing import is_manager, may_work
from assay.web.debriefs.holidays import list_holidays
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.debriefs.recording import ask_to_record
from assay.web.debriefs.tasks import set_next_task
from assay.web.people.log import note
from assay.web.request import Request


class StaleDebrief(Exception):
    """Somebody took the debrief further since the page was made.

    standing: the debrief as it is now. As a string it says so to whoever opened the page.
    """

    def __init__(self, standing: Debrief) -> None:
        super().__init__(
            _("Somebody has taken this debrief further since you opened the page. Look at it, then try again.")
        )
        self.standing = standing


def move(request: Request | None, debrief: Debrief, to: str, seen: int, **changes: Any) -> Debrief:
    """Brings the debrief to the state `to` with these changes, if it is still the version `seen`.

    request: None for what the server does by itself.  The same step sent twice is done once.
    Raises InputError for a step that the table of moves does not hold, StaleDebrief where another window was faster.
    """
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().get(pk=debrief.pk)
        if standing.version != seen:
            if standing.state == to and standing.version == seen + 1:
                return standing
            raise StaleDebrief(standing)
        check_move(standing.kind, standing.outcome, standing.state, to)
        came_from = standing.state
        _keep(request, standing, {**changes, "state": to}, "moved", was=came_from, now=to)
    return standing


def change(request: Request, debrief: Debrief, seen: int, **changes: Any) -> Debrief:
    """Changes what is no step, such as who asks, under the same rules. Raises StaleDebrief."""
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().get(pk=debrief.pk)
        if all(getattr(standing, name) == value for name, value in changes.items()):
            return standing
        if standing.version != seen:
            raise StaleDebrief(standing)
        _keep(request, standing, changes, "changed", fields=sorted(changes))
    return standing


def _keep(request: Request | None, standing: Debrief, changes: Mapping[str, Any], act: str, **detail: Any) -> None:
    """Makes the next version, with its task, its row of the log and its way into the record."""
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.version += 1
    standing.save()
    user = request.user if request else None
    set_next_task(standing, user)
    note(request, act, "debrief", standing.pk, standing.deal_name, deal=str(standing.deal_id), **detail)
    ask_to_record(user)


def accept_loss(request: Request, debrief: Debrief, how: str, seen: int) -> Debrief:
    """Records that we accept the loss and told the buyer so. Raises PermissionDenied, InputError, StaleDebrief."""
    _refuse_others(request, debrief)
    return move(request, debrief, State.ACCEPTED, seen, accepted_at=timezone.now(), accepted_by=request.user,
                accepted_how=how)  # fmt: skip


def record_asked(
    request: Request, debrief: Debrief, person: AskedPerson, channel: str, answer: str, seen: int
) -> Debrief:
    """Records that one person was asked, and what they said; "" where the answer is awaited.

    Of several who were asked one yes makes the debrief agreed. Raises as accept_loss does.
    """
    _refuse_others(request, debrief)
    now = timezone.now()
    with transaction.atomic():
        own = {"channel": channel, "asked_at": person.asked_at or now, "asked_by": request.user, "answer": answer}
        own["answered_at"] = (person.answered_at or now) if answer else None
        AskedPerson.objects.filter(pk=person.pk, debrief=debrief).update(**own)
        whole = _sum_answers(debrief)
        return move(
            request,
            debrief,
            debrief.state if debrief.state == State.SCHEDULED else State.ASKED,
            seen,
            asked_at=debrief.asked_at or now,
            channel=debrief.channel or channel,
            answer=whole,
            answered_at=(debrief.answered_at or now) if whole else None,
        )


def _sum_answers(debrief: Debrief) -> str:
    """What all who were asked have said together."""
    told = set(debrief.people.filter(removed_at=None).exclude(asked_at=None).values_list("answer", flat=True))
    return "agreed" if "agreed" in told else "" if "" in told else "silent" if "silent" in told else "declined"


def take_answer(debrief: Debrief, person: AskedPerson, answer: str) -> Debrief:
    """What the buyer said later than when asked: on the own page, by mail, or by a call that somebody recorded.

    A talk that nobody agrees to any more is not scheduled any more. A debrief that was held stays as it is.
    """
    now = timezone.now()
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().get(pk=debrief.pk)
        own = {"answer": answer, "answered_at": now, "asked_at": person.asked_at or now}
        AskedPerson.objects.filter(pk=person.pk, debrief=debrief).update(**own)
        if standing.state not in {State.ASKED, State.SCHEDULED}:
            return standing
        whole = _sum_answers(debrief)
        changes: dict[str, Any] = {"answer": whole, "answered_at": now if whole else None}
        to = standing.state
        if standing.state == State.SCHEDULED and whole != "agreed":
            to, changes["scheduled_for"] = State.ASKED, None
        if to == standing.state and standing.answer == whole:
            return standing
        return move(None, standing, to, standing.version, **changes)


def find_earliest_day(debrief: Debrief) -> datetime | None:
    """The first moment for which it may be scheduled; None where the loss is not accepted yet, now where none was."""
    if debrief.kind != Kind.BUYER or debrief.outcome == "won":
        return timezone.now()
    if debrief.accepted_at is None:
        return None
    day = find_earliest(timezone.localdate(debrief.accepted_at), list_holidays())
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def schedule(request: Request | None, debrief: Debrief, at: datetime, channel: str, minutes: int, seen: int) -> Debrief:
    """Fixes when it is held. request: None for a buyer who chose on the own page.

    Raises InputError before the loss is accepted, before a working day has passed, and without an oral yes.
    """
    if request is not None:
        _refuse_others(request, debrief)
    earliest = find_earliest_day(debrief)
    if earliest is None:
        raise InputError(
            _("No talk may be scheduled before it is recorded that the loss is accepted."),
            fix=_("Record first that the loss is accepted, and how the buyer was told."),
        )
    if at < earliest - timedelta(minutes=1):
        raise InputError(
            _("%(day)s is too early: a whole working day has to pass after the loss was accepted.")
            % {"day": date_format(timezone.localdate(at))},
            fix=_("Choose %(day)s or later.") % {"day": date_format(timezone.localdate(earliest))},
        )
    if debrief.kind == Kind.BUYER and debrief.answer != "agreed":
        raise InputError(_("The buyer has not agreed yet."), fix=_("Ask by voice first, and record the answer."))
    return move(request, debrief, State.SCHEDULED, seen, scheduled_for=at, channel=channel, minutes=minutes)


def hold(request: Request, debrief: Debrief, seen: int, at: datetime | None = None) -> Debrief:
    """Records that it was held."""
    _refuse_others(request, debrief)
    return move(request, debrief, State.HELD, seen, held_at=at or timezone.now())


def close(request: Request, debrief: Debrief, seen: int) -> Debrief:
    """Nothing more will be done."""
    _refuse_others(request, debrief)
    return move(request, debrief, State.CLOSED, seen, closed_at=timezone.now())


def decline(request: Request, debrief: Debrief, reason: str, seen: int) -> Debrief:
    """A manager takes the debrief out; the reason stays visible. No owner can. Raises PermissionDenied for others."""
    if not is_manager(request, debrief):
        raise PermissionDenied
    if not reason.strip():
        raise InputError(_("A reason is needed."), fix=_("Write why: it stays visible to all who may see the deal."))
    return move(request, debrief, State.DECLINED, seen, reason=reason.strip(), declined_by=request.user,
                declined_at=timezone.now())  # fmt: skip


def take_back(request: Request, debrief: Debrief, seen: int) -> Debrief:
    """A manager opens again what was taken out."""
    if not is_manager(request, debrief):
        raise PermissionDenied
    return move(request, debrief, State.OPENED, seen)


def _refuse_others(request: Request, debrief: Debrief) -> None:
    if not may_work(request, debrief):
        raise PermissionDenied

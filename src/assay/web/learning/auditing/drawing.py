"""Draws losses once a quarter has ended, and asks people who had no part in them to audit. Nobody chooses either."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from assay.asking.ask import Ask
from assay.asking.audits.drawing import Able, Loss, choose_auditor, draw, list_losses
from assay.asking.audits.quarters import Quarter, find_last_ended
from assay.asking.states import Kind
from assay.web.debriefs.models import AskedPerson, Debrief, Participant
from assay.web.learning.models import Audit, AuditDraw, AuditPick
from assay.web.people.log import LogEntry, note
from assay.web.people.models import SellerLink, User
from assay.web.request import Request
from assay.web.scoping import find_scope

#: ten years
_MOST_QUARTERS = 40


def draw_due(ask: Ask, fiscal_start: int) -> int:
    """Draws from every quarter that has ended since the first draw, and asks auditors; how many losses were drawn.

    The first draw is of the last quarter that had ended. Done twice for one run it draws nothing the second time.
    """
    ((run_id, as_of),) = ask("SELECT run_id, as_of FROM run")
    last = find_last_ended(int(as_of), fiscal_start)
    drawn = 0
    for quarter in _list_quarters(last, fiscal_start):
        with transaction.atomic():
            drawn += _draw_quarter(ask, quarter, run_id, int(as_of))
    assign_waiting(ask)
    return drawn


def _list_quarters(last: Quarter, fiscal_start: int) -> list[Quarter]:
    """From the first quarter that was ever drawn from, since losses of it may become known late, to the last ended."""
    missing = set(AuditDraw.objects.values_list("quarter", flat=True)) - {last.name}
    found = [last]
    while missing and len(found) < _MOST_QUARTERS:
        found.insert(0, find_last_ended(found[0].first - 1, fiscal_start))
        missing.discard(found[0].name)
    return found


def _draw_quarter(ask: Ask, quarter: Quarter, run_id: str, as_of: int) -> int:
    earlier = list(AuditDraw.objects.select_for_update().filter(quarter=quarter.name).order_by("number"))
    framed = {deal for one in AuditDraw.objects.all() for deal in one.frame}
    losses = {one.deal_id: one for one in list_losses(ask, quarter.first, quarter.until) if one.deal_id not in framed}
    if not losses:
        return 0
    seed = secrets.token_hex(16)
    made = draw(losses.keys(), seed, sum(one.size for one in earlier))
    kept = AuditDraw.objects.create(
        quarter=quarter.name,
        number=len(earlier) + 1,
        seed=seed,
        frame=list(made.frame),
        digest=made.digest,
        size=len(made.drawn),
        twice=made.twice,
        run_id=run_id,
        as_of=datetime.fromtimestamp(as_of, UTC),
    )
    for place, deal in enumerate(made.drawn, 1):
        _keep_pick(kept, losses[deal], place, made.probability or 1.0, is_double=place <= made.twice)
    note(None, "drew", "audits", kept.pk, quarter.name, losses=len(made.frame), drawn=len(made.drawn))
    return len(made.drawn)


def _keep_pick(kept: AuditDraw, loss: Loss, place: int, probability: float, *, is_double: bool) -> None:
    pick = AuditPick.objects.create(
        draw=kept,
        deal_id=loss.deal_id,
        deal_name=loss.name[:300],
        owner_id=loss.owner_id,
        place=place,
        probability=probability,
        weight=1 / probability,
        is_double=is_double,
    )
    for number in (1, 2) if is_double else (1,):
        debrief = Debrief.objects.create(
            deal_id=loss.deal_id,
            deal_name=loss.name[:300],
            owner_id=loss.owner_id,
            outcome="lost",
            ended_at=datetime.fromtimestamp(loss.closed_at, UTC),
            kind=Kind.AUDIT,
            number=number,
            circle="company",
        )
        Audit.objects.create(pick=pick, debrief=debrief, number=number)


def assign_waiting(ask: Ask) -> int:
    """Asks somebody to do each audit that nobody was found for yet; how many were found."""
    found = 0
    for audit in Audit.objects.filter(auditor=None, done_at=None).select_related("pick__draw", "debrief"):
        with transaction.atomic():
            found += assign(ask, audit)
    return found


def assign(ask: Ask, audit: Audit) -> bool:
    """Asks the one whom the lot falls upon, of those who are independent; false where there is none."""
    chosen = choose_auditor(list_able(ask, audit), audit.pick.draw.seed, audit.pick.deal_id)
    if chosen is None:
        return False
    now = timezone.now()
    Audit.objects.filter(pk=audit.pk).update(auditor=chosen.user_id, could_see=chosen.could_see, asked_at=now)
    Debrief.objects.filter(pk=audit.debrief_id).update(asker=chosen.user_id, asker_kind="delegate")
    Participant.objects.update_or_create(
        debrief=audit.debrief,
        user_id=chosen.user_id,
        defaults={"part": "auditor", "invited_at": now, "answer": "", "removed_at": None, "is_done": False},
    )
    note(None, "asked", "audit", audit.pk, audit.pick.deal_name, deal=str(audit.pick.deal_id), user=chosen.user_id)
    return True


def list_able(ask: Ask, audit: Audit) -> Sequence[Able]:
    """Everybody who may sign in, by what they were to the deal."""
    deal, owner = audit.pick.deal_id, audit.pick.owner_id
    sellers = {seller for (seller,) in ask(f"SELECT DISTINCT seller_id FROM deal_seat WHERE deal_id = {deal:d}")}
    sellers |= {seller for (seller,) in ask(f"SELECT DISTINCT owner_id FROM deal_event WHERE deal_id = {deal:d}")}
    on: set[int | None] = set(
        SellerLink.objects.filter(seller_id__in={*sellers, owner} - {None}).values_list("user_id", flat=True)
    )
    on |= _list_debriefed(deal)
    on |= set(audit.refusals.exclude(user=None).values_list("user_id", flat=True))
    read = LogEntry.objects.filter(kind="deal", object_id=str(deal), act__in=("saw", "exported"))
    readers = set(read.values_list("user_id_then", flat=True))
    waiting = Count("audits", filter=Q(audits__done_at=None))
    return [
        Able(
            user_id=user.pk,
            could_see=find_scope(user).holds(deal, owner),
            was_on=user.pk in on,
            has_read=user.pk in readers,
            sees_all=user.sees_all,
            waiting=user.n_waiting,
        )
        for user in User.objects.filter(is_active=True).annotate(n_waiting=waiting)
    ]


def _list_debriefed(deal: int) -> set[int | None]:
    """Who held or took part in any debrief of the deal, the other audit included."""
    debriefs = Debrief.objects.filter(deal_id=deal)
    found: set[int | None] = set(debriefs.exclude(asker=None).values_list("asker_id", flat=True))
    found |= set(Participant.objects.filter(debrief__in=debriefs).values_list("user_id", flat=True))
    asked = AskedPerson.objects.filter(debrief__in=debriefs).exclude(asked_by=None)
    return found | set(asked.values_list("asked_by_id", flat=True))


def refuse(request: Request, ask: Ask, audit: Audit, why: str, words: str) -> None:
    """The auditor would rather not: kept with the reason, and another is asked."""
    with transaction.atomic():
        standing = Audit.objects.select_for_update().get(pk=audit.pk)
        if standing.auditor_id != request.user.pk or standing.done_at is not None:
            return
        standing.refusals.create(user=request.user, who=request.user.email, why=why, words=words)
        Participant.objects.filter(debrief=standing.debrief_id, user=request.user).update(
            answer="declined", removed_at=timezone.now()
        )
        standing.judgements.all().delete()
        standing.auditor, standing.asked_at, standing.begun_at, standing.could_see = None, None, None, False
        standing.version += 1
        standing.save()
        Debrief.objects.filter(pk=standing.debrief_id).update(asker=None)
        note(request, "refused", "audit", audit.pk, audit.pick.deal_name, why=why)
        assign(ask, standing)

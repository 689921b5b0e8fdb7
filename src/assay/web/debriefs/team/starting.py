"""Opens debriefs among ourselves: a colleague's view, an investigation."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from assay.asking.circles import Circle
from assay.asking.states import State
from assay.web.debriefs.announcing.views import Met
from assay.web.debriefs.models import Debrief
from assay.web.people import sellers
from assay.web.people.granting import take_back
from assay.web.people.log import note
from assay.web.people.models import Grant, User
from assay.web.request import Request


def start_debrief(request: Request, deal: Met, kind: str, asker: User) -> Debrief:
    """A new debrief of this kind on the deal, asked for and answered by nobody yet."""
    with transaction.atomic():
        last = Debrief.objects.filter(deal_id=deal.id, kind=kind).aggregate(last=Max("number"))["last"] or 0
        debrief = Debrief.objects.create(
            deal_id=deal.id,
            deal_name=deal.name[:300],
            owner_id=deal.owner_id,
            kind=kind,
            number=last + 1,
            asker=asker,
            opened_by=request.user,
            circle=Circle.PARTICIPANTS,
            state=State.OPENED,
            **_read_end(deal.id),
        )
        note(request, "opened", "debrief", debrief.pk, debrief.deal_name, deal=str(deal.id), debrief_kind=kind)
    return debrief


def _read_end(deal_id: int) -> dict[str, object]:
    """How and when the deal ended: as the debriefs that were opened by themselves have it, else by the record."""
    known = Debrief.objects.filter(deal_id=deal_id).exclude(ended_at=None).first()
    if known is not None:
        return {"account_id": known.account_id, "outcome": known.outcome, "ended_at": known.ended_at}
    rows = sellers.ask_record(f"SELECT account_id, outcome, closed_at FROM deal WHERE id = {deal_id:d}")
    account, outcome, closed = rows[0] if rows else (None, "open", None)
    return {
        "account_id": account,
        "outcome": "silent" if outcome == "open" else outcome,
        "ended_at": None if closed is None else datetime.fromtimestamp(closed, UTC),
    }


def end_grants(request: Request, debrief: Debrief, reason: str, user: User | None = None) -> None:
    """Ends what let people into the deal for this debrief; one person's alone where `user` is given."""
    people = debrief.participants.all() if user is None else debrief.participants.filter(user=user)
    standing = Grant.objects.filter(
        user__in=people.values("user"), deal_id=debrief.deal_id, reason=reason, revoked_at=None
    )
    for grant in standing.select_related("user"):
        take_back(request, grant)

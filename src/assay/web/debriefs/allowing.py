"""Who may see and do what about a debrief. A debrief that one may not see looks like one that is not there."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from assay.asking.circles import Reader, may_read
from assay.web.debriefs.models import Answer, BuyingProcess, Debrief, Requirement
from assay.web.people.models import Role
from assay.web.request import Request

Row = TypeVar("Row", Answer, Requirement, BuyingProcess)


def filter_scope(request: Request) -> Q:
    """Rows with `deal_id` and `owner_id` that lie in the user's scope."""
    scope = request.scope
    if scope.everything:
        return Q(pk__isnull=False)  # an empty Q would vanish beside others
    return Q(owner_id__in=scope.sellers) | Q(deal_id__in=scope.deals)


def list_visible(request: Request) -> QuerySet[Debrief]:
    """The debriefs that the user may see: of deals in the scope, and those that the user holds or takes part in.

    Of a deal that the user audits none but the own audit, until that is done: an auditor is blind to what others said.
    """
    own = Q(asker=request.user) | Q(pk__in=request.user.participations.filter(removed_at=None).values("debrief"))
    audited = list_audited(request)
    if audited:
        return Debrief.objects.filter(own | (filter_scope(request) & ~Q(deal_id__in=audited)))
    return Debrief.objects.filter(filter_scope(request) | own)


def list_audited(request: Request) -> list[int]:
    """The deals that the user audits and has not done with."""
    open_ = request.user.participations.filter(part="auditor", removed_at=None, is_done=False)
    return list(open_.values_list("debrief__deal_id", flat=True))


def find_debrief(request: Request, number: int) -> Debrief:
    """The debrief. Raises Http404 where there is none that the user may see."""
    found = list_visible(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def is_owner(request: Request, debrief: Debrief) -> bool:
    """Whether the user is the seller who owns the deal."""
    return debrief.owner_id is not None and request.user.seller_links.filter(seller_id=debrief.owner_id).exists()


def is_manager(request: Request, debrief: Debrief) -> bool:
    """Whether the user manages the deal's owner, or is an administrator. A grant makes nobody a manager."""
    if request.user.is_administrator:
        return True
    return request.user.role == Role.MANAGER and debrief.owner_id in request.scope.sellers


def takes_part(request: Request, debrief: Debrief) -> bool:
    """Whether the user holds the debrief or was asked to take part."""
    if debrief.asker_id == request.user.pk:
        return True
    return debrief.participants.filter(user=request.user, removed_at=None).exists()


def may_work(request: Request, debrief: Debrief) -> bool:
    """Whether the user may take the debrief further: its owner, who holds it, and a manager."""
    return is_owner(request, debrief) or debrief.asker_id == request.user.pk or is_manager(request, debrief)


def is_let_in(request: Request, debrief: Debrief) -> bool:
    """Whether the deal's record is open to the user."""
    return request.scope.holds(debrief.deal_id, debrief.owner_id)


def describe_reader(request: Request, debrief: Debrief) -> Reader:
    """What the user is to this debrief, and to what others said in it."""
    return Reader(
        takes_part=takes_part(request, debrief),
        is_team=is_owner(request, debrief) or is_manager(request, debrief),
        sees_deal=is_let_in(request, debrief),
    )


def may_read_row(request: Request, row: Row) -> bool:
    """Whether the user may read what stands there, as filter_readable has it."""
    return bool(filter_readable(request, [row]))


def filter_readable(request: Request, rows: Iterable[Row]) -> list[Row]:
    """What of it the user may read, by its circles. An auditor is blind to all but the own words."""
    audited = set(list_audited(request))
    readers: dict[int, Reader] = {}
    found: list[Row] = []
    for row in rows:
        if row.author_id == request.user.pk:
            found.append(row)  # a reader who is the author reads it in any circle
        elif row.debrief.deal_id not in audited:
            if row.debrief_id not in readers:
                readers[row.debrief_id] = describe_reader(request, row.debrief)
            if may_read(row.circle, readers[row.debrief_id]):
                found.append(row)
    return found

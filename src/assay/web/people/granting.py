"""Grants: one deal opened to one user for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from assay.web.people.log import LogEntry, note
from assay.web.people.models import Grant, Role, User
from assay.web.people.sellers import find_deal, find_owners

if TYPE_CHECKING:
    from assay.web.request import Request

#: for how many days a deal may be opened
DAYS = (1, 7, 14, 30, 90)


@dataclass(frozen=True)
class Deal:
    """A deal that may be opened to somebody."""

    id: int
    name: str
    owner_id: int | None


def may_grant(request: "Request", owner_id: int | None) -> bool:
    """Whether the user may open a deal of this owner to others: an administrator any, a manager the team's.

    A deal that a manager sees by a grant is not the manager's to pass on.
    """
    if request.user.is_administrator:
        return True
    return request.user.role == Role.MANAGER and owner_id in request.scope.sellers


def find_grantable(request: "Request", deal_id: int) -> Deal | None:
    """The deal, if there is one and the user may open it to others."""
    found = find_deal(deal_id)
    if found is None or not may_grant(request, found[1]):
        return None
    return Deal(deal_id, *found)


def give_grant(request: "Request", deal: Deal, user: User, reason: str, days: int, why: str) -> Grant:
    """Opens the deal to `user` for so many days. An equal grant that stands already is lengthened, never doubled."""
    until = timezone.now() + timedelta(days=days)
    standing = Grant.objects.filter(
        user=user, deal_id=deal.id, reason=reason, revoked_at=None, expires_at__gt=timezone.now()
    ).first()
    if standing is not None:
        return _lengthen(request, standing, until, why)
    grant = Grant.objects.create(
        user=user, deal_id=deal.id, deal_name=deal.name[:300], reason=reason, why=why, granted_by=request.user,
        expires_at=until,
    )  # fmt: skip
    note(request, "granted", "deal", deal.id, deal.name, to=user.email, until=until.isoformat(), reason=reason)
    return grant


def _lengthen(request: "Request", grant: Grant, until: datetime, why: str) -> Grant:
    if until > grant.expires_at + timedelta(minutes=1):
        grant.expires_at, grant.why = until, why or grant.why
        grant.save(update_fields=["expires_at", "why"])
        note(
            request, "granted", "deal", grant.deal_id, grant.deal_name, to=grant.user.email, until=until.isoformat(),
            reason=grant.reason,
        )  # fmt: skip
    return grant


def take_back(request: "Request", grant: Grant) -> None:
    """It lets in no longer; nothing happens to one that was taken back before."""
    if Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=timezone.now()):
        note(request, "revoked", "deal", grant.deal_id, grant.deal_name, to=grant.user.email)


def list_grants(request: "Request") -> QuerySet[Grant]:
    """All grants for an administrator; for a manager those that the manager gave, and those of the team's deals."""
    found = Grant.objects.select_related("user", "granted_by")
    if request.user.is_administrator:
        return found
    owners = find_owners(set(found.values_list("deal_id", flat=True)))
    teams = [deal for deal, owner in owners.items() if may_grant(request, owner)]
    return found.filter(Q(granted_by=request.user) | Q(deal_id__in=teams))


def count_uses(grants: list[Grant]) -> dict[int, int]:
    """For each grant, how often its user came to the deal through a grant, as the log has it."""
    rows = LogEntry.objects.filter(
        kind="deal",
        object_id__in=[str(grant.deal_id) for grant in grants],
        user_id_then__in=[grant.user_id for grant in grants],
        detail__by_grant=True,
    ).values_list("user_id_then", "object_id", "at")
    seen = list(rows)
    return {
        grant.pk: sum(
            user == grant.user_id and deal == str(grant.deal_id) and grant.granted_at <= at <= _find_end(grant)
            for user, deal, at in seen
        )
        for grant in grants
    }


def _find_end(grant: Grant) -> datetime:
    return min(grant.revoked_at or grant.expires_at, grant.expires_at)

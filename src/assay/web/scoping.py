"""The one place that says which deals a user may see. Every query on deals takes what it gives."""

from collections.abc import Iterable

from django.utils import timezone

from assay.reports.catalogue.scope import NOTHING, Scope
from assay.web.people.models import Grant, Role, SellerLink, Team, TeamSeller, User


def find_scope(user: User) -> Scope:
    """What `user` may see: a rep the own deals, a manager those of the team and of all teams within it, an analyst and
    an administrator all; besides, the deals of standing grants. Who may not sign in sees nothing. A deal that the user
    is to audit is closed until that is done.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.sees_all:
        return Scope(everything=True, team_sellers=None, closed=find_closed(user))
    own = frozenset(SellerLink.objects.filter(user=user).values_list("seller_id", flat=True))
    teams = list_team_tree([user.team_id]) if user.team_id else frozenset()
    team = own | find_sellers(teams)
    granted = Grant.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())
    return Scope(
        sellers=team if user.role == Role.MANAGER else own,
        deals=frozenset(granted.values_list("deal_id", flat=True)),
        team_sellers=team,
        closed=find_closed(user),
    )


def find_closed(user: User) -> frozenset[int]:
    """The deals that the user audits and has not done with: nothing else of them may be read before."""
    open_ = user.participations.filter(part="auditor", removed_at=None, is_done=False)
    return frozenset(open_.values_list("debrief__deal_id", flat=True))


def list_team_tree(roots: Iterable[int]) -> frozenset[int]:
    """The ids of these teams and of all teams within them."""
    parts: dict[int | None, list[int]] = {}
    for team, parent in Team.objects.values_list("id", "parent_id"):
        parts.setdefault(parent, []).append(team)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting += parts.get(team, [])
    return frozenset(found)


def find_sellers(teams: Iterable[int]) -> frozenset[int]:
    """The sellers of these teams: those placed in them, and those that their users are."""
    chosen = list(teams)
    placed = TeamSeller.objects.filter(team__in=chosen).values_list("seller_id", flat=True)
    linked = SellerLink.objects.filter(user__team__in=chosen).values_list("seller_id", flat=True)
    return frozenset(placed) | frozenset(linked)

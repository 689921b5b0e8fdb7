"""Who may plan, see and stop a roll-out. One that may not be seen looks like one that is not there."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from assay.web.patterns.rollouts.models import RollOut
from assay.web.people.models import Role, Team, User
from assay.web.request import Request
from assay.web.scoping import list_team_tree


def may_plan(user: User) -> bool:
    """Administrators, and managers of a team."""
    return user.is_administrator or (user.role == Role.MANAGER and user.team_id is not None)


def demand_plan(request: Request) -> None:
    """Raises PermissionDenied for who may only read."""
    if not may_plan(request.user):
        raise PermissionDenied


def list_plannable(user: User) -> QuerySet[Team]:
    """The teams that this user may have begin: an administrator all, a manager the own one and those within it."""
    if user.is_administrator:
        return Team.objects.all()
    if not may_plan(user) or user.team_id is None:
        return Team.objects.none()
    return Team.objects.filter(pk__in=list_team_tree([user.team_id]))


def list_visible(request: Request) -> list[RollOut]:
    """To whom every deal is open, all; to others those that they wrote down, or in which a team of theirs is."""
    found = RollOut.objects.select_related("made_by", "stop").prefetch_related("parts")
    if request.scope.everything:
        return list(found)
    own = find_own_teams(request.user)
    return [one for one in found if one.made_by_id == request.user.pk or list_own_parts(own, one)]


def find_own_teams(user: User) -> frozenset[int]:
    """The ids of the teams that this user is in, with those around it, or manages."""
    if user.team_id is None:
        return frozenset()
    managed = list_team_tree([user.team_id]) if user.role == Role.MANAGER else frozenset()
    around = dict(Team.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    team: int | None = user.team_id
    while team is not None and team not in found:
        found.add(team)
        team = around.get(team)
    return managed | found


def list_own_parts(own: frozenset[int], roll_out: RollOut) -> frozenset[int]:
    """The ids of teams of the roll-out that are among these."""
    return own & {part.team_id for part in roll_out.parts.all() if part.team_id is not None}


def find_roll_out(request: Request, number: int) -> RollOut:
    """The roll-out. Raises Http404 where there is none that the user may see."""
    found = next((one for one in list_visible(request) if one.pk == number), None)
    if found is None:
        raise Http404
    return found


def may_stop(request: Request, roll_out: RollOut) -> bool:
    """An administrator, and whoever wrote it down, as long as that person may plan."""
    return request.user.is_administrator or (roll_out.made_by_id == request.user.pk and may_plan(request.user))


def sees_parts(request: Request, teams: Iterable[int]) -> frozenset[int]:
    """Of these teams those whose deals this user sees: all by role, or as their manager."""
    user = request.user
    if request.scope.everything:
        return frozenset(teams)
    if user.role != Role.MANAGER or user.team_id is None:
        return frozenset()
    return frozenset(teams) & list_team_tree([user.team_id])

"""Who takes part in a team's review meeting, and who leads it."""

from django.db.models import Q, QuerySet
from django.http import Http404

from assay.web.learning.models import Meeting, Series
from assay.web.people.models import Role, Team
from assay.web.request import Request
from assay.web.scoping import list_team_tree


def list_led(request: Request) -> QuerySet[Team]:
    """The teams whose meetings the user leads: a manager's own with all within it, an administrator's all."""
    user = request.user
    if user.is_administrator:
        return Team.objects.all()
    if user.role != Role.MANAGER or not user.team_id:
        return Team.objects.none()
    return Team.objects.filter(pk__in=list_team_tree([user.team_id]))


def list_series(request: Request) -> QuerySet[Series]:
    """The meetings that the user takes part in, leads, or may read as analyst."""
    found = Series.objects.select_related("team")
    if request.user.sees_all:
        return found
    own = _list_above(request.user.team_id)
    return found.filter(Q(team__in=own) | Q(team__in=list_led(request)))


def _list_above(team: int | None) -> list[int]:
    """The team and those that it lies within: who belongs to a part belongs to the whole."""
    parents = dict(Team.objects.values_list("id", "parent_id"))
    found: list[int] = []
    while team is not None and team not in found:
        found.append(team)
        team = parents.get(team)
    return found


def find_meeting(request: Request, number: int) -> Meeting:
    """The meeting. Raises Http404 where there is none that the user may see."""
    found = Meeting.objects.filter(pk=number, series__in=list_series(request)).select_related("series__team").first()
    if found is None:
        raise Http404
    return found


def may_lead(request: Request, series: Series) -> bool:
    """Whether the user leads it."""
    return list_led(request).filter(pk=series.team_id).exists()

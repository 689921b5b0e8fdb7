"""Who may see an action, and who may change it. One that may not be seen looks like one that is not there."""

from django.db.models import Q, QuerySet
from django.http import Http404

from assay.web.debriefs.allowing import list_audited
from assay.web.debriefs.models import Action, Debrief
from assay.web.people.models import Role, User
from assay.web.people.sellers import find_owners
from assay.web.request import Request
from assay.web.scoping import list_team_tree


def list_visible(request: Request) -> QuerySet[Action]:
    """Own actions and those that the user gave, those of deals in scope, and a manager's those of the team's people."""
    found = Action.objects.select_related("owner", "made_by", "debrief")
    audited = list_audited(request)
    if audited:
        found = found.exclude(deal_id__in=audited)
    if request.scope.everything:
        return found
    mine = Q(owner=request.user) | Q(made_by=request.user) | Q(deal_id__in=_list_deals(request))
    return found.filter(mine | Q(owner__in=list_team(request.user)))


def _list_deals(request: Request) -> list[int]:
    """The deals in scope that there are actions about."""
    rows = Action.objects.exclude(deal_id=None).values_list("deal_id", flat=True)
    about = {deal for deal in rows if deal is not None}
    known = dict(Debrief.objects.filter(deal_id__in=about).values_list("deal_id", "owner_id"))
    known |= find_owners(about - known.keys())
    return [deal for deal in about if request.scope.holds(deal, known.get(deal))]


def list_team(user: User) -> list[int]:
    """The ids of the people whom this user manages; none for who manages nobody."""
    if user.role != Role.MANAGER or not user.team_id:
        return []
    people = User.objects.filter(team__in=list_team_tree([user.team_id]), is_active=True).exclude(pk=user.pk)
    return list(people.values_list("pk", flat=True))


def find_action(request: Request, number: int) -> Action:
    """The action. Raises Http404 where there is none that the user may see."""
    found = list_visible(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def may_change(request: Request, action: Action) -> bool:
    """Who does it, who gave it, who manages that person, and an administrator."""
    user = request.user
    if user.is_administrator or user.pk in {action.owner_id, action.made_by_id}:
        return True
    return action.owner_id in list_team(user)

"""Who may see a play, and who may change it. One that may not be seen looks like one that is not there."""

from django.db.models import Q, QuerySet
from django.http import Http404

from assay.web.debriefs.allowing import list_audited
from assay.web.learning.actions.allowing import list_team
from assay.web.people.models import User
from assay.web.people.sellers import find_deal, find_owners
from assay.web.plays.models import Play
from assay.web.request import Request


def list_visible(request: Request) -> "QuerySet[Play]":
    """Own plays and those that the user made, those of deals in scope, and a manager's those of the team's people."""
    found = Play.objects.select_related("owner", "made_by")
    audited = list_audited(request)
    if audited:
        found = found.exclude(deal_id__in=audited)
    if request.scope.everything:
        return found
    mine = Q(owner=request.user) | Q(made_by=request.user) | Q(deal_id__in=_list_deals(request))
    return found.filter(mine | Q(owner__in=list_team(request.user)))


def _list_deals(request: Request) -> list[int]:
    """The deals in scope that there are plays about."""
    about = set(Play.objects.values_list("deal_id", flat=True))
    known = find_owners(about)
    return [deal for deal in about if request.scope.holds(deal, known.get(deal))]


def find_play(request: Request, number: int) -> Play:
    """The play. Raises Http404 where there is none that the user may see."""
    found = list_visible(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def may_change(request: Request, play: Play) -> bool:
    """Who does it, who made it, who manages that person, whoever owns the deal, and an administrator."""
    user = request.user
    if user.is_administrator or user.pk in {play.owner_id, play.made_by_id}:
        return True
    return play.owner_id in list_team(user) or request.scope.holds(play.deal_id, play.deal_owner_id)


def find_seen_deal(request: Request, deal_id: int) -> tuple[str, int | None]:
    """Name and owner of a deal. Raises Http404 where there is none that the user may see."""
    found = find_deal(deal_id)
    if found is None or not request.scope.holds(deal_id, found[1]):
        raise Http404
    return found


def find_doer(request: Request, owner_id: int | None) -> User:
    """Who would do it: whoever the owner of the deal is here, else the user."""
    if owner_id is None:
        return request.user
    return find_owner(owner_id) or request.user


def find_owner(seller_id: int) -> User | None:
    """Who signs in here as this seller; None where nobody does."""
    return User.objects.filter(seller_links__seller_id=seller_id, is_active=True).order_by("pk").first()

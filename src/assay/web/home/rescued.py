"""Deals that were won after a play, on the page of today."""

from assay.web.plays.models import Play
from assay.web.request import Request

_SHOWN = 4


def list_rescued(request: Request) -> list[Play]:
    """Plays of the user's own, or of owners whom the user manages, that were called and whose deal was won since."""
    won = Play.objects.filter(outcome="won", dropped_at=None, calls__removed_at=None, calls__isnull=False)
    if not request.scope.everything:
        won = won.filter(deal_owner_id__in=request.scope.sellers) | won.filter(owner=request.user)
    return list(won.exclude(deal_id__in=request.scope.closed).distinct().order_by("-ended_at", "-pk")[:_SHOWN])

"""Where somebody is led who is told of an open deal like a loss."""

from urllib.parse import urlencode

from django.urls import reverse

from assay.web.people.sellers import find_deal
from assay.web.request import Request


def find_way(deal_id: int, driver: str, loss_id: int, *, sees_loss: bool) -> str:
    """Where a play for the deal is prepared; it knows of the loss where that may be seen."""
    told = [("driver", driver), *([("loss", str(loss_id))] if sees_loss else [])]
    return f"{reverse('prepare_play', args=[deal_id])}?{urlencode(told)}"


def sees_deal(request: Request, deal_id: int) -> bool:
    """Whether a deal of the record is open to the user."""
    found = find_deal(deal_id)
    return found is not None and request.scope.holds(deal_id, found[1])

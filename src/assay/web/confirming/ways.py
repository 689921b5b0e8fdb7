"""Where somebody is led who is told of an open deal like a loss."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from assay.web.people.sellers import find_deal
from assay.web.request import Request


def find_way(deal_id: int, driver: str, loss_id: int, *, sees_loss: bool) -> str:
    """The deal's play preparation; where there is none, the deals like the loss, or the brief if that is closed."""
    told = [("driver", driver), *([("loss", str(loss_id))] if sees_loss else [])]
    try:
        return f"{reverse('prepare_play', args=[deal_id])}?{urlencode(told)}"
    except NoReverseMatch:
        return reverse("deal_like", args=[loss_id]) if sees_loss else reverse("call_brief", args=[deal_id])


def sees_deal(request: Request, deal_id: int) -> bool:
    """Whether a deal of the record is open to the user."""
    found = find_deal(deal_id)
    return found is not None and request.scope.holds(deal_id, found[1])

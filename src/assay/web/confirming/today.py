"""Deals of the user's own that are like a loss that was understood, on the page of today."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.reports.catalogue.listing import find_deal
from assay.reports.catalogue.opening import Catalogue
from assay.web.confirming.models import Notice
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.people.models import User
from assay.web.people.sellers import find_deals
from assay.web.request import Request

#: a notice that nobody opens stands there for so long
_KEPT_DAYS = 30


def list_notices(user: User) -> QuerySet[Notice]:
    """The user's notices that were not opened yet and still hold, the likeliest first."""
    since = timezone.now() - timedelta(days=_KEPT_DAYS)
    return Notice.objects.filter(user=user, seen_at=None, withdrawn_at=None, made_at__gt=since)


def list_told(request: Request, catalogue: Catalogue) -> Section | None:
    """What was told the user of open deals of the own; None where there is nothing, or no deal of it is open still."""
    told = [(one, find_deal(catalogue, request.scope, one.deal_id)) for one in list_notices(request.user)]
    standing = [(one, deal) for one, deal in told if deal is not None and deal.outcome == "open"]
    if not standing:
        return None
    losses = name_losses(request, [one for one, _deal in standing[:SHOWN]])
    return Section(
        name="told",
        title=_("Deals of yours like a loss that was understood"),
        rule=_(
            "Somebody who knows said why a deal was lost, and the same is likely at work here. The likeliest first."
        ),
        lines=[
            Line(deal, say_notice(one, losses), address=reverse("open_notice", args=[one.pk]))
            for one, deal in standing[:SHOWN]
        ],
        count=len(standing),
    )


def name_losses(request: Request, notices: Iterable[Notice]) -> dict[int, str]:
    """The names of the losses of these notices that the user may see."""
    found = find_deals({one.loss_id for one in notices})
    return {number: name for number, (name, owner) in found.items() if request.scope.holds(number, owner)}


def say_notice(notice: Notice, losses: Mapping[int, str]) -> str:
    """The reasons with their probability, and the loss where it is among `losses`, which name_losses names."""
    told = {"reasons": notice.text, "percent": min(99, round(100 * notice.probability))}
    loss = losses.get(notice.loss_id)
    if loss is None:
        return _("%(reasons)s; %(percent)s %% likely at work here") % told
    return _("as in %(loss)s: %(reasons)s; %(percent)s %% likely at work here") % {**told, "loss": loss}

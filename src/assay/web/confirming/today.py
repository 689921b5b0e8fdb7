"""Deals of the user's own that are like a loss that was understood, on the page of today."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.reports.catalogue.listing import find_deal
from assay.reports.catalogue.opening import Catalogue
from assay.web.confirming.models import Notice
from assay.web.confirming.ways import sees_deal
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.people.models import User
from assay.web.people.sellers import find_deal as find_in_record
from assay.web.request import Request

#: a notice that nobody opens stands there for so long
_KEPT_DAYS = 30


def list_notices(user: User) -> QuerySet[Notice]:
    """The user's notices that were not opened yet and still hold, the likeliest first."""
    since = timezone.now() - timedelta(days=_KEPT_DAYS)
    return Notice.objects.filter(user=user, seen_at=None, withdrawn_at=None, made_at__gt=since)


def list_told(request: Request, catalogue: Catalogue) -> Section | None:
    """What was told the user of open deals of the own; None where there is nothing, or no deal of it is open still."""
    lines: list[Line] = []
    count = 0
    for notice in list_notices(request.user):
        deal = find_deal(catalogue, request.scope, notice.deal_id)
        if deal is None or deal.outcome != "open":
            continue
        count += 1
        if len(lines) < SHOWN:
            lines.append(Line(deal, say_notice(request, notice), address=reverse("open_notice", args=[notice.pk])))
    if not lines:
        return None
    return Section(
        name="told",
        title=_("Deals of yours like a loss that was understood"),
        rule=_(
            "Somebody who knows said why a deal was lost, and the same is likely at work here. The likeliest first."
        ),
        lines=lines,
        count=count,
    )


def say_notice(request: Request, notice: Notice) -> str:
    """The reasons with their probability; the loss by its name for whoever may see it."""
    told = {"reasons": notice.text, "percent": min(99, round(100 * notice.probability))}
    loss = find_in_record(notice.loss_id) if sees_deal(request, notice.loss_id) else None
    if loss is None:
        return _("%(reasons)s; %(percent)s %% likely at work here") % told
    return _("as in %(loss)s: %(reasons)s; %(percent)s %% likely at work here") % {**told, "loss": loss[0]}

"""Addresses that were switched off by themselves, on the page of today, for administrators."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assay.reports.catalogue.opening import Catalogue
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.request import Request
from assay.web.webhooks.models import Endpoint, OffWhy


def list_stopped(request: Request, catalogue: Catalogue) -> Section | None:
    """Those that nobody has looked at since; None for everybody who is no administrator, and where there is none."""
    if not request.user.is_administrator:
        return None
    stopped = list(Endpoint.objects.filter(is_active=False, off_why__in=(OffWhy.GONE, OffWhy.FAILING)))
    if not stopped:
        return None
    return Section(
        name="webhooks",
        title=_("Webhooks that were switched off"),
        rule=_("Nothing is sent to these addresses any more, until you switch them on or say that they stay off."),
        lines=[
            Line(name=str(one), why=one.get_off_why_display(), address=reverse("webhook", args=[one.pk]))
            for one in stopped[:SHOWN]
        ],
        count=len(stopped),
        all_at=reverse("webhooks"),
    )

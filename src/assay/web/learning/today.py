"""What stands on the page of today: actions of the user's own, and audits and review meetings that are near."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.reports.catalogue.opening import Catalogue
from assay.web.debriefs.models import Action
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.learning.meetings.allowing import list_series
from assay.web.learning.models import Audit, Meeting
from assay.web.request import Request

#: a figure that was looked at again stands there for so many days
_SEEN_DAYS = 14
#: a meeting stands there from so many days before
_NEAR_DAYS = 7


def list_agreed(request: Request, catalogue: Catalogue) -> Section | None:
    """The user's own actions, those due first, then what came of those that were done; None where there is none."""
    lines = [*_list_meetings(request), *_list_audits(request), *_list_actions(request), *_list_looked(request)]
    if not lines:
        return None
    return Section(
        name="agreed",
        title=_("What was agreed"),
        rule=_("What you have taken on, and audits and review meetings that are near. The oldest first."),
        lines=lines[:SHOWN],
        count=len(lines),
        all_at=reverse("learning") + "?mine=yes",
    )


def _list_meetings(request: Request) -> list[Line]:
    """The meetings of the user's own team, or led by the user, within a week."""
    near = timezone.localdate() + timedelta(days=_NEAR_DAYS)
    own = list_series(request).filter(stopped_at=None)
    if request.user.sees_all:
        own = own.filter(team=request.user.team_id)
    found = Meeting.objects.filter(series__in=own, closed_at=None, planned_on__lte=near).select_related("series__team")
    return [
        Line(
            name=one.series.team.name,
            why=_("review meeting on %(day)s") % {"day": date_format(one.planned_on, "SHORT_DATE_FORMAT")},
            address=reverse("meeting", args=[one.pk]),
        )
        for one in found
    ]


def _list_audits(request: Request) -> list[Line]:
    found = Audit.objects.filter(auditor=request.user, done_at=None).select_related("pick")[:SHOWN]
    return [
        Line(
            name=one.pick.deal_name,
            why=_("audit this loss, about twenty minutes"),
            address=reverse("audit", args=[one.pk]),
        )
        for one in found
    ]


def _list_actions(request: Request) -> list[Line]:
    found = Action.objects.filter(owner=request.user, done_at=None, dropped_at=None)[:50]
    return [Line(name=one.what, why=_say_due(one), address=reverse("action", args=[one.pk])) for one in found]


def _say_due(action: Action) -> str:
    day = date_format(action.due, "SHORT_DATE_FORMAT")
    late = action.due < timezone.localdate()
    said = (_("was due %(day)s") if late else _("until %(day)s")) % {"day": day}
    return f"{action.deal_name}; {said}" if action.deal_name else said


def _list_looked(request: Request) -> list[Line]:
    since = timezone.now() - timedelta(days=_SEEN_DAYS)
    found = Action.objects.filter(owner=request.user, looked_at__gt=since)[:20]
    words = {
        "less": _("its figure has fallen"),
        "more": _("its figure has risen"),
        "cannot_tell": _("whether its figure changed cannot be told"),
    }
    return [
        Line(
            name=one.what,
            why=words[(one.figure_now or {}).get("verdict", "cannot_tell")],
            address=reverse("action", args=[one.pk]),
        )
        for one in found
    ]

"""What stands on the page of today: the user's own plays, those that are late first."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.reports.catalogue.opening import Catalogue
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.plays.models import Play
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy

#: plays stand there from so many days before they are due
_NEAR_DAYS = 7


def list_due(request: Request, catalogue: Catalogue) -> Section | None:
    """The user's own plays that are due; None where there is none."""
    near = timezone.localdate() + timedelta(days=_NEAR_DAYS)
    waiting = Play.objects.filter(owner=request.user, dropped_at=None, ended_at=None, answered_at=None)
    plays = list(waiting.filter(due__lte=near).order_by("due", "pk")[:50])
    if not plays:
        return None
    names = {one.code: one.name for one in speak_taxonomy().drivers}
    return Section(
        name="plays",
        title=_("Plays due"),
        rule=_("Approaches to open deals that you have taken on and that are due within a week. The oldest first."),
        lines=[
            Line(name=one.deal_name, why=_say(one, names), address=reverse("play", args=[one.pk]))
            for one in plays[:SHOWN]
        ],
        count=len(plays),
        all_at=reverse("plays"),
    )


def _say(play: Play, names: dict[str, str]) -> str:
    day = date_format(play.due, "SHORT_DATE_FORMAT")
    said = (_("was due %(day)s") if play.due < timezone.localdate() else _("until %(day)s")) % {"day": day}
    whom = _("call %(name)s") % {"name": play.contact_name} if play.contact_name else _("choose whom to call")
    return f"{names.get(play.driver, play.driver)}; {whom}; {said}"

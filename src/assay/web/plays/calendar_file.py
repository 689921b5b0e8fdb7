"""A play as an entry of a calendar: the same one after it was moved."""

from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.outside.calendar import Attendee, Method, Talk, write_calendar
from assay.web.plays.models import Play
from assay.web.request import Request

#: plays are put into the morning, when buyers are reached best is not known; the person moves them as it suits
_HOUR, _MINUTES = time(9, 0), 15


def write_play(request: Request, play: Play) -> str:
    """The calendar file of a play, at nine of the clock of whoever asks for it."""
    begins = timezone.make_aware(datetime.combine(play.due, _HOUR), timezone.get_current_timezone())
    return write_calendar(
        Talk(
            uid=f"play-{play.pk}@{urlsplit(settings.PUBLIC_URL).hostname}",
            sequence=play.version,
            made_at=timezone.now(),
            begins_at=begins,
            minutes=_MINUTES,
            summary=_("Call: %(deal)s") % {"deal": play.deal_name},
            description="\n\n".join(text for text in (play.contact_name, play.opener, play.question) if text),
            place="",
            organizer=Attendee(request.user.email, request.user.name),
            attendees=(),
            url=request.build_absolute_uri(reverse("play", args=[play.pk])),
        ),
        Method.PUBLISH,
    )

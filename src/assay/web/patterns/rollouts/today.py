"""What stands on the page of today: on which day one's own teams begin with a practice, and what came of it."""

from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.reports.catalogue.opening import Catalogue
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.patterns.rollouts.allowing import find_own_teams, list_own_parts
from assay.web.patterns.rollouts.models import RollOut
from assay.web.request import Request

#: a team is told for so long after its day, and of the end for so long after it
_TOLD_FOR = timedelta(days=28)


def list_days(request: Request, catalogue: Catalogue) -> Section | None:
    """The days of the teams that the user is in or manages; None where none of them takes part in a roll-out."""
    today = datetime.now(UTC).date()
    found = RollOut.objects.filter(stop=None, known_on__gt=today - _TOLD_FOR).prefetch_related("parts__team")
    teams = find_own_teams(request.user)
    lines = [line for one in found for line in _list_lines(request, one, list_own_parts(teams, one))]
    if not lines:
        return None
    return Section(
        name="roll-outs",
        title=_("Practices rolled out in steps"),
        rule=_("Your team begins on the day that the lot gave it, not before and not later: what is told rests on it."),
        lines=lines[:SHOWN],
        count=len(lines),
        all_at=reverse("roll_outs"),
    )


def _list_lines(request: Request, one: RollOut, own: frozenset[int]) -> list[Line]:
    today = datetime.now(UTC).date()
    address, practice = reverse("roll_out", args=[one.pk]), one.get_practice_display()
    if today >= one.known_on:
        if not own and one.made_by_id != request.user.pk:
            return []
        return [Line(name=practice, why=_("is over: see what it shows"), address=address)]
    lines = []
    for part in one.parts.all():
        if part.team_id in own and part.team is not None and today < part.begins_on + _TOLD_FOR:
            day = date_format(part.begins_on)
            said = _("%(team)s begins on %(day)s; until then as before") if today < part.begins_on else _(
                "%(team)s began on %(day)s: from now on with every deal")  # fmt: skip
            lines.append(Line(name=practice, why=said % {"team": part.team.name, "day": day}, address=address))
    return lines

"""Two roll-outs of one seller at the same time cannot be told apart."""

from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.web.patterns.rollouts.models import RollOut


def find_overlap(sellers: Collection[int], first_day: date, last_day: date) -> RollOut | None:
    """A roll-out that was not stopped, in which one of these sellers takes part in these days; None for none."""
    others = RollOut.objects.filter(stop=None, first_day__lte=last_day, last_day__gte=first_day)
    chosen = frozenset(sellers)
    return next((one for one in others if any(chosen & set(team.sellers) for team in one.planned.teams)), None)


def say_overlap(other: RollOut) -> str:
    """Until when there is no room beside the other one."""
    said = _("One of these teams takes part in another roll-out until %(day)s. Two at once cannot be told apart.")
    return said % {"day": date_format(other.last_day)}

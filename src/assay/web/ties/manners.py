"""What people told us themselves about being asked, and how often they were asked of late."""

from collections import defaultdict
from datetime import date, timedelta

from django.utils import timezone

from assay.asking.capping import Cap
from assay.rescue.ties.ways import Manners
from assay.web.debriefs.models import AskedPerson
from assay.web.debriefs.steps.choosing import CAP, has_withdrawn


def read_manners() -> Manners:
    """As it stands today, whatever day is asked about: who said no once is not asked."""
    return Manners(timezone.localdate(), find_refused(), find_requests(CAP), CAP)


def find_refused() -> dict[int, str]:
    """Person -> withdrawn, where the consent was taken back, or said_no to "may we come back to you?".

    What a person said last about coming back counts.
    """
    found: dict[int, str] = {}
    answered = AskedPerson.objects.filter(comes_back__isnull=False).order_by("comes_back_at", "id")
    for person, yes in answered.values_list("person_id", "comes_back"):
        if yes:
            found.pop(person, None)
        else:
            found[person] = "said_no"
    removed = AskedPerson.objects.filter(removed_at__isnull=False).prefetch_related("consents")
    return found | {one.person_id: "withdrawn" for one in removed if has_withdrawn(one)}


def find_requests(cap: Cap) -> dict[int, list[date]]:
    """Person -> the days of late on which a debrief was asked of that person."""
    found: dict[int, list[date]] = defaultdict(list)
    since = timezone.now() - timedelta(days=cap.days + 1)
    for person, at in AskedPerson.objects.filter(asked_at__gt=since).values_list("person_id", "asked_at"):
        found[person].append(timezone.localdate(at))
    return dict(found)

"""Why they should have bought, beside what they in fact required (G1): a list that its author keeps."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from assay.web.debriefs.models import Debrief, Requirement
from assay.web.debriefs.recording import ask_to_record
from assay.web.people.models import User
from assay.web.whole_numbers import read_id

_TOLD = {"yes": True, "no": False}
_MOST = 60


def list_own(debrief: Debrief, user: User) -> "QuerySet[Requirement]":
    """The requirements that this user wrote in this debrief."""
    return Requirement.objects.filter(debrief=debrief, author=user, removed_at=None)


def add_requirement(debrief: Debrief, user: User, told: Mapping[str, str]) -> None:
    """Adds one; the same words twice make one, and more than are of use are left out."""
    what = told.get("what", "").strip()[:500]
    standing = list_own(debrief, user)
    if what and not standing.filter(what=what).exists() and standing.count() < _MOST:
        Requirement.objects.create(debrief=debrief, author=user, what=what, **_read(told))


def change_requirement(debrief: Debrief, user: User, told: Mapping[str, str]) -> None:
    """Changes or takes away one of the user's own; one that was shared goes into the record anew."""
    asked = read_id(told.get("requirement", "")) or 0
    with transaction.atomic():
        found = list_own(debrief, user).select_for_update().filter(pk=asked).first()
        if found is None:
            return
        changes = {"removed_at": timezone.now()} if told.get("act") == "remove" else _read(told)
        if any(getattr(found, name) != value for name, value in changes.items()):
            Requirement.objects.filter(pk=found.pk).update(
                **changes, version=F("version") + 1, changed_at=timezone.now()
            )
            if found.finished_at is not None:
                ask_to_record(user)


def share_requirements(debrief: Debrief, user: User, circle: str) -> None:
    """Opens the user's requirements to a circle; private takes them back."""
    now = timezone.now()
    for one in list_own(debrief, user):
        if one.circle != circle or one.finished_at is None:
            Requirement.objects.filter(pk=one.pk).update(
                circle=circle, finished_at=one.finished_at or now, version=F("version") + 1, changed_at=now
            )
    ask_to_record(user)


def _read(told: Mapping[str, str]) -> dict[str, bool | None]:
    return {name: _TOLD.get(told.get(name, "")) for name in ("ours", "theirs", "met")}

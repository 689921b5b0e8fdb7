"""Tells the owners of the open deals in the same situation, as soon as a verdict is confirmed or corrected."""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from assay.domain.errors import AssayError
from assay.reports.same_situation.reading import find_like, seek_confirmed
from assay.rescue.situation import LikeDeal
from assay.web.confirming.announcing import tell_suggested
from assay.web.confirming.models import ConfirmedVerdict, Notice
from assay.web.confirming.reading import name_drivers, read_confirmed
from assay.web.debriefs.tasks import find_user
from assay.web.plays.suggesting import keep_suggestions
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy, load_taxonomy

_log = logging.getLogger(__name__)


def tell_owners(verdict: ConfirmedVerdict) -> int:
    """Makes the notices of a version once, and withdraws those that hold no longer; how many owners' deals were named.

    Of the deals proposed alone: those held out by lot are told to nobody. Raises AssayError where there is no run.
    """
    reasons = read_confirmed(verdict.deal_id)
    taxonomy = load_taxonomy(settings.HOME)
    proposed = _find_proposed(verdict, taxonomy) if reasons else []
    with transaction.atomic():
        standing = ConfirmedVerdict.objects.select_for_update().get(pk=verdict.pk)
        if standing.version != verdict.version:
            return 0  # whoever keeps the later version tells of that
        kept = [notice for one in proposed if (notice := _tell(one, verdict))]
        left = Notice.objects.filter(loss_id=verdict.deal_id, withdrawn_at=None)
        left.exclude(pk__in=[one.pk for one in kept]).update(withdrawn_at=timezone.now())
        if standing.told_version != verdict.version:  # else the page and a worker tell at the same moment
            tell_suggested(verdict, proposed)
        ConfirmedVerdict.objects.filter(pk=verdict.pk).update(told_version=verdict.version)
    return len(kept)


def _find_proposed(verdict: ConfirmedVerdict, taxonomy: Taxonomy) -> list[LikeDeal]:
    sought = seek_confirmed(verdict.deal_id, verdict.mains, taxonomy)
    with open_reading() as reading:
        found = find_like(reading.connection, sought, holds_out=settings.HOME.holds_out)
    if verdict.by is not None:
        keep_suggestions(verdict.by, sought.lot, found.ranked, timezone.localdate(), verdict.deal_id)
    return found.proposed


def _tell(one: LikeDeal, verdict: ConfirmedVerdict) -> Notice | None:
    """The notice to the deal's owner; None where nobody here owns it. One that was seen stays seen."""
    owner = find_user(one.owner_id)
    if owner is None:
        return None
    with override(owner.language or None):
        named = name_drivers(verdict.mains, speak_taxonomy())
    driver = max(one.at_work, key=lambda at_work: at_work.p).driver
    told: dict[str, Any] = {
        "deal_name": one.name[:300],
        "driver": driver,
        "probability": one.probability,
        "text": ", ".join(named)[:500],
        "withdrawn_at": None,
    }
    if owner.pk == verdict.by_id:
        told["mailed_at"] = timezone.now()  # who confirmed it knows
    place: dict[str, Any] = {"user": owner, "deal_id": one.deal_id, "loss_id": verdict.deal_id}
    return Notice.objects.update_or_create(**place, defaults=told)[0]


def tell_rest() -> None:
    """Tells what was kept by a page that was killed before it told, or while there was no run."""
    for verdict in ConfirmedVerdict.objects.exclude(told_version=F("version")):
        try:
            tell_owners(verdict)
        except AssayError as error:
            _log.info("the owners of deals like %s wait to be told: %s", verdict.deal_id, error.message)

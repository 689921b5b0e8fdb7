"""Codes of people on their way into the record."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue
from assay.sources.person_codes import Kept, PersonCode, keep_codes
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES
from assay.web.coding.models import PassageCode

#: codes that follow each other closely are written together
_GATHERED = timedelta(seconds=10)


def list_standing() -> QuerySet[PassageCode]:
    """The newest code of each person for each passage."""
    return PassageCode.objects.filter(replaced_at=None)


def ask_soon() -> None:
    """Has what was coded written into the record in a moment, together with what follows."""
    enqueue("codes", key="codes", not_before=timezone.now() + _GATHERED)


def ask_for_writing() -> None:
    """Has codes written that are not yet in the record, or that may be in it no longer: an import was undone."""
    if list_standing().filter(written_at=None).exists() or (_has_codes() and _is_other_record()):
        enqueue("codes", key="codes")


def _has_codes() -> bool:
    return list_standing().exists()


def _is_other_record() -> bool:
    last = Job.objects.filter(kind="codes", state=State.DONE).first()
    return last is None or (last.result or {}).get("version") != open_place(open_home().record, TABLES).version()


def write_standing(home: Home) -> Kept:
    """Write all codes in force into the record. Raises RetryLater while an import is at work."""
    now = timezone.now()
    codes = list(list_standing().select_related("coder"))
    kept = keep_codes(home, [_tell(code) for code in codes])
    PassageCode.objects.filter(pk__in=[code.pk for code in codes if code.written_at is None]).update(written_at=now)
    return kept


def _tell(code: PassageCode) -> PersonCode:
    return PersonCode(
        deal_id=code.deal_id,
        table=code.table,
        row_id=code.row_id,
        start=code.start,
        end=code.end,
        whole=code.whole,
        side=code.side,
        origin=code.origin,
        occurred_at=code.occurred_at,
        known_at=code.known_at,
        text=code.quote,
        driver=code.driver,
        theme=code.theme or None,
        about_whom=code.about,
        competitor_id=code.competitor_id,
        polarity=code.polarity,
        coded_by=code.coder.email,
        coded_at=int(code.made_at.timestamp()),
        taxonomy=code.taxonomy,
        is_withdrawn=code.is_withdrawn,
    )

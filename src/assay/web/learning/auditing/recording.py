"""What finished audits judged, as rows for the one way into the record: shares of losses rest on them there."""

from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.db.models import F

from assay.asking.audits.quarters import Quarter, find_quarter
from assay.asking.finished import AuditRow
from assay.web.debriefs.recording import Waiting
from assay.web.learning.auditing.judging import list_verdicts
from assay.web.learning.models import Audit


def gather_audits() -> Waiting:
    """The verdicts of audits that were finished since they were last recorded."""
    waiting = Waiting([], [])
    done = Audit.objects.exclude(done_at=None).exclude(recorded_version=F("version"))
    for audit in done.select_related("pick__draw").prefetch_related("judgements"):
        quarter = find_quarter(audit.pick.draw.quarter, settings.HOME.fiscal_start)
        if quarter is not None:
            waiting.rows.extend(_state_verdicts(audit, quarter))
        waiting.marks.append(_mark(audit))
    return waiting


def _mark(audit: Audit) -> Callable[[], object]:
    return partial(Audit.objects.filter(pk=audit.pk).update, recorded_version=audit.version)


def _state_verdicts(audit: Audit, quarter: Quarter) -> Iterator[AuditRow]:
    done = int(audit.done_at.timestamp()) if audit.done_at else 0
    for driver, verdict in list_verdicts(audit).items():
        yield AuditRow(
            source_id=f"audit {audit.pk} {driver}",
            known_at=done,
            is_deleted=False,
            deal_id=audit.pick.deal_id,
            auditor=audit.number,
            driver=driver,
            verdict=verdict,
            is_main=driver == audit.main,
            occurred_at=done,
            quarter=quarter.name,
            quarter_first=quarter.first,
            quarter_until=quarter.until,
            probability=audit.pick.probability,
        )

"""Asking for work, and asking it to stop."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay.jobs.kinds import find_kind
from assay.jobs.models import UNFINISHED, Job, State

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def enqueue(
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    asked_by: "AbstractBaseUser | None" = None,
    key: str = "",
    not_before: datetime | None = None,
) -> Job:
    """A new job, or the unfinished one of the same `key` where there is one.

    arguments: what JSON can hold, handed to the work by name.  not_before: when it may start at the earliest.
    Raises LookupError for a kind that no app registers.
    """
    if find_kind(kind) is None:
        raise LookupError(f"no work is called {kind}")
    job = Job(
        kind=kind,
        arguments=dict(arguments or {}),
        key=key,
        asked_by=asked_by.pk if asked_by else None,
        asked_by_name=str(asked_by) if asked_by else "",
        not_before=not_before,
    )
    while True:
        try:
            with transaction.atomic():
                job.save(force_insert=True)
            return job
        except IntegrityError:
            # of the same key; unless it has ended by now, it is the job that was asked for
            if key and (same := find_unfinished(key)):
                return same
            if not key:
                raise


def name_work(kind: str, arguments: Mapping[str, Any]) -> str:
    """The key of work of a kind with just these arguments, for `enqueue`: another job is asked for by another one."""
    told = json.dumps(arguments, sort_keys=True)
    return f"{kind} {hashlib.sha256(told.encode()).hexdigest()}"


def find_unfinished(key: str) -> Job | None:
    """The job of that key which waits or runs."""
    return Job.objects.filter(key=key, state__in=UNFINISHED).first()


def cancel(job: Job) -> bool:
    """Has a job stop: at once when it waits, within seconds when it runs. False where it is too late for that."""
    now = timezone.now()
    this = Job.objects.filter(pk=job.pk)
    waited = this.filter(state=State.QUEUED).update(state=State.CANCELLED, cancel_asked=now, finished_at=now, stage="")
    asked = this.filter(state=State.RUNNING, is_sealed=False, cancel_asked=None).update(cancel_asked=now)
    job.refresh_from_db()
    return bool(waited or asked)

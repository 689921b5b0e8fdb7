"""Whose a job is: taken by one worker, held by a lease that the worker renews, and let go at the end.

Every change names the worker and the attempt that it is made for. One that comes too late, from a worker whose lease
ran out and whose job another has taken up, changes nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.jobs.kinds import list_kinds
from assay.jobs.models import Job, State
from assay.jobs.progress import Said

#: a worker that was not heard of for so long is taken for dead; it renews every second
LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
#: some hours, at a minute each
MOST_DELAYS = 200


def claim_job(worker: str, *, quick_only: bool = False) -> Job | None:
    """The oldest job that is due, now held by `worker`; None when nothing is due. No two workers get the same."""
    due = _find_due(list_kinds(quick_only=quick_only))
    while due.exists():  # without a lock, so that waiting costs other writers nothing
        with transaction.atomic():
            job = due.select_for_update(skip_locked=True).order_by("id").first()
            if job is None:
                return None
            if not _end_hopeless(job):
                _take(job, worker)
                return job
    return None


def _find_due(kinds: list[str]) -> QuerySet[Job]:
    now = timezone.now()
    waits = Q(state=State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=now))
    abandoned = Q(state=State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waits | abandoned, kind__in=kinds)


def _take(job: Job, worker: str) -> None:
    now = timezone.now()
    job.state, job.worker, job.lease_until = State.RUNNING, worker, now + LEASE
    job.started_at, job.attempts = now, job.attempts + 1
    job.is_sealed, job.done, job.total, job.stage = False, 0, 0, ""
    job.save()


def _end_hopeless(job: Job) -> bool:
    """Ends an abandoned job that was cancelled, or tried often enough."""
    if job.cancel_asked:
        job.state = State.CANCELLED
    elif job.attempts >= MOST_ATTEMPTS:
        job.state = State.FAILED
        job.problem, job.advice = describe_death()
    else:
        return False
    job.lease_until, job.finished_at = None, timezone.now()
    job.save()
    return True


def describe_death() -> tuple[str, str]:
    """What is wrong with work that never comes to its end, and what to do."""
    return (
        _("The work was stopped in the middle %(times)s times, each time before it could say why.")
        % {"times": MOST_ATTEMPTS},
        _("Most often the machine has too little memory. Look into the server's log, then start it again."),
    )


def find_held(job: Job) -> QuerySet[Job]:
    """The row of `job` as long as its worker holds it in the attempt at hand, else no row."""
    return Job.objects.filter(pk=job.pk, worker=job.worker, attempts=job.attempts, state=State.RUNNING)


def renew_lease(job: Job, said: Said | None) -> bool:
    """Holds the job for longer, and passes on how far it is. False when it is not the worker's any more."""
    changes: dict[str, Any] = {"lease_until": timezone.now() + LEASE}
    if said:
        changes |= {"done": said.done, "total": said.total, "stage": said.stage[:300]}
    return find_held(job).update(**changes) == 1


def is_cancel_asked(job: Job) -> bool:
    """Whether somebody wants the job to stop."""
    return find_held(job).exclude(cancel_asked=None).exists()


def seal_job(job: Job) -> bool:
    """Closes the job to cancelling. False when somebody was faster, or the job is not the worker's any more."""
    return find_held(job).filter(cancel_asked=None).update(is_sealed=True, lease_until=timezone.now() + LEASE) == 1


def end_job(job: Job, state: State, **changes: Any) -> bool:
    """Writes how the job ended. False when it is not the worker's any more."""
    return find_held(job).update(state=state, lease_until=None, finished_at=timezone.now(), **changes) == 1


def keep_result(job: Job, result: Mapping[str, Any]) -> bool:
    """The job is done."""
    return end_job(job, State.DONE, result=dict(result), stage="", problem="", advice="")


def give_back(job: Job, *, counts: bool = False, after: timedelta = timedelta(0), stage: str = "") -> bool:
    """Has another worker, or this one later, do the job from its beginning.

    counts: whether this attempt is one of those that a job has.  after: how long it waits.
    """
    return (
        find_held(job).update(
            state=State.QUEUED,
            lease_until=None,
            attempts=job.attempts - (0 if counts else 1),
            not_before=timezone.now() + after if after else None,
            done=0,
            total=0,
            stage=stage[:300],
            is_sealed=False,
        )
        == 1
    )


def delay_job(job: Job, message: str, advice: str) -> bool:
    """Has the job wait for other work, the longer the more often it had to; fails it after some hours of that."""
    if job.delays >= MOST_DELAYS:
        return end_job(job, State.FAILED, problem=message, advice=advice)
    with transaction.atomic():
        find_held(job).update(delays=job.delays + 1)
        return give_back(job, after=timedelta(seconds=min(2 ** min(job.delays, 6), 60)), stage=message)

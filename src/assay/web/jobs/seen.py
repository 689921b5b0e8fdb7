"""A job as pages show it, and who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from assay.jobs.kinds import find_kind
from assay.jobs.models import Job, State
from assay.jobs.works import STEPS_OF
from assay.web.people.models import User
from assay.web.request import Request


@dataclass(frozen=True)
class SeenJob:
    """title: of its kind.  percent: None where it cannot be told.  address: where its result is read, or nothing."""

    job: Job
    title: str
    stage: str
    percent: int | None
    address: str
    has_file: bool


def find_jobs(user: User) -> QuerySet[Job]:
    """The jobs that `user` may see: those that the user asked for; an administrator sees all."""
    return Job.objects.all() if user.is_administrator else Job.objects.filter(asked_by=user.pk)


def find_job(user: User, job_id: int) -> Job:
    """One of them. Raises Http404 for any other, as for one that is not there."""
    job = find_jobs(user).filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def find_asked_job(request: Request, kind: str) -> Job | None:
    """The job of that kind that the address names (?job=), if the user may see it."""
    told = request.GET.get("job", "")
    if not told.isdecimal() or len(told) > 18:
        return None
    return find_jobs(request.user).filter(pk=int(told), kind=kind).first()


def may_start(user: User) -> bool:
    """Whether `user` may start work on the whole record: an analyst or an administrator, who see all of it."""
    return user.sees_all


def see_jobs(jobs: Iterable[Job]) -> list[SeenJob]:
    """Each as pages show it."""
    return [see_job(job) for job in jobs]


def see_job(job: Job) -> SeenJob:
    """A job with its words and the address of its result."""
    kind = find_kind(job.kind)
    percent = min(100 * job.done // job.total, 100) if job.total else None
    return SeenJob(
        job=job,
        title=str(kind.title) if kind else job.kind,
        stage=_say_stage(job),
        percent=100 if job.state == State.DONE else percent,
        address=_find_address(job),
        has_file=job.state == State.DONE and job.kind == "report" and bool((job.result or {}).get("file")),
    )


def _say_stage(job: Job) -> str:
    """The step in the words of the language at hand, where it is known beforehand; how far it is stands in English."""
    if not job.stage:
        return ""
    known = [step for step in STEPS_OF.get(job.kind, ()) if job.stage.startswith(step)]
    step = max(known, key=len, default=job.stage)
    said = _(step)
    return job.stage if said == step else said


def _find_address(job: Job) -> str:
    kind, result = find_kind(job.kind), job.result or {}
    if job.state != State.DONE:
        return ""
    given = str(result.get("address", ""))
    if given.startswith("/") and not given.startswith("//"):
        return given
    try:
        return reverse(kind.show) if kind and kind.show else ""
    except NoReverseMatch:
        return ""

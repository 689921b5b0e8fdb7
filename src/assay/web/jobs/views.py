"""Lists jobs, shows how far one is, starts and cancels them."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assay.jobs.kinds import find_kind
from assay.jobs.models import UNFINISHED, Job
from assay.jobs.queue import cancel, enqueue
from assay.jobs.worker import list_living
from assay.jobs.works import find_reports
from assay.store.home import open_home
from assay.web.jobs.seen import find_job, find_jobs, may_start, see_job, see_jobs
from assay.web.people.log import note
from assay.web.request import Request

_ON_A_PAGE = 50
#: htmx asks no more when it gets this
_STOP_ASKING = 286


@require_safe
def list_jobs(request: Request) -> HttpResponse:
    """The own jobs, newest first; an administrator sees those of all, or with ?own=1 the own ones."""
    own = request.GET.get("own") == "1"
    jobs = find_jobs(request.user)
    if own:
        jobs = jobs.filter(asked_by=request.user.pk)
    page = Paginator(jobs, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "jobs": see_jobs(page.object_list),
        "own": own,
        "is_moving": any(not job.is_finished for job in page.object_list),
        "may_start": may_start(request.user),
        "has_worker": bool(list_living()),
    }
    name = "jobs/list_part.html" if request.htmx else "jobs/list.html"
    return render(request, name, context)


@require_safe
def show_job(request: Request, job_id: int) -> HttpResponse:
    """One job: how far it is, or how it ended."""
    return render(request, "jobs/job.html", _describe(request, find_job(request.user, job_id)))


@require_safe
def show_progress(request: Request, job_id: int) -> HttpResponse:
    """The part of the page that changes while a job runs; after the last change htmx is told to ask no more."""
    job = find_job(request.user, job_id)
    if not request.htmx:
        return redirect("job", job_id)
    answer = render(request, "jobs/progress.html", _describe(request, job))
    if job.is_finished:
        answer.status_code = _STOP_ASKING
        answer["HX-Trigger"] = "job-ended"
    return answer


@require_POST
def cancel_job(request: Request, job_id: int) -> HttpResponse:
    """Has the job stop. Sent twice, or too late, it says how the job stands."""
    job = find_job(request.user, job_id)
    if cancel(job):
        note(request, "cancelled", "job", job.pk, see_job(job).title)
        messages.success(request, _("The work is being stopped; nothing of it will count."))
    elif job.is_finished:
        messages.info(request, _("The work had ended already."))
    elif job.is_sealed:
        messages.warning(request, _("It is too late to cancel: what was done is being kept."))
    return redirect("job", job.pk)


@require_POST
def start_run(request: Request) -> HttpResponse:
    """Asks every signal of every deal. While one such job waits or runs, it is shown instead."""
    return _start(request, "run")


@require_POST
def start_report(request: Request) -> HttpResponse:
    """Writes the report as files."""
    return _start(request, "report")


@require_POST
def start_again(request: Request, job_id: int) -> HttpResponse:
    """The same work once more, after it has ended."""
    job = find_job(request.user, job_id)
    if job.kind not in {"run", "report", "catalogue"}:
        raise Http404  # work on given files is begun again where the files are given
    return _start(request, job.kind)


def _start(request: Request, kind: str) -> HttpResponse:
    if not may_start(request.user):
        raise PermissionDenied
    waiting = Job.objects.filter(key=kind, state__in=UNFINISHED).first()
    job = waiting or enqueue(kind, asked_by=request.user, key=kind)
    if waiting is None and job.asked_by == request.user.pk:
        note(request, "started", "job", job.pk, see_job(job).title)
    if find_jobs(request.user).filter(pk=job.pk).exists():
        return redirect("job", job.pk)
    messages.info(request, _("Somebody else has started this already; it is not done twice."))
    return redirect("jobs")


@require_safe
def fetch_file(request: Request, job_id: int) -> HttpResponseBase:
    """The packed report that a job has written. It holds all deals, so that a role is needed which sees them all."""
    job = find_job(request.user, job_id)
    seen = see_job(job)
    if not seen.has_file or not may_start(request.user):
        raise Http404
    path = find_reports(open_home()) / Path(str((job.result or {})["file"])).name
    if not path.is_file():
        raise Http404
    note(request, "exported", "report", job.pk, path.name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _describe(request: Request, job: Job) -> dict[str, object]:
    kind = find_kind(job.kind)
    return {
        "seen": see_job(job),
        "job": job,
        "has_worker": bool(list_living()),
        "may_start_again": job.is_finished
        and may_start(request.user)
        and kind is not None
        and job.kind in {"run", "report", "catalogue"},
    }

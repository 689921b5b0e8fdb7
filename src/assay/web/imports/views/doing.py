"""The dry run and the import itself, with their progress."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.domain.errors import AssayError
from assay.jobs.models import Job
from assay.jobs.queue import cancel, enqueue
from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.listing import Order, find_deal, list_deals
from assay.reports.catalogue.opening import is_stale, open_catalogue
from assay.store.home import open_home
from assay.web.imports.allowing import find_draft, importers_only
from assay.web.imports.drafts import mark_choices
from assay.web.imports.models import Feed, ImportDraft, Often
from assay.web.imports.reading_as import lacks_fields, make_mappings
from assay.web.imports.showing import find_job, show_step
from assay.web.imports.views.starting import find_rejected
from assay.web.imports.words import name_class
from assay.web.people.log import note
from assay.web.people.sellers import ask_record
from assay.web.request import Request

#: deals of an import of which the first that may be seen is shown
_TRIED = 20

_JOBS = {"look": "look_job", "trial": "rehearsal_job", "import": "import_job"}


@importers_only
def show_trial(request: Request, pk: str) -> HttpResponse:
    """What the import would do; POST has it tried."""
    draft = find_draft(request, pk)
    if draft.found is None:
        return redirect("draft_found", draft.pk)
    if lacks_fields(draft):
        return redirect("draft_fields", draft.pk)
    if request.method == "POST":
        return _begin_trial(request, draft)
    job = find_job(draft.rehearsal_job)
    is_fresh = draft.rehearsal is not None and draft.rehearsed == mark_choices(draft)
    outcomes = [(name_class(name), count) for name, count in (draft.rehearsal or {}).get("outcomes", {}).items()]
    return show_step(
        request, draft, "draft_trial", job=job, is_fresh=is_fresh, tried=draft.rehearsal, outcomes=outcomes
    )


def _begin_trial(request: Request, draft: ImportDraft) -> HttpResponse:
    order = request.POST.get("date_order")
    if order in {"dmy", "mdy", ""}:
        ImportDraft.objects.filter(pk=draft.pk).update(date_order=order)
        draft.refresh_from_db()
    mark = mark_choices(draft)
    job = enqueue(
        "import_rehearse",
        {"draft": str(draft.pk), "mark": mark},
        asked_by=request.user,
        key=f"import_rehearse {draft.pk} {mark}",
    )
    ImportDraft.objects.filter(pk=draft.pk).update(rehearsal_job=job.pk)
    return redirect("draft_trial", draft.pk)


@importers_only
def send_rejected(request: Request, pk: str) -> HttpResponseBase:
    """All rejected rows of the last dry run, as CSV."""
    draft = find_draft(request, pk)
    path = find_rejected(draft)
    if draft.rehearsal is None or not path.exists():
        raise Http404
    note(request, "exported", "import", draft.pk, "rejected rows")
    return FileResponse(path.open("rb"), as_attachment=True, filename="rejected.csv", content_type="text/csv")


@importers_only
def send_mapping(request: Request, pk: str) -> HttpResponse:
    """A mapping file of what was chosen, as `assay import --mapping` takes it: the first, or the one of that name."""
    draft = find_draft(request, pk)
    mappings = make_mappings(open_home(), draft) if draft.found else []
    made = next((one for one in mappings if one.name == request.GET.get("name", one.name)), None)
    if made is None:
        raise Http404
    answer = HttpResponse(made.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{made.name}.yml") or ""
    return answer


@importers_only
def show_import(request: Request, pk: str) -> HttpResponse:
    """The import of a draft: begun by POST, then its progress, then what it did and where to read on."""
    draft = find_draft(request, pk)
    is_fresh = draft.rehearsal is not None and draft.rehearsed == mark_choices(draft)
    if not is_fresh and not draft.is_imported:
        messages.error(request, _("Try it first: something was chosen anew since the last dry run."))
        return redirect("draft_trial", draft.pk)
    if request.method == "POST" and not draft.is_imported:
        return _begin_import(request, draft)
    job = find_job(draft.import_job)
    run = Job.objects.filter(kind="run").first() if draft.is_imported else None
    shown: dict[str, Any] = {"job": job, "run": run, "tried": draft.rehearsal, "often": Often.choices[1:]}
    if draft.is_imported:
        shown |= {"first": _find_first_loss(request, job), "feed": Feed.objects.filter(place=draft.place).first()}
    return show_step(request, draft, "draft_import", **shown)


def _begin_import(request: Request, draft: ImportDraft) -> HttpResponse:
    job = enqueue(
        "import",
        {"draft": str(draft.pk), "who": str(request.user), "user": request.user.pk},
        asked_by=request.user,
        key=f"import {draft.pk}",
    )
    ImportDraft.objects.filter(pk=draft.pk).update(import_job=job.pk)
    note(
        request,
        "imported",
        "import",
        draft.pk,
        ", ".join(file["name"] for file in (draft.found or {"files": []})["files"][:5]),
    )
    return redirect("draft_import", draft.pk)


def _find_first_loss(request: Request, job: Job | None) -> object:
    """The lost deal that closed last, as soon as the pages show the last run: of those that the import `job` brought
    or changed, or of all where it brought none.
    """
    home = open_home()
    try:
        if is_stale(home):
            return None
        catalogue = open_catalogue(home)
        for deal_id in _list_lost(job):
            if found := find_deal(catalogue, request.scope, deal_id):
                return found
        page = list_deals(
            catalogue, request.scope, Filters(outcomes=("lost",)), Order("closed", descending=True), size=1
        )
    except AssayError:
        return None
    return page.deals[0] if page.deals else None


def _list_lost(job: Job | None) -> list[int]:
    """Lost deals that an import brought or changed, those that closed last first."""
    number = (job.result or {}).get("import_run") if job else None
    if number is None:
        return []
    rows = ask_record(
        f"SELECT id FROM deal WHERE import_run = {int(number)} AND outcome = 'lost' AND NOT is_deleted"
        f" ORDER BY closed_at DESC NULLS LAST, id LIMIT {_TRIED}"
    )
    return [deal_id for (deal_id,) in rows]


@importers_only
@require_POST
def stop(request: Request, pk: str, what: str) -> HttpResponse:
    """Has the work of a step stop, unless it is being kept."""
    draft = find_draft(request, pk)
    job = find_job(getattr(draft, _find_field(what)))
    if job and not cancel(job):
        messages.error(request, _("It is too late to stop: it has ended, or is being kept just now."))
    elif job:
        note(request, "stopped", "import", draft.pk, job.kind)
    return redirect(_PAGES[what], draft.pk)


_PAGES = {"look": "draft_found", "trial": "draft_trial", "import": "draft_import"}


def _find_field(what: str) -> str:
    if what not in _JOBS:
        raise Http404
    return _JOBS[what]


@importers_only
def show_progress(request: Request, pk: str, what: str) -> HttpResponse:
    """How far the work of a step is, as a part of its page; has the page loaded anew when the work has ended."""
    draft = find_draft(request, pk)
    job = find_job(getattr(draft, _find_field(what)))
    return _answer(request, {"job": job, "draft": draft, "what": what}, is_over=job is None or job.is_finished)


@importers_only
def show_run(request: Request, pk: str) -> HttpResponse:
    """How far the run is that follows the import."""
    draft = find_draft(request, pk)
    run = Job.objects.filter(kind="run").first()
    first = _find_first_loss(request, find_job(draft.import_job))
    is_over = run is None or (run.is_finished and (run.state != "done" or first is not None))
    return _answer(request, {"job": run, "draft": draft, "what": "run"}, is_over=is_over)


def _answer(request: Request, shown: dict[str, Any], *, is_over: bool) -> HttpResponse:
    answer = render(request, "imports/progress.html", {**shown, "is_over": is_over})
    if is_over:
        answer["HX-Refresh"] = "true"
    return answer


@importers_only
@require_POST
def start_run(request: Request, pk: str) -> HttpResponse:
    """Asks the signals once more, where the run after an import failed or was stopped."""
    draft = find_draft(request, pk)
    enqueue("run", asked_by=request.user, key="run")
    return redirect("draft_import", draft.pk)

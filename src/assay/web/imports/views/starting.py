"""The first page of imports, and taking files in."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from assay.domain.errors import AssayError
from assay.jobs.queue import cancel
from assay.store.home import open_home
from assay.web.imports.allowing import find_draft, importers_only, may_import
from assay.web.imports.content import name_kinds
from assay.web.imports.drafts import forget_found, judge_folder, remove_draft
from assay.web.imports.fetching import judge_address
from assay.web.imports.limits import Limits, read_limits
from assay.web.imports.listing import list_feeds, list_history, read_last
from assay.web.imports.models import ImportDraft, Often, Origin
from assay.web.imports.showing import begin_looking, find_job, list_steps, show_step
from assay.web.imports.uploading import DraftUploads, find_draft_folder, remove_file
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.request import Request

_DRAFTS_SHOWN = 20


def show(request: Request) -> HttpResponse:
    """Where an import begins; what is under way; what was imported."""
    return _show_home(request)


def _show_home(request: Request, problems: Sequence[str] = (), status: int = 200) -> HttpResponse:
    home = open_home()
    if not may_import(request.user):
        return render(request, "imports/closed.html", {"last": read_last(home)})
    drafts = ImportDraft.objects.filter(owner=request.user, is_imported=False)[:_DRAFTS_SHOWN]
    shown = {
        "problems": problems,
        "drafts": drafts,
        "history": list_history(home),
        "feeds": list_feeds(),
        **describe_limits(read_limits(home)),
    }
    return render(request, "imports/home.html", shown, status=status)


def describe_limits(limits: Limits) -> dict[str, Any]:
    """What the pages that take files say about them."""
    return {
        "kinds": name_kinds(),
        "file_gb": limits.file / (1 << 30),
        "whole_gb": limits.whole / (1 << 30),
        "file_bytes": limits.file,
        "whole_bytes": limits.whole,
        "folders": limits.folders,
        "often": Often.choices,
    }


@csrf_exempt  # until the files have a place to stream to; the view within is protected
@importers_only
@require_POST
def begin(request: Request) -> HttpResponse:
    """A new draft of the files that are sent with it."""
    draft = ImportDraft(owner=request.user)
    uploads = _prepare(request, draft)
    return _begin(request, draft, uploads)


@csrf_protect
def _begin(request: Request, draft: ImportDraft, uploads: DraftUploads) -> HttpResponse:
    request.FILES.getlist("files")  # the files stream in now
    if not draft.files.exists():
        problems = uploads.problems or [_("No file came in. Choose at least one.")]
        remove_draft(open_home(), draft)
        return _show_home(request, problems, 400)
    _date_files(request, draft)
    note(request, "made", "import", draft.pk, ", ".join(draft.files.values_list("name", flat=True)[:5]))
    return _look(request, draft, uploads.problems)


def _prepare(request: Request, draft: ImportDraft) -> DraftUploads:
    home = open_home()
    if draft._state.adding:
        draft.save()
    uploads = DraftUploads(request, draft, find_draft_folder(home, draft), read_limits(home))
    request.upload_handlers = [uploads]
    return uploads


def _date_files(request: Request, draft: ImportDraft) -> None:
    """The day of each file, which a browser tells by the script alone; else it is the day on which it came."""
    try:
        told = json.loads(request.POST.get("modified") or "{}")
    except ValueError:
        return
    folder = find_draft_folder(open_home(), draft)
    for file in draft.files.all():
        at = told.get(file.name) if isinstance(told, dict) else None
        if isinstance(at, int | float) and 0 < at < 4e12:
            os.utime(folder / str(file.number) / file.name, (at / 1000, at / 1000))


def _look(request: Request, draft: ImportDraft, problems: Sequence[str] = ()) -> HttpResponse:
    for problem in problems:
        messages.error(request, problem)
    begin_looking(request, draft)
    return redirect("draft_found", draft.pk)


@administrators_only
@require_POST
def begin_elsewhere(request: Request) -> HttpResponse:
    """A new draft of a folder of the server, or of what lies at an address. For administrators."""
    place, origin = request.POST.get("place", "").strip()[:1000], request.POST.get("origin", "")
    every = request.POST.get("every", "")
    home = open_home()
    try:
        if origin == Origin.FOLDER:
            place = str(judge_folder(place, read_limits(home)))
        else:
            origin = Origin.ADDRESS
            judge_address(place)
    except AssayError as error:
        return _show_home(request, [f"{error.message} {error.fix}"], 400)
    draft = ImportDraft.objects.create(
        owner=request.user, origin=origin, place=place, every=every if every in Often.values else ""
    )
    note(request, "made", "import", draft.pk, place)
    return _look(request, draft)


@importers_only
def show_files(request: Request, pk: str) -> HttpResponse:
    """The files of a draft, with room for more."""
    draft = find_draft(request, pk)
    return show_step(request, draft, "draft_files", **describe_limits(read_limits(open_home())))


@csrf_exempt
@importers_only
@require_POST
def add_files(request: Request, pk: str) -> HttpResponse:
    """More files for a draft."""
    draft = find_draft(request, pk)
    return _add(request, draft, _prepare(request, draft))


@csrf_protect
def _add(request: Request, draft: ImportDraft, uploads: DraftUploads) -> HttpResponse:
    before = draft.files.count()
    request.FILES.getlist("files")
    added = draft.files.count() - before
    for problem in uploads.problems:
        messages.error(request, problem)
    if added:
        _date_files(request, draft)
        forget_found(draft)
        said = ngettext("%(count)s file was added.", "%(count)s files were added.", added)
        messages.success(request, said % {"count": added})
    elif not uploads.problems:
        messages.error(request, _("No file came in. Choose at least one."))
    return redirect("draft_files", draft.pk)


@importers_only
@require_POST
def remove_one(request: Request, pk: str, number: int) -> HttpResponse:
    """Takes a file out of a draft."""
    draft = find_draft(request, pk)
    file = draft.files.filter(number=number).first()
    if file:
        remove_file(open_home(), file)
        forget_found(draft)
    return redirect("draft_files", draft.pk)


@importers_only
@require_POST
def look(request: Request, pk: str) -> HttpResponse:
    """Has the files looked at, once more where they were before."""
    return _look(request, find_draft(request, pk))


@importers_only
@require_POST
def throw_away(request: Request, pk: str) -> HttpResponse:
    """Takes a draft away, with its files. The record is as it was."""
    draft = find_draft(request, pk)
    for waiting in filter(None, map(find_job, (draft.look_job, draft.rehearsal_job, draft.import_job))):
        cancel(waiting)
    job = find_job(draft.import_job)
    if job and not job.is_finished and job.is_sealed:
        messages.error(request, _("It is too late for that: the import is being kept."))
        return redirect("draft_import", draft.pk)
    remove_draft(open_home(), draft)
    note(request, "removed", "import", pk)
    messages.success(request, _("Thrown away. Nothing in the record changed."))
    return redirect("imports")


@importers_only
def show_draft(request: Request, pk: str) -> HttpResponse:
    """To the step at which a draft stands."""
    draft = find_draft(request, pk)
    steps = [step for step in list_steps(draft, "") if step.is_open]
    undone = [step for step in steps if not step.is_done and step.name != "draft_stages"]
    return redirect((undone or steps)[0].address if undone else steps[-1].address)


def find_rejected(draft: ImportDraft) -> Path:
    """The file of all rejected rows of the last dry run."""
    return find_draft_folder(open_home(), draft) / "rejected.csv"

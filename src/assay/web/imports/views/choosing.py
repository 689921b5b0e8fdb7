"""What the files are, which fields they fill, and what their stages mean."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assay.sources.slots import KINDS
from assay.sources.values_read import CLASSES
from assay.store.home import open_home
from assay.web.imports.allowing import find_draft, importers_only
from assay.web.imports.drafts import (
    StalePage,
    list_left_out,
    list_stages,
    list_unknown,
    make_mapping,
    save_choices,
)
from assay.web.imports.fields import FileFields, read_fields
from assay.web.imports.models import ImportDraft
from assay.web.imports.recordings import list_recordings
from assay.web.imports.showing import find_job, list_steps, show_step
from assay.web.imports.words import name_class
from assay.web.request import Request


@importers_only
def show_found(request: Request, pk: str) -> HttpResponse:
    """What each file is; which of them are left out."""
    draft = find_draft(request, pk)
    if request.method == "POST" and draft.found:
        return _save_found(request, draft)
    if draft.found and not draft.found["files"] and list_recordings(draft):
        return redirect("draft_recordings", draft.pk)
    job = find_job(draft.look_job)
    out = list_left_out(draft)
    found = draft.found or {"files": [], "left_out": []}
    files = [{**file, "index": index, "is_out": file["name"] in out} for index, file in enumerate(found["files"])]
    return show_step(request, draft, "draft_found", job=job, files=files, left_out=found["left_out"])


def _save_found(request: Request, draft: ImportDraft) -> HttpResponse:
    found = draft.found or {"files": [], "left_out": []}
    chosen, files = dict(draft.chosen), found["files"]
    for index, file in enumerate(files):
        is_out = f"use-{index}" not in request.POST and not file["ignored"]
        before = {key: value for key, value in chosen.get(file["name"], {}).items() if key != "out"}
        if is_out:
            chosen[file["name"]] = {**before, "out": True}
        elif before:
            chosen[file["name"]] = before
        else:
            chosen.pop(file["name"], None)
    if len(chosen) and all(chosen.get(file["name"], {}).get("out") for file in files):
        return show_step(
            request,
            draft,
            "draft_found",
            problems=[_("Every file is left out. Keep at least one.")],
            status=400,
            files=[{**file, "index": n, "is_out": True} for n, file in enumerate(files)],
            left_out=found["left_out"],
        )
    return _save(request, draft, "draft_found", chosen=chosen)


def _save(request: Request, draft: ImportDraft, here: str, **changes: Any) -> HttpResponse:
    """Keeps the choices and goes on to the next step; a page that is behind says so and shows what holds now."""
    try:
        save_choices(draft, request.POST.get("version", ""), **changes)
    except StalePage:
        messages.error(
            request,
            _("This import was changed in another window since you loaded the page. Here is how it stands now."),
        )
        return redirect(here, draft.pk)
    steps = list_steps(draft, here)
    following = steps[next(n for n, step in enumerate(steps) if step.is_here) + 1]
    return redirect(following.address if following.is_open else here, *([] if following.is_open else [draft.pk]))


@importers_only
def show_fields(request: Request, pk: str) -> HttpResponse:
    """For each file that no profile knows: what its rows are, and which heading fills which field."""
    draft = find_draft(request, pk)
    unknown = [file for file in list_unknown(draft) if file["name"] not in list_left_out(draft)]
    if request.method == "POST":
        return _save_fields(request, draft, unknown)
    files = [
        FileFields(file, _chosen_kind(request, draft, file), draft.chosen.get(file["name"], {})) for file in unknown
    ]
    made = make_mapping(open_home(), draft)
    return show_step(request, draft, "draft_fields", files=files, kinds=list(KINDS), mapping=made)


def _chosen_kind(request: Request, draft: ImportDraft, file: dict[str, Any]) -> str:
    asked = request.GET.get(f"kind-{file['index']}")
    if asked in KINDS:
        return asked
    return str(draft.chosen.get(file["name"], {}).get("kind") or file["proposed"]["kind"])


def _save_fields(request: Request, draft: ImportDraft, unknown: list[dict[str, Any]]) -> HttpResponse:
    chosen, files, problems = dict(draft.chosen), [], []
    for file in unknown:
        choice, found = read_fields(file, request.POST)
        chosen[file["name"]] = choice
        problems += found
        files.append(FileFields(file, choice.get("kind", ""), choice))
    if problems:
        return show_step(
            request, draft, "draft_fields", problems=problems, status=400, files=files, kinds=list(KINDS), mapping=None
        )
    return _save(request, draft, "draft_fields", chosen=chosen)


@importers_only
def show_stages(request: Request, pk: str) -> HttpResponse:
    """What each stage means: open, won, lost and so on."""
    draft = find_draft(request, pk)
    stages = list_stages(draft)
    if request.method == "POST":
        classes = {}
        for index, (stage, *_rest) in enumerate(stages):
            said = request.POST.get(f"stage-{index}", "")
            if said in CLASSES:
                classes[stage] = said
        return _save(request, draft, "draft_stages", classes=classes)
    tried = {stage["code"].casefold(): stage for stage in (draft.rehearsal or {}).get("stages", [])}
    shown = [
        {
            "index": index,
            "stage": stage,
            "rows": rows,
            "named": named,
            "by_profile": by_profile,
            "said": draft.classes.get(stage, "" if by_profile else named or "unknown"),
            "tried": tried.get(stage.casefold()),
        }
        for index, (stage, rows, named, by_profile) in enumerate(stages)
    ]
    states = any(file["states_classes"] for file in (draft.found or {}).get("files", []))
    words = [(name, name_class(name)) for name in CLASSES]
    return show_step(request, draft, "draft_stages", stages=shown, classes=words, states=states)

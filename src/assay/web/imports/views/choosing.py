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
    save_choices,
)
from assay.web.imports.fields import FileFields, read_fields
from assay.web.imports.models import ImportDraft
from assay.web.imports.reading_as import (
    BY_HAND,
    find_reading,
    find_way,
    list_by_hand,
    list_files,
    list_left_out,
    list_stages,
    list_unproposed,
    list_ways,
    make_mappings,
)
from assay.web.imports.recordings import list_recordings
from assay.web.imports.showing import begin_looking, find_job, list_steps, show_step
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
    files = [_describe_file(draft, file, is_out=file["name"] in out) for file in list_files(draft)]
    left_out = (draft.found or {"left_out": []})["left_out"]
    return show_step(request, draft, "draft_found", job=job, files=files, left_out=left_out)


def _describe_file(draft: ImportDraft, file: dict[str, Any], *, is_out: bool) -> dict[str, Any]:
    """A file as the page shows it: read as was chosen."""
    way, reading = find_way(draft, file), find_reading(draft, file)
    ways = [(one, one == way) for one in list_ways(file)]
    ignored = "" if way == BY_HAND else reading["ignored"]
    return {**file, **reading, "is_out": is_out, "ways": ways, "best": file["profile"], "is_by_hand": way == BY_HAND,
            "ignored": ignored}  # fmt: skip


def _save_found(request: Request, draft: ImportDraft) -> HttpResponse:
    found = draft.found or {"files": [], "left_out": []}
    chosen, files = dict(draft.chosen), found["files"]
    for index, file in enumerate(files):
        is_ignored = _describe_file(draft, file, is_out=False)["ignored"]
        is_out = f"use-{index}" not in request.POST and not is_ignored
        before = {key: value for key, value in chosen.get(file["name"], {}).items() if key not in {"out", "reading"}}
        ways = list_ways(file)
        # a page without the choice keeps what was chosen before
        way = request.POST.get(f"reading-{index}", find_way(draft, file))
        if way in ways[1:]:
            before["reading"] = way
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
            files=[_describe_file(draft, file, is_out=True) for file in list_files(draft)],
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
    if list_unproposed(draft):  # its columns are looked at first, of which the page of fields tells
        begin_looking(request, draft)
    following = steps[next(n for n, step in enumerate(steps) if step.is_here) + 1]
    return redirect(following.address if following.is_open else here, *([] if following.is_open else [draft.pk]))


@importers_only
def show_fields(request: Request, pk: str) -> HttpResponse:
    """For each file that no profile knows: what its rows are, and which heading fills which field."""
    draft = find_draft(request, pk)
    job = find_job(draft.look_job)
    if list_unproposed(draft):
        return show_step(request, draft, "draft_fields", job=job, waits=True)
    unknown = [file for file in list_by_hand(draft) if file["name"] not in list_left_out(draft)]
    if request.method == "POST":
        return _save_fields(request, draft, unknown)
    files = [
        FileFields(file, _chosen_kind(request, draft, file), draft.chosen.get(file["name"], {})) for file in unknown
    ]
    made = make_mappings(open_home(), draft)
    return show_step(request, draft, "draft_fields", files=files, kinds=list(KINDS), mappings=made)


def _chosen_kind(request: Request, draft: ImportDraft, file: dict[str, Any]) -> str:
    asked = request.GET.get(f"kind-{file['index']}")
    if asked in KINDS:
        return asked
    return str(draft.chosen.get(file["name"], {}).get("kind") or file["proposed"]["kind"])


def _save_fields(request: Request, draft: ImportDraft, unknown: list[dict[str, Any]]) -> HttpResponse:
    chosen, files, problems = dict(draft.chosen), [], []
    for file in unknown:
        choice, found = read_fields(file, request.POST)
        said = chosen.get(file["name"], {}).get("reading")
        chosen[file["name"]] = {**choice, "reading": said} if said else choice
        problems += found
        files.append(FileFields(file, choice.get("kind", ""), choice))
    if problems:
        return show_step(request, draft, "draft_fields", problems=problems, status=400, files=files, kinds=list(KINDS))
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
    states = any(find_reading(draft, file)["states_classes"] for file in list_files(draft))
    words = [(name, name_class(name)) for name in CLASSES]
    return show_step(request, draft, "draft_stages", stages=shown, classes=words, states=states)

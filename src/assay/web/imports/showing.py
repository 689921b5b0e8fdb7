"""What the pages of a draft share: the steps with the one at hand, and the job of a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.jobs.models import Job
from assay.jobs.queue import enqueue
from assay.web.imports.drafts import mark_choices
from assay.web.imports.models import ImportDraft
from assay.web.imports.reading_as import lacks_fields, list_by_hand
from assay.web.imports.recordings import find_hearing, list_recordings
from assay.web.request import Request


@dataclass(frozen=True)
class Step:
    """One step of an import: its name and page; whether it can be opened, is done, is the page at hand."""

    name: str
    title: str
    address: str
    is_open: bool
    is_done: bool
    is_here: bool


def list_steps(draft: ImportDraft, here: str) -> list[Step]:
    """The steps of this draft in their order."""
    has_files = draft.origin != "files" or draft.files.exists()
    is_found = draft.found is not None
    is_chosen = is_found and not lacks_fields(draft)
    is_tried = is_chosen and draft.rehearsal is not None and draft.rehearsed == mark_choices(draft)
    steps = [
        ("draft_files", _("Files"), True, has_files),
        ("draft_found", _("What they are"), has_files, is_found),
        ("draft_fields", _("Fields"), is_found, is_chosen),
        ("draft_stages", _("Stages"), is_chosen, bool(draft.classes) or is_tried or draft.is_imported),
        ("draft_trial", _("Dry run"), is_chosen, is_tried),
        ("draft_import", _("Import"), is_tried or draft.is_imported or draft.import_job is not None, draft.is_imported),
    ]
    if recordings := list_recordings(draft):
        heard = [find_hearing(draft, one["number"]) for one in recordings if not one["problem"]]
        is_heard = all(job and job.state == "done" for job in heard)
        steps.append(("draft_recordings", _("Recorded calls"), True, is_heard))
        if not (draft.found or {}).get("files"):
            steps = [step for step in steps if step[0] in {"draft_files", "draft_recordings"}]
    if is_found and not list_by_hand(draft):
        steps = [step for step in steps if step[0] != "draft_fields"]
    return [
        Step(name, title, reverse(name, args=[draft.pk]), is_open, is_done, name == here)
        for name, title, is_open, is_done in steps
    ]


def show_step(
    request: Request, draft: ImportDraft, here: str, *, problems: Sequence[str] = (), status: int = 200, **context: Any
) -> HttpResponse:
    """The page of a step, from the template of its name."""
    steps = list_steps(draft, here)
    places = [step.is_here for step in steps]
    number = places.index(True) if True in places else 0
    after = steps[number + 1] if number + 1 < len(steps) else None
    before = steps[number - 1] if number else None
    shown = {"draft": draft, "steps": steps, "before": before, "after": after, "problems": problems, **context}
    return render(request, f"imports/{here.removeprefix('draft_')}.html", shown, status=status)


def begin_looking(request: Request, draft: ImportDraft) -> None:
    """Has the files of a draft looked at."""
    job = enqueue("import_look", {"draft": str(draft.pk)}, asked_by=request.user, key=f"import_look {draft.pk}")
    ImportDraft.objects.filter(pk=draft.pk).update(look_job=job.pk)


def find_job(pk: int | None) -> Job | None:
    """The job of a step, as long as it is listed."""
    return Job.objects.filter(pk=pk).first() if pk else None

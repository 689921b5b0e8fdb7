"""The long work of this room: looking at files, the dry run, the import, and what is read again and again."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

import assay.web.imports.recordings  # noqa: F401 - registers the work of hearing
from assay.domain.errors import InputError
from assay.jobs.kinds import work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.store.home import Home, open_home
from assay.web.imports.drafts import (
    IMPORTING,
    LOOKING,
    REHEARSING,
    JobSteps,
    judge_folder,
    list_paths,
)
from assay.web.imports.limits import read_limits
from assay.web.imports.models import ImportDraft, ImportEntry, Origin
from assay.web.imports.reading_as import list_by_hand, make_asked
from assay.web.imports.uploading import find_draft_folder


@work("import_look", _("Looking at files"), show="imports")
def look_at_draft(progress: Progress, draft: str) -> Mapping[str, Any]:
    """Says what the files of a draft are, and keeps it in the draft."""
    from assay.sources.looking import Looked, look_at_paths
    from assay.web.imports.recordings import look_at_recordings

    home, this = open_home(), _find_draft(draft)
    bring_files(home, this)
    steps = JobSteps(progress, parts=LOOKING)
    scratch = find_draft_folder(home, this) / "looking"
    paths = list_paths(home, this)
    by_hand = [file["name"] for file in list_by_hand(this)]
    found = look_at_paths(home, paths, scratch=scratch, progress=steps, by_hand=by_hand) if paths else Looked([], [])
    recordings = look_at_recordings(home, this)
    progress.seal()
    told = {**found.as_json(), "recordings": recordings}
    ImportDraft.objects.filter(pk=draft).update(found=told, rehearsal=None, rehearsed="")
    return {"files": len(found.files) + len(recordings), "draft": draft}


def _find_draft(pk: str) -> ImportDraft:
    draft = ImportDraft.objects.filter(pk=pk).first()
    if draft is None:
        raise InputError("This import was thrown away.", fix="Begin anew.")
    return draft


def bring_files(home: Home, draft: ImportDraft) -> None:
    """Fetches what lies at an address, and checks a folder anew. Raises InputError where that fails."""
    from assay.web.imports.fetching import fetch_file

    limits = read_limits(home)
    if draft.origin == Origin.FOLDER:
        judge_folder(draft.place, limits)
    if draft.origin == Origin.ADDRESS:
        folder = find_draft_folder(home, draft) / "fetched"
        shutil.rmtree(folder, ignore_errors=True)
        fetch_file(draft.place, folder, limits)


@work("import_rehearse", _("Trying an import"), show="imports")
def rehearse_draft(progress: Progress, draft: str, mark: str) -> Mapping[str, Any]:
    """The dry run of a draft, kept in the draft as that of the choices marked so."""
    from assay.sources.rehearsing import rehearse_import

    home, this = open_home(), _find_draft(draft)
    folder = find_draft_folder(home, this)
    folder.mkdir(parents=True, exist_ok=True)
    tried = rehearse_import(
        home,
        list_paths(home, this),
        make_asked(home, this),
        scratch=folder / "trying",
        rejected=folder / "rejected.csv",
        progress=JobSteps(progress, parts=REHEARSING),
    )
    told = {
        "counts": asdict(tried.report.counts),
        "by_file": [{"name": file.name, "profile": file.profile, "notes": list(file.notes), **asdict(counts)}
                    for file, counts in tried.by_file],
        "brought": [asdict(one) for one in tried.brought],
        "rejected": [asdict(row) for row in tried.rejected],
        "stages": [asdict(stage) for stage in tried.stages],
        "outcomes": tried.outcomes,
        "owners": asdict(tried.report.owners) if tried.report.owners else None,
        "notes": list(tried.report.notes),
        "left_out": list(tried.report.left_out),
        "unknown": list(tried.report.unknown),
    }  # fmt: skip
    progress.seal()
    ImportDraft.objects.filter(pk=draft).update(rehearsal=told, rehearsed=mark)
    return {"draft": draft}


class Noting(JobSteps):
    """Notes who imports, in the last moment before the import counts."""

    entry: ImportEntry

    def publish(self) -> None:
        super().publish()
        self.entry.save()


@work("import", _("Importing"), show="imports")
def import_draft(progress: Progress, draft: str, who: str, user: int) -> Mapping[str, Any]:
    """The import of a draft, then a run. All or nothing until it is kept."""
    home, this = open_home(), _find_draft(draft)
    job = Job.objects.filter(key=f"import {draft}", state=State.RUNNING).values_list("pk", flat=True).first()
    names = [file["name"] for file in (this.found or {}).get("files", [])]
    entry = ImportEntry(who=who, user_id_then=user, files=names[:200], job_id=job, base=0)
    result = import_noted(home, this, progress, entry)
    ImportDraft.objects.filter(pk=draft).update(is_imported=True)
    return {**result, "draft": draft}


def import_noted(home: Home, this: ImportDraft, progress: Progress, entry: ImportEntry) -> dict[str, Any]:
    """Imports the files of a draft, and notes it in the history if the record changed; asks for a run then."""
    from assay.sources.importing import import_paths
    from assay.store import open_place
    from assay.tables import TABLES

    asked = make_asked(home, this)
    entry.base = open_place(home.record, TABLES).version()
    steps = Noting(progress, parts=IMPORTING)
    steps.entry = entry
    report = import_paths(
        home,
        list_paths(home, this),
        mappings=asked.mappings,
        instance=asked.instance,
        date_order=asked.date_order,
        progress=steps,
        without=asked.without,
        classes=asked.classes,
        readings=asked.readings,
    )
    note_import(home, entry, report.version)
    return {
        "counts": asdict(report.counts),
        "text": report.text(),
        "version": report.version,
        "import_run": report.import_run,
        "unknown": list(report.unknown),
    }


def note_import(home: Home, entry: ImportEntry, version: int | None) -> None:
    """Notes an import in the history, and asks for a run. version: of the record; None when nothing changed."""
    if version is not None:
        entry.base = version - 1
        _finish_entry(home, entry)
    elif begun := ImportEntry.objects.filter(job_id=entry.job_id, import_run=None).exclude(job_id=None).first():
        # the work was killed between the publishing and the noting, and is done once more
        _finish_entry(home, begun)


def _finish_entry(home: Home, entry: ImportEntry) -> None:
    from assay.sources.history import list_imports

    [last] = list_imports(home, 1)
    entry.import_run, entry.made_at = last.import_run, last.made_at
    entry.save()
    enqueue("run", key="run")

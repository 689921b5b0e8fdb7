"""What a draft comes to: its files on disk, the mapping that was chosen, and how the import is to read them."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.jobs.progress import Progress
from assay.sources.progress import Progress as Steps
from assay.store.home import Home
from assay.web.imports.limits import Limits
from assay.web.imports.models import ImportDraft, Origin
from assay.web.imports.uploading import find_draft_folder
from assay.words.speech.sound import is_recording

Found = dict[str, Any]


class StalePage(Exception):
    """Somebody changed the draft since the page was loaded."""


def list_paths(home: Home, draft: ImportDraft) -> list[Path]:
    """The files of a draft where they lie, but for recordings; for a folder the folder itself."""
    folder = find_draft_folder(home, draft)
    if draft.origin == Origin.FOLDER:
        return [Path(draft.place)]
    if draft.origin == Origin.ADDRESS:
        return sorted((folder / "fetched").glob("*"))
    return [folder / str(file.number) / file.name for file in draft.files.all() if not is_recording(file.name)]


def judge_folder(place: str, limits: Limits) -> Path:
    """The folder, if it lies below one that is listed and holds no more than an import may. Raises InputError."""
    path = Path(place).resolve()
    if not any(path.is_relative_to(allowed) for allowed in limits.folders):
        listed = ", ".join(map(str, limits.folders)) or _("none yet")
        raise InputError(
            _("%(place)s is not below a folder that may be read here (%(listed)s).")
            % {"place": place[:200], "listed": listed},
            fix=_("Choose one below these, or list it in assay.toml under import_folders."),
        )
    if not path.is_dir():
        raise InputError(
            _("%(place)s is no folder of the server.") % {"place": place[:200]}, fix=_("Check how it is written.")
        )
    size = 0
    for root, _folders, names in os.walk(path):
        for name in names:
            file = Path(root, name)
            if not file.resolve().is_relative_to(path):
                raise InputError(
                    _("%(name)s in that folder leads out of it.") % {"name": name}, fix=_("Take the link away.")
                )
            size += file.stat().st_size
    if size > limits.whole:
        raise InputError(
            _("The folder holds more than %(size)s GB.") % {"size": f"{limits.whole / (1 << 30):g}"},
            fix=_("Import its folders one by one."),
        )
    return path


def mark_choices(draft: ImportDraft) -> str:
    """A text that changes with everything that the outcome of a dry run depends on."""
    files = sorted(draft.files.values_list("sha256", flat=True))
    said = [draft.origin, draft.place, files, draft.chosen, draft.classes, draft.date_order, draft.instance]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def save_choices(draft: ImportDraft, version: str, **changes: Any) -> None:
    """Keeps what was chosen on a page of that version. Raises StalePage when the draft went on since."""
    asked = ImportDraft.objects.filter(pk=draft.pk, version=int(version) if version.isdigit() else -1)
    if asked.update(version=F("version") + 1, **changes) != 1:
        raise StalePage
    draft.refresh_from_db()


def forget_found(draft: ImportDraft) -> None:
    """The files are others now: what was told of them no longer holds."""
    ImportDraft.objects.filter(pk=draft.pk).update(
        found=None, rehearsal=None, rehearsed="", look_job=None, rehearsal_job=None, version=F("version") + 1
    )
    draft.refresh_from_db()


def remove_draft(home: Home, draft: ImportDraft) -> None:
    """Takes a draft away with its files."""
    shutil.rmtree(find_draft_folder(home, draft), ignore_errors=True)
    draft.delete()


class JobSteps(Steps):
    """The steps of an import as the progress of a job, of a thousand parts in all.

    seal: whether what is written counts in the end.
    """

    def __init__(self, progress: Progress, *, parts: Mapping[str, int]) -> None:
        self._progress, self._parts = progress, parts
        self._mapped = 0

    def read(self, done: int, total: int, what: str) -> None:
        share = done / total if total else 0.0
        self._tell(self._parts["read"] * share, _("reading %(name)s") % {"name": what})

    def map(self, name: str) -> None:
        self._mapped += 1
        share = self._mapped / (self._mapped + 4)
        self._tell(self._parts["read"] + self._parts["map"] * share, _("mapping %(name)s") % {"name": name})

    def land(self) -> None:
        self._tell(self._parts["read"] + self._parts["map"], _("comparing with the record"))

    def write(self, done: int, total: int, name: str) -> None:
        begun = sum(self._parts.values()) - self._parts["write"]
        self._tell(begun + self._parts["write"] * done / max(1, total), _("writing %(name)s") % {"name": name})

    def publish(self) -> None:
        self._progress.seal()

    def _tell(self, done: float, stage: str) -> None:
        self._progress.report(round(done), 1000, stage)


#: how the thousand parts of work are divided
LOOKING = {"read": 800, "map": 200, "land": 0, "write": 0}
REHEARSING = {"read": 300, "map": 300, "land": 400, "write": 0}
IMPORTING = {"read": 200, "map": 250, "land": 250, "write": 300}

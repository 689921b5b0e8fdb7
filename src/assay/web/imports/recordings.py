"""Recordings of calls among the files of a draft: what each is, which call it may belong to, and hearing it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.domain.errors import AssayError, InputError
from assay.jobs.kinds import work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.runs.recordings.adding import Told, Wanted, add_recording
from assay.runs.recordings.calls import find_by_name, open_record
from assay.sources.deriving.transcripts import read_moment
from assay.sources.progress import Progress as Steps
from assay.store.home import Home, open_home
from assay.web.imports.models import ImportDraft, ImportEntry
from assay.web.imports.uploading import find_draft_folder
from assay.words.speech.sound import describe_sound, is_recording

#: how the thousand parts of an import of words are divided
_PARTS = {"read": 200, "map": 250, "land": 250, "write": 300}


def list_recordings(draft: ImportDraft) -> list[dict[str, Any]]:
    """The recordings that were found among the files of a draft."""
    found = (draft.found or {}).get("recordings", [])
    return list(found)


def look_at_recordings(home: Home, draft: ImportDraft) -> list[dict[str, Any]]:
    """What each recording among the files of a draft is: channels, and the call or deal that its name tells."""
    folder = find_draft_folder(home, draft)
    looked = []
    for file in draft.files.all():
        if not is_recording(file.name):
            continue
        told: dict[str, Any] = {"name": file.name, "number": file.number, "size": file.size, "problem": ""}
        try:
            sound = describe_sound(folder / str(file.number) / file.name)
            told |= {"channels": sound.channels, **_guess_call(home, file.name, sound.made_at)}
        except AssayError as error:
            told["problem"] = f"{error.message} {error.fix}"
        looked.append(told)
    return looked


def _guess_call(home: Home, name: str, made_at: datetime | None) -> dict[str, str]:
    """What the name of the file tells, to be confirmed: "activity" or "deal" with its id, and the moment in UTC."""
    stem = name.rsplit(".", 1)[0]
    moment = read_moment(stem) or (int(made_at.timestamp()) if made_at else None)
    told = {"kind": "deal", "key": "", "at": f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M}" if moment else ""}
    try:
        with open_record(home) as connection:
            told["kind"], told["key"] = find_by_name(connection, stem)
    except InputError:
        return told
    return told


def name_job(draft: ImportDraft, number: int) -> str:
    """The key of the work of hearing one file of a draft."""
    return f"transcribe {draft.pk} {number}"


def find_hearing(draft: ImportDraft, number: int) -> Job | None:
    """The newest work of hearing one file."""
    return Job.objects.filter(kind="transcribe", key=name_job(draft, number)).order_by("-pk").first()


class _Hearing(Told):
    """Reports to a job; notes who imports, in the last moment before the words count."""

    def __init__(self, progress: Progress, entry: ImportEntry) -> None:
        self._progress, self._entry = progress, entry

    def hear(self, done: int, total: int, name: str) -> None:
        self._progress.report(done, total, _("hearing %(name)s") % {"name": name})

    def importing(self) -> Steps:
        from assay.web.imports.works import Noting

        steps = Noting(self._progress, parts=_PARTS)
        steps.entry = self._entry
        return steps


@work("transcribe", gettext_lazy("Hearing a recorded call"), show="imports")
def transcribe_file(
    progress: Progress, draft: str, number: int, said: Mapping[str, str], who: str, user: int
) -> Mapping[str, Any]:
    """Hears one recording of a draft, keeps it, and imports its words. said: as `Wanted`, `at` as ISO text."""
    from assay.store import open_place
    from assay.tables import TABLES
    from assay.web.imports.works import note_import

    home = open_home()
    this = ImportDraft.objects.filter(pk=draft).first()
    file = this.files.filter(number=number).first() if this else None
    if this is None or file is None:
        raise InputError(_("This import was thrown away."), fix=_("Begin anew."))
    key = name_job(this, number)
    job = Job.objects.filter(key=key, state=State.RUNNING).values_list("pk", flat=True).first()
    base = open_place(home.record, TABLES).version()
    entry = ImportEntry(who=who, user_id_then=user, files=[file.name], job_id=job, base=base)
    path = find_draft_folder(home, this) / str(number) / file.name
    asked = dict(said)
    at = datetime.fromisoformat(asked.pop("at")) if asked.get("at") else None
    asked.pop("at", None)
    added = add_recording(home, path, Wanted(at=at, name=file.name, **asked), _Hearing(progress, entry))
    progress.seal()
    note_import(home, entry, added.report.version)
    _close_draft(this, number)
    return {"text": added.text(), "address": _find_address(home, added.recording.activity_id), "draft": draft}


def _find_address(home: Home, activity_id: int) -> str:
    with open_record(home) as connection:
        rows = connection.execute(
            "SELECT min(deal_id) FROM activity_deal WHERE activity_id = ? AND NOT is_deleted", [activity_id]
        ).fetchall()
    return reverse("deal", args=[rows[0][0]]) if rows and rows[0][0] is not None else ""


def _close_draft(draft: ImportDraft, number: int) -> None:
    """A draft of recordings alone has ended when each was heard."""
    if (draft.found or {}).get("files"):
        return
    others = [one["number"] for one in list_recordings(draft) if one["number"] != number and not one["problem"]]
    hearings = (find_hearing(draft, other) for other in others)
    if all(job and job.state == State.DONE for job in hearings):
        ImportDraft.objects.filter(pk=draft.pk).update(is_imported=True)

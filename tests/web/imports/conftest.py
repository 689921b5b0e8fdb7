"""A home of its own for each test, and jobs that are done here and now."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.domain.errors import AssayError
from assay.jobs.claiming import claim_job, end_job, keep_result
from assay.jobs.kinds import do_work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.store.home import Home, open_home
from assay.web.imports.models import ImportDraft
from web.conftest import Staff, sign_in

DEALS = "source_id,name,stage,amount\nd1,One,Proposal,100\nd2,Two,Closed Won,200\nd3,Three,Closed Lost,much\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home that views and works open."""
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    return open_home()


@pytest.fixture
def analyst(staff: Staff) -> Client:
    return sign_in(staff.analyst)


@pytest.fixture
def administrator(staff: Staff) -> Client:
    return sign_in(staff.administrator)


def make_file(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def do_jobs(*kinds: str) -> list[Job]:
    """Does the jobs that wait, of these kinds, as a worker does but in this process."""
    done = []
    waiting = Job.objects.filter(state=State.QUEUED).exclude(kind__in=kinds or ("run", "catalogue"))
    if kinds:
        waiting = Job.objects.filter(state=State.QUEUED, kind__in=kinds)
    held = list(Job.objects.filter(state=State.QUEUED).exclude(pk__in=waiting))
    Job.objects.filter(pk__in=[job.pk for job in held]).update(kind="held")
    while job := claim_job("test"):
        try:
            keep_result(job, do_work(job.kind, Progress(), job.arguments))
        except AssayError as error:
            end_job(job, State.FAILED, problem=error.message, advice=error.fix)
        job.refresh_from_db()
        done.append(job)
    for job in held:
        Job.objects.filter(pk=job.pk).update(kind=job.kind)
    return done


def upload(client: Client, *files: SimpleUploadedFile) -> ImportDraft:
    """A new draft of these files."""
    answer = client.post("/imports/new/", {"files": list(files)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportDraft.objects.get(pk=answer["Location"].split("/")[2])


def try_draft(client: Client, draft: ImportDraft) -> None:
    """Looks at a draft's files and does the dry run, with what is proposed."""
    do_jobs()
    client.post(f"/imports/{draft.pk}/trial/", {"date_order": ""})
    do_jobs()
    draft.refresh_from_db()


def import_all(client: Client, *files: SimpleUploadedFile) -> ImportDraft:
    """The whole way, for files that are known."""
    draft = upload(client, *files)
    try_draft(client, draft)
    client.post(f"/imports/{draft.pk}/import/")
    do_jobs()
    draft.refresh_from_db()
    return draft

"""A recorded call that is dropped on the import page: recognised, asked about, heard as a job, in the record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from assay.jobs.models import Job
from assay.runs.recordings.shelf import list_recordings
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.imports.models import ImportDraft, ImportEntry
from assay.web.people.log import LogEntry
from spoken_call import HeardCall
from web.conftest import Staff, sign_in
from web.imports.conftest import DEALS, do_jobs, make_file

SAID = {"kind": "deal", "key": "D-007", "at": "2026-03-04T10:30", "ours": "left"}


@pytest.fixture
def deal(home: Home, tmp_path: Path) -> None:
    """The record holds one deal."""
    (tmp_path / "deal.csv").write_text("source_id,name,outcome\nD-007,Press line,lost\n")
    import_paths(home, [tmp_path / "deal.csv"])


def drop(client: Client, name: str, content: bytes) -> ImportDraft:
    client.post("/imports/new/", {"files": [make_file(name, content)]})
    do_jobs("import_look")
    return ImportDraft.objects.latest("made_at")


@pytest.mark.usefixtures("deal")
def test_a_dropped_recording_is_heard_and_its_words_are_imported(
    analyst: Client, home: Home, heard_call: HeardCall
) -> None:
    draft = drop(analyst, "2026-03-04 D-007.wav", heard_call.is_known_to(home).read_bytes())
    page = analyst.get(f"/imports/{draft.pk}/", follow=True).content.decode()
    assert "two channels" in page
    assert 'value="D-007"' in page
    assert 'value="2026-03-04T00:00"' in page
    answer = analyst.post(f"/imports/{draft.pk}/recordings/1/hear/", SAID)
    assert answer.status_code == 302
    job = next(one for one in do_jobs("transcribe") if one.kind == "transcribe")
    assert job.state == "done", job.problem
    with_words = open_place(home.record, TABLES).engine()
    rows = with_words.rows("SELECT side, text FROM utterance ORDER BY position")
    [(at,)] = with_words.rows("SELECT occurred_at FROM activity")
    heard = heard_call.transcript.utterances
    assert [side for side, _ in rows] == ["seller" if one.channel == 0 else "buyer" for one in heard]
    assert datetime.fromtimestamp(at, UTC) == datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    assert [one.name for one in list_recordings(home)] == ["2026-03-04 D-007.wav"]
    draft.refresh_from_db()
    assert draft.is_imported
    assert ImportEntry.objects.get().files == ["2026-03-04 D-007.wav"]
    assert Job.objects.filter(kind="run").exists()
    assert LogEntry.objects.filter(act="imported", kind="recording").exists()
    assert job.result["address"].startswith("/deals/")


@pytest.mark.usefixtures("deal")
def test_what_is_said_of_a_recording_is_judged_at_once(analyst: Client, home: Home, heard_call: HeardCall) -> None:
    draft = drop(analyst, "call.wav", heard_call.file.read_bytes())
    address = f"/imports/{draft.pk}/recordings/1/hear/"
    for said, problem in (
        ({"key": "D-999"}, "No deal is called"),
        ({"key": ""}, "Say which call or deal"),
        ({"at": "yesterday"}, "Say when the call was"),
        ({"ours": "both"}, "Say which channel is ours"),
        ({"kind": "activity", "key": "C-1"}, "No activity has the id"),
    ):
        answer = analyst.post(address, {**SAID, **said})
        assert answer.status_code == 400
        assert problem in answer.content.decode()
    assert not Job.objects.filter(kind="transcribe").exists()


def test_a_recording_that_cannot_be_heard_says_why(analyst: Client) -> None:
    draft = drop(analyst, "call.wav", b"RIFF" + bytes(4000))
    page = analyst.get(f"/imports/{draft.pk}/recordings/").content.decode()
    assert "cannot be heard" in page
    assert "Hear it" not in page
    assert analyst.post(f"/imports/{draft.pk}/recordings/1/hear/", SAID).status_code == 404


def test_what_only_calls_itself_a_recording_is_refused(analyst: Client) -> None:
    answer = analyst.post("/imports/new/", {"files": [make_file("call.mp3", b"#!/bin/sh\nrm -rf /\n")]})
    assert answer.status_code == 400
    assert "does not begin as a recording does" in answer.content.decode()


def test_a_recording_beside_an_export_waits_for_the_import(analyst: Client, heard_call: HeardCall) -> None:
    sent = [make_file("deal.csv", DEALS), make_file("call.wav", heard_call.file.read_bytes())]
    analyst.post("/imports/new/", {"files": sent})
    do_jobs("import_look")
    draft = ImportDraft.objects.latest("made_at")
    page = analyst.get(f"/imports/{draft.pk}/found/").content.decode()
    assert "1 file is a recorded call" in page
    assert [file["name"] for file in draft.found["files"]] == ["deal.csv"]


def test_a_rep_hears_nothing_in(staff: Staff, analyst: Client, heard_call: HeardCall) -> None:
    draft = drop(analyst, "call.wav", heard_call.file.read_bytes())
    rep = sign_in(staff.anna)
    assert rep.get(f"/imports/{draft.pk}/recordings/").status_code == 403
    assert rep.post(f"/imports/{draft.pk}/recordings/1/hear/", SAID).status_code == 403
    other = sign_in(staff.administrator)
    assert other.get(f"/imports/{draft.pk}/recordings/").status_code == 404

"""A recorded call plays from any place, for those who may see its deal, and for nobody else."""

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from assay.runs.recordings.shelf import Recording, drop_recording, hash_file, keep_audio, keep_recording
from assay.web.people.log import LogEntry
from web.conftest import sign_in
from web.deals.file.conftest import Opened

SIZE = 44 + 2 * 16_000


@pytest.fixture
def recording(company: Opened, tmp_path: Path) -> Recording:
    """A second of silence, as the recording of the first call of anna's deal."""
    path = tmp_path / "first call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(2 * 16_000))
    sha256 = hash_file(path)
    keep_audio(settings.HOME, sha256, path, path.name)
    recording = Recording(
        sha256=sha256,
        name=path.name,
        ending=".wav",
        size=SIZE,
        duration_ms=1000,
        are_sides=False,
        why="",
        ours="unknown",
        our_name="",
        buyer_name="",
        language="en",
        weights="tiny",
        note="Heard by a small model.",
        utterances=2,
        has_words=True,
        activity_id=company.find_row("activity"),
        made_call=False,
        kept_at=1,
    )
    keep_recording(settings.HOME, recording)
    return recording


def name_sound(company: Opened, recording: Recording, deal: str = "D004") -> str:
    return company.address(deal, f"sound/{recording.activity_id}/")


def read(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("nora", 200), ("analyst", 200), ("ben", 404)])
def test_those_who_see_the_deal_hear_it(company: Opened, recording: Recording, who: str, status: int) -> None:
    client = sign_in(getattr(company.staff, who))
    assert client.get(company.address()).status_code == status
    assert client.get(name_sound(company, recording)).status_code == status


@pytest.mark.parametrize("who", ["sara", "sven"])
def test_for_others_there_is_no_such_recording(company: Opened, recording: Recording, who: str) -> None:
    client = sign_in(getattr(company.staff, who))
    assert client.get(name_sound(company, recording)).status_code == 404
    assert client.get(name_sound(company, recording, "D003")).status_code == 404
    assert not LogEntry.objects.filter(kind="recording").exists()


def test_a_stranger_is_asked_to_sign_in(company: Opened, recording: Recording, stranger: Client) -> None:
    answer = stranger.get(name_sound(company, recording))
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_part_is_sent_as_it_is_asked_for(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.anna)
    address = name_sound(company, recording)
    whole = client.get(address)
    content = read(whole)
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Content-Type"] == "audio/wav"
    assert whole["Cache-Control"] == "private, no-store"
    assert len(content) == int(whole["Content-Length"]) == SIZE
    for asked, first, end in (("bytes=0-9", 0, 10), ("bytes=100-", 100, SIZE), ("bytes=-8", SIZE - 8, SIZE)):
        part = client.get(address, headers={"Range": asked})
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {first}-{end - 1}/{SIZE}"
        assert read(part) == content[first:end]


def test_a_part_behind_the_end_is_refused_and_a_strange_one_ignored(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.anna)
    address = name_sound(company, recording)
    behind = client.get(address, headers={"Range": f"bytes={SIZE}-"})
    assert behind.status_code == 416
    assert behind["Content-Range"] == f"bytes */{SIZE}"
    for strange in ("bytes=0-1,5-6", "bytes=9-1", "lines=1-2", "bytes=-"):
        assert client.get(address, headers={"Range": strange}).status_code == 200
    changed = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert changed.status_code == 200


def test_hearing_is_noted_once_for_all_its_parts(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.anna)
    for first in (0, 10, 20):
        client.get(name_sound(company, recording), headers={"Range": f"bytes={first}-"})
    [entry] = LogEntry.objects.filter(act="heard", kind="recording")
    assert entry.who == "anna@example.org"
    assert entry.what == "first call.wav"


def test_an_activity_of_another_deal_has_no_recording_here(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.analyst)
    assert client.get(name_sound(company, recording, "D003")).status_code == 404
    assert client.get(company.address("D004", "sound/12/")).status_code == 404


def test_the_file_names_its_recorded_calls_and_the_row_plays_them(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.anna)
    page = client.get(company.address()).content.decode()
    assert "Recorded calls" in page
    row = client.get(company.address("D004", f"rows/activity/{recording.activity_id}/")).content.decode()
    assert f'<audio controls preload="none" src="{name_sound(company, recording)}">' in row
    assert "who speaks is not known" in row
    policy = client.get(company.address())["Content-Security-Policy"]
    assert "media-src 'self'" in policy


def test_a_removed_recording_is_gone_from_the_page_at_once(company: Opened, recording: Recording) -> None:
    client = sign_in(company.staff.anna)
    client.get(company.address())
    drop_recording(settings.HOME, recording)
    assert "Recorded calls" not in client.get(company.address()).content.decode()
    assert client.get(name_sound(company, recording)).status_code == 404


@pytest.fixture
def utterance(company: Opened) -> Iterator[int]:
    """Something that is said twelve and a half seconds into the first call of anna's deal."""
    key, activity = 77, company.find_row("activity")
    company.connection.execute(
        f"""INSERT INTO utterance BY NAME SELECT {key} AS id, 'hand' AS source, 'main' AS instance, 'U' AS source_id,
        1 AS known_at, 'created' AS known_at_basis, false AS is_deleted, 1 AS import_run, 1 AS file_no, 1 AS line,
        {activity} AS activity_id, 1 AS position, 12500 AS start_ms, 'buyer' AS side, 'Too dear.' AS text"""
    )
    yield key
    company.connection.execute(f"DELETE FROM utterance WHERE id = {key}")


def test_what_was_said_leads_to_its_place_in_the_call(company: Opened, utterance: int) -> None:
    client = sign_in(company.staff.anna)
    answer = client.get(company.address("D004", f"said/{utterance}/"))
    assert answer.status_code == 302
    row = company.address("D004", f"rows/activity/{company.find_row('activity')}/")
    assert answer["Location"] == f"{row}#t=12.50"
    assert 'data-at="12.50"' in client.get(row).content.decode()
    assert client.get(company.address("D004", "said/78/")).status_code == 404
    assert sign_in(company.staff.analyst).get(company.address("D003", f"said/{utterance}/")).status_code == 404
    assert sign_in(company.staff.sven).get(company.address("D004", f"said/{utterance}/")).status_code == 404

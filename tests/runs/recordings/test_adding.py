"""A recording comes into the record beside its call, once; and goes again."""

import json
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.runs.recordings.adding import Told, Wanted, add_recording, write_transcript
from assay.runs.recordings.removing import choose_recording, remove_recording
from assay.runs.recordings.shelf import (
    drop_unfinished,
    find_audio,
    find_recorded,
    find_recording,
    list_recordings,
)
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from bench.words.speaking import Call, write_wav
from spoken_call import HeardCall

AT = datetime(2026, 3, 4, 10, tzinfo=UTC)


ACTIVITIES = """source_id,kind,direction,status,occurred_at,recording
C-100,call,outbound,held,2026-03-04T10:00:00Z,
C-200,call,outbound,held,2026-03-05T10:00:00Z,https://crm.example.org/rec/200
C-300,call,outbound,held,2026-03-06T10:00:00Z,
"""
RECORD = {
    "deal": "source_id,name,outcome,opened_at\nD-007,Press line,lost,2026-01-02T00:00:00Z\n",
    "activity": ACTIVITIES,
    "activity_deal": "source_id,activity,deal\nL1,C-100,D-007\nL2,C-200,D-007\nL3,C-300,D-007\n",
    "utterance": "source_id,activity,position,side,text\nU1,C-300,1,buyer,What does it cost?\n",
    "person": "source_id,kind,full_name\nP1,contact,Lee Park\n",
    "deal_person": "source_id,deal,person,role\nR1,D-007,P1,champion\n",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose record holds one deal with three calls."""
    files, path = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("home")
    for table, rows in RECORD.items():
        (files / f"{table}.csv").write_text(rows)
    import_paths(Home(path, {}), [files])
    return path


@pytest.fixture(scope="module")
def recorded(imported: Path, heard_call: HeardCall, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with a recording of the first call."""
    path = shutil.copytree(imported, tmp_path_factory.mktemp("recorded") / "home")
    home = Home(path, {})
    add_recording(home, heard_call.is_known_to(home), Wanted(activity="C-100", ours="left"))
    return path


@pytest.fixture
def home(tmp_path: Path, imported: Path) -> Home:
    return Home(shutil.copytree(imported, tmp_path / "home"), {})


@pytest.fixture
def full_home(tmp_path: Path, recorded: Path) -> Home:
    return Home(shutil.copytree(recorded, tmp_path / "full"), {})


def ask(home: Home, query: str) -> list[tuple[Any, ...]]:
    with closing(open_place(home.record, TABLES).engine()) as engine:
        return engine.rows(query)


def list_said(home: Home) -> list[tuple[Any, ...]]:
    return ask(
        home,
        "SELECT position, start_ms, end_ms, side, text FROM utterance"
        " WHERE contains(source_id, ':recording:') AND NOT is_deleted ORDER BY position",
    )


def list_sides(home: Home) -> list[str]:
    return [row[3] for row in list_said(home)]


def test_the_words_of_a_call_stand_beside_it_with_side_and_times(full_home: Home, heard_call: HeardCall) -> None:
    heard = heard_call.transcript.utterances
    said = list_said(full_home)
    assert [row[3] for row in said] == ["seller" if one.channel == 0 else "buyer" for one in heard]
    assert [row[1:3] for row in said] == [(one.start_ms, one.end_ms) for one in heard]
    [(activity, recording)] = ask(full_home, "SELECT id, recording FROM activity WHERE source_id = 'C-100'")
    assert (full_home.path / recording).read_bytes() == heard_call.file.read_bytes()
    owners = ask(full_home, "SELECT DISTINCT activity_id FROM utterance WHERE contains(source_id, 'C-100:')")
    assert owners == [(activity,)]
    found = find_recording(full_home, activity)
    assert found
    assert found.file == recording
    assert find_recorded(full_home, [activity, 1]) == {activity}


def test_the_source_row_of_the_call_itself_stays(home: Home, full_home: Home) -> None:
    asked = "SELECT line, file_no, known_at, kind, direction FROM activity WHERE source_id = 'C-100'"
    assert ask(full_home, asked) == ask(home, asked)


def test_the_same_recording_twice_changes_nothing(full_home: Home, heard_call: HeardCall) -> None:
    version = open_place(full_home.record, TABLES).version()
    again = add_recording(full_home, heard_call.file, Wanted(activity="C-100", ours="left"))
    unsaid = add_recording(full_home, heard_call.file, Wanted())
    assert again.report.version is None
    assert unsaid.report.version is None
    assert open_place(full_home.record, TABLES).version() == version
    assert unsaid.recording.ours == "left"
    assert "nothing in the record changed" in again.text()


def test_a_deal_without_the_call_gets_one_that_goes_with_its_recording(home: Home, heard_call: HeardCall) -> None:
    path = heard_call.is_known_to(home)
    wanted = Wanted(deal="D-007", ours="right", at=AT)
    recording = add_recording(home, path, wanted).recording
    [row] = ask(
        home,
        "SELECT a.kind, a.status, a.occurred_at, a.duration_s, d.source_id FROM activity a"
        " JOIN activity_deal l ON l.activity_id = a.id JOIN deal d ON d.id = l.deal_id WHERE a.source = 'assay'",
    )
    length = round(heard_call.transcript.duration_ms / 1000)
    assert row == ("call", "held", int(AT.timestamp()), length, "D-007")
    assert list_sides(home)[0] == "buyer"
    assert add_recording(home, path, wanted).report.version is None
    remove_recording(home, recording)
    assert ask(home, "SELECT is_deleted FROM activity WHERE source = 'assay'") == [(True,)]
    assert list_said(home) == []


def test_the_name_of_the_file_tells_the_call_and_its_day(home: Home, heard_call: HeardCall) -> None:
    add_recording(home, heard_call.is_known_to(home), Wanted(name="2026-03-09 Press line D-007.wav"))
    [(at,)] = ask(home, "SELECT occurred_at FROM activity WHERE source = 'assay'")
    assert datetime.fromtimestamp(at, UTC) == datetime(2026, 3, 9, tzinfo=UTC)


def test_a_recording_of_no_known_call_is_refused(home: Home, heard_call: HeardCall) -> None:
    path = heard_call.is_known_to(home)
    with pytest.raises(InputError, match="holds the id of no call"):
        add_recording(home, path, Wanted())
    with pytest.raises(InputError, match="Nothing says when the call"):
        add_recording(home, path, Wanted(deal="D-007"))
    with pytest.raises(InputError, match="No deal is called"):
        add_recording(home, path, Wanted(deal="D-999", at=AT))
    with pytest.raises(InputError, match="No activity has the id"):
        add_recording(home, path, Wanted(activity="C-999"))
    assert list_recordings(home) == []


def test_sides_that_were_not_said_stay_unknown_until_they_are(home: Home, heard_call: HeardCall) -> None:
    added = add_recording(home, heard_call.is_known_to(home), Wanted(activity="C-100"))
    assert set(list_sides(home)) == {"unknown"}
    assert any("Which channel is ours" in note for note in added.notes)
    add_recording(home, heard_call.file, Wanted(ours="right"))
    assert list_sides(home)[:2] == ["buyer", "seller"]


def test_sides_that_were_said_wrongly_can_be_turned(full_home: Home, heard_call: HeardCall) -> None:
    assert list_sides(full_home)[:2] == ["seller", "buyer"]
    add_recording(full_home, heard_call.file, Wanted(ours="right"))
    assert list_sides(full_home)[:2] == ["buyer", "seller"]


def test_the_one_who_speaks_for_a_side_is_known_by_name(full_home: Home, heard_call: HeardCall) -> None:
    add_recording(full_home, heard_call.file, Wanted(our_name="Anna Berg", buyer_name="Lee Park"))
    rows = ask(
        full_home,
        "SELECT DISTINCT u.speaker, p.full_name FROM utterance u JOIN person p ON p.id = u.person_id"
        " WHERE contains(u.source_id, ':recording:') AND u.side = 'buyer'",
    )
    assert rows == [("Lee Park", "Lee Park")]


def test_one_channel_leaves_sides_unknown_whatever_is_said(home: Home, call: Call, tmp_path: Path) -> None:
    mixed = call.sound[:, : call.said[0].end_ms * 16].sum(axis=0, keepdims=True)
    added = add_recording(home, write_wav(tmp_path / "one.wav", mixed), Wanted(activity="C-100", ours="left"))
    assert added.recording.ours == "unknown"
    assert any("Who speaks is not known" in note for note in added.notes)
    assert set(list_sides(home)) == {"unknown"}


def test_a_call_with_a_transcript_keeps_it_and_gets_the_sound(home: Home, heard_call: HeardCall) -> None:
    added = add_recording(home, heard_call.is_known_to(home), Wanted(activity="C-300", ours="left"))
    assert list_said(home) == []
    assert not added.recording.has_words
    assert any("has a transcript already" in note for note in added.notes)
    assert find_recorded(home, [added.recording.activity_id])


def test_what_the_crm_says_of_a_recording_is_left_alone(home: Home, heard_call: HeardCall) -> None:
    add_recording(home, heard_call.is_known_to(home), Wanted(activity="C-200", ours="left"))
    told = ask(home, "SELECT recording FROM activity WHERE source_id = 'C-200'")
    assert told == [("https://crm.example.org/rec/200",)]
    assert len(list_said(home)) > 3


def test_a_second_recording_of_a_call_is_refused(full_home: Home, heard_call: HeardCall, tmp_path: Path) -> None:
    other = tmp_path / "other.wav"
    other.write_bytes(heard_call.file.read_bytes()[:-2000])
    with pytest.raises(InputError, match="has a recording already"):
        add_recording(full_home, other, Wanted(activity="C-100"))
    with pytest.raises(InputError, match="for another call"):
        add_recording(full_home, heard_call.file, Wanted(activity="C-200"))


def test_fewer_utterances_than_before_leave_none_behind(full_home: Home, heard_call: HeardCall) -> None:
    [notes] = full_home.recordings.glob("*/heard-*")
    lines = [json.loads(line) for line in notes.read_text().splitlines()]
    lines[1]["words"] = lines[1]["words"][:5]
    notes.write_text("".join(json.dumps(line) + "\n" for line in lines[:2]))
    again = add_recording(full_home, heard_call.file, Wanted())
    assert again.recording.utterances == len(list_said(full_home)) == 1


def test_a_removed_recording_leaves_neither_sound_nor_words(full_home: Home, heard_call: HeardCall) -> None:
    [recording] = list_recordings(full_home)
    remove_recording(full_home, choose_recording(full_home, recording.sha256[:8]))
    assert list_said(full_home) == []
    texts = ask(full_home, "SELECT DISTINCT text FROM utterance WHERE contains(source_id, ':recording:')")
    assert texts == [("-",)]
    assert ask(full_home, "SELECT recording FROM activity WHERE source_id = 'C-100'") == [(None,)]
    assert find_recording(full_home, recording.activity_id) is None
    assert not (full_home.recordings / recording.sha256).exists()
    back = add_recording(full_home, heard_call.is_known_to(full_home), Wanted(activity="C-100", ours="left"))
    assert len(list_said(full_home)) == back.recording.utterances


def test_removed_words_stay_nowhere(full_home: Home) -> None:
    words = {str(text) for (text,) in ask(full_home, "SELECT text FROM utterance WHERE length(text) > 8")}
    mine = {str(t) for (t,) in ask(full_home, "SELECT text FROM utterance WHERE contains(source_id, ':recording:')")}
    assert words & mine
    [recording] = list_recordings(full_home)
    remove_recording(full_home, recording)
    for path in full_home.path.rglob("*.parquet"):
        with duckdb.connect() as connection:
            rows = str(connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall())
        assert not [word for word in mine & words if word in rows]
    assert not [word for word in mine & words for path in full_home.path.rglob("*.json*") if word in path.read_text()]


def test_removing_the_sound_can_leave_the_words(full_home: Home) -> None:
    [recording] = list_recordings(full_home)
    remove_recording(full_home, recording, keeps_words=True)
    assert len(list_said(full_home)) == recording.utterances
    assert find_audio(full_home, recording) is None


class Stop(Exception):
    """Somebody asks to stop."""


class Stopping(Told):
    def hear(self, done: int, total: int, name: str) -> None:
        raise Stop


def test_stopping_leaves_the_record_as_it_was(home: Home, call: Call, tmp_path: Path) -> None:
    version = open_place(home.record, TABLES).version()
    path = write_wav(tmp_path / "call.wav", call.sound[:, :48_000])
    with pytest.raises(Stop):
        add_recording(home, path, Wanted(activity="C-100"), Stopping())
    assert open_place(home.record, TABLES).version() == version
    assert list_recordings(home) == []


def test_what_was_stopped_is_cleared_away_after_a_week(home: Home, heard_call: HeardCall) -> None:
    heard_call.is_known_to(home)
    assert drop_unfinished(home) == 0
    for path in home.recordings.rglob("heard-*"):
        os.utime(path, (1, 1))
    assert drop_unfinished(home) == 1
    assert list(home.recordings.iterdir()) == []


def test_a_transcript_alone_leaves_the_record_alone(home: Home, heard_call: HeardCall, tmp_path: Path) -> None:
    version = open_place(home.record, TABLES).version()
    written = write_transcript(home, heard_call.is_known_to(home), Wanted(ours="left"), tmp_path / "out")
    text = written.read_text()
    assert text.startswith("WEBVTT\n\n00:00:0")
    assert "<v Our side>Hello" in text
    assert open_place(home.record, TABLES).version() == version
    report = import_paths(home, [written.rename(tmp_path / "C-100.vtt")])
    assert report.counts.rejected == 0
    rows = ask(home, "SELECT speaker FROM utterance JOIN activity a ON a.id = activity_id WHERE a.source_id = 'C-100'")
    assert {row[0] for row in rows} == {"Our side", "Buyer"}
    assert len(rows) == len(heard_call.transcript.utterances)

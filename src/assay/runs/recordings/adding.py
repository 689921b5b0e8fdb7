"""A recording comes in: kept, heard, and its words imported beside its call. The same one twice changes nothing."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from assay.domain.errors import InputError
from assay.runs.recordings.calls import (
    NEW_CALL,
    SOURCE,
    Call,
    find_activity,
    find_by_name,
    find_deal,
    make_call,
    open_record,
)
from assay.runs.recordings.rows import Rows, Said, has_other_words, name_side, write_rows
from assay.runs.recordings.shelf import (
    Recording,
    drop_unfinished,
    find_recording,
    hash_file,
    keep_audio,
    keep_recording,
    open_folder,
    read_recording,
)
from assay.sources.import_report import ImportReport
from assay.sources.importing import import_paths
from assay.sources.landing.counting import Counts
from assay.sources.progress import Progress as ImportProgress
from assay.store.durable import write_durably
from assay.store.home import Home
from assay.words.speech.sound import describe_sound, is_recording
from assay.words.speech.transcribing import Transcript, transcribe
from assay.words.speech.vtt import write_vtt
from assay.words.speech.weights import find_weights

OURS = ("left", "right", "unknown")


@dataclass(frozen=True)
class Wanted:
    """What the person who gives a recording says of it.

    deal, activity: ids as the CRM shows them, one of both at most; else the file's name tells.  ours: the channel of
    our side; empty for what was said before, if anything.  at: when the call was, for one that the record does not
    hold.  our_name, buyer_name: who speaks on each side, where one person does.  language: of two letters, or empty.
    model: a folder with weights, or empty.  name: of the file, where it lies under another one.
    """

    deal: str = ""
    activity: str = ""
    ours: str = ""
    at: datetime | None = None
    our_name: str = ""
    buyer_name: str = ""
    language: str = ""
    model: str = ""
    name: str = ""


@dataclass(frozen=True)
class Added:
    """What came of a recording. notes: what a person should know.  report: of the import."""

    recording: Recording
    notes: tuple[str, ...]
    report: ImportReport

    def text(self) -> str:
        """In a few lines."""
        one = self.recording
        length = f"{one.duration_ms // 60_000}:{one.duration_ms // 1000 % 60:02}"
        changed = "" if self.report.version else ", nothing in the record changed"
        lines = [f"{one.name}: {length} min, {one.utterances} utterances{changed}"]
        return "\n".join([*lines, *(f"  note: {note}" for note in self.notes)])


class Told:
    """What adding a recording reports to; any of it may raise to stop, and leaves the record as it was."""

    def hear(self, done: int, total: int, name: str) -> None:
        """Seconds heard so far, of all."""

    def importing(self) -> ImportProgress | None:
        """What the import reports to; None for its own bars."""
        return None


def add_recording(home: Home, path: Path, wanted: Wanted, told: Told | None = None) -> Added:
    """Keeps a recording, hears it and imports its words.

    Raises InputError when the file holds no sound, or its call cannot be told; NotAllowed where the extra is missing;
    RetryLater while another import is at work.
    """
    told = told or Told()
    name = wanted.name or path.name
    _judge(path, name, wanted)
    drop_unfinished(home)
    sha256 = hash_file(path)
    call = find_call(home, path, name, sha256, wanted)
    heard = hear(home, path, sha256, wanted, lambda done, total: told.hear(done, total, name))
    return _land(home, path, name, sha256, call, heard, wanted, told)


def _judge(path: Path, name: str, wanted: Wanted) -> None:
    if wanted.ours and wanted.ours not in OURS:
        raise InputError(f"{wanted.ours!r} is no channel.", fix=f"Say one of {', '.join(OURS)}.")
    if wanted.deal and wanted.activity:
        raise InputError("A deal and an activity are named.", fix="Name the activity alone: it belongs to its deal.")
    if not is_recording(name):
        raise InputError(f"{name} is no recording by its name.", fix="Give WAV, MP3, M4A, OGG or FLAC.")


def hear(
    home: Home, path: Path, sha256: str, wanted: Wanted, tell: Callable[[int, int], None] | None = None
) -> Transcript:
    """What a recording says; what was heard before is not heard again."""
    weights = find_weights(wanted.model or home.settings.get("speech_model", ""))
    notes = open_folder(home, sha256) / f"heard-{weights.id}-{wanted.language or 'any'}.jsonl"
    return transcribe(path, weights, language=wanted.language, threads=home.words_threads, notes=notes, tell=tell)


def find_call(home: Home, path: Path, name: str, sha256: str, wanted: Wanted) -> Call:
    """The call that a recording belongs to. Raises InputError when that cannot be told, or it has another recording."""
    before = read_recording(home, sha256)
    with open_record(home) as connection:
        call = _choose_call(connection, path, name, sha256, wanted, before)
    other = find_recording(home, call.id)
    if other and other.sha256 != sha256:
        raise InputError(
            f"That call has a recording already: {other.name}.", fix="Remove that one first: assay recordings --remove."
        )
    if before and before.activity_id != call.id:
        raise InputError(
            f"{name} was given before, for another call.", fix="Remove it there first: assay recordings --remove."
        )
    return call


def _choose_call(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, sha256: str, wanted: Wanted, before: Recording | None
) -> Call:
    if before and not wanted.deal and not wanted.activity:
        found = connection.execute("SELECT 1 FROM activity WHERE id = ? AND NOT is_deleted", [before.activity_id])
        if found.fetchall():
            return find_activity(connection, str(before.activity_id))
    kind, key = ("activity", wanted.activity) if wanted.activity else ("deal", wanted.deal)
    if not key:
        kind, key = find_by_name(connection, Path(name).stem)
    if kind == "activity":
        return find_activity(connection, key)
    return make_call(find_deal(connection, key), sha256, name, wanted.at, describe_sound(path).made_at)


def _land(
    home: Home, path: Path, name: str, sha256: str, call: Call, heard: Transcript, wanted: Wanted, told: Told
) -> Added:
    sides = _find_sides(heard, wanted, read_recording(home, sha256))
    keep_audio(home, sha256, path, name)
    with open_record(home) as connection:
        has_words = not has_other_words(connection, call)
        recording = Recording(
            sha256=sha256,
            name=name,
            ending=Path(name).suffix.lower(),
            size=path.stat().st_size,
            duration_ms=heard.duration_ms,
            are_sides=heard.are_sides,
            why=heard.why,
            ours=sides.ours,
            our_name=sides.our_name,
            buyer_name=sides.buyer_name,
            language=heard.language,
            weights=heard.weights,
            note=heard.note,
            utterances=len(heard.utterances),
            has_words=has_words,
            activity_id=call.id,
            made_call=call.source == SOURCE and call.source_id.startswith(NEW_CALL),
            kept_at=int(time.time()),
        )
        said = sides.list_said(heard) if has_words else None
        rows = Rows(call, _name_folder(name), recording, said, min(path.stat().st_mtime, time.time()))
        with write_rows(connection, rows) as folder:
            report = _import(home, folder, told)
    write_durably(open_folder(home, sha256) / "transcript.vtt", write_vtt(heard.utterances, sides.label_speaker))
    keep_recording(home, recording)
    return Added(recording, tuple(_list_notes(heard, sides.ours, has_words=has_words)), report)


def _import(home: Home, folder: Path, told: Told) -> ImportReport:
    if not any(folder.rglob("*.csv")):
        return ImportReport(Counts())
    return import_paths(home, [folder], progress=told.importing())


@dataclass(frozen=True)
class _Sides:
    """Who speaks on which channel, as far as it was said."""

    ours: str
    our_name: str
    buyer_name: str

    def name_speaker(self, channel: int) -> str:
        return {"seller": self.our_name, "buyer": self.buyer_name}.get(name_side(channel, self.ours), "")

    def label_speaker(self, channel: int) -> str:
        """For a transcript that is read by itself."""
        side = name_side(channel, self.ours)
        return self.name_speaker(channel) or {"seller": "Our side", "buyer": "Buyer"}.get(side, "")

    def list_said(self, heard: Transcript) -> list[Said]:
        return [
            Said(one.start_ms, one.end_ms, self.name_speaker(one.channel), name_side(one.channel, self.ours), one.text)
            for one in heard.utterances
        ]


def _find_sides(heard: Transcript, wanted: Wanted, before: Recording | None = None) -> _Sides:
    """As it is said now, else as it was said before; none where the channels are no sides."""
    ours = wanted.ours or (before.ours if before else "")
    if not heard.are_sides or ours not in ("left", "right"):
        return _Sides("unknown", "", "")
    our_name = wanted.our_name or (before.our_name if before else "")
    return _Sides(ours, our_name, wanted.buyer_name or (before.buyer_name if before else ""))


def _name_folder(name: str) -> str:
    """The name of the recording, as a folder may be called that an import reads."""
    return Path(name).name.lstrip(".") or "recording"


def _list_notes(heard: Transcript, ours: str, *, has_words: bool) -> Iterator[str]:
    yield heard.note
    if not heard.utterances:
        yield "Nobody was heard to speak in it."
    if not has_words:
        yield "The call has a transcript already, which stays; the recording plays beside it."
    elif not heard.are_sides:
        yield f"Who speaks is not known: {heard.why}."
    elif ours == "unknown":
        yield "Which channel is ours was not said, so that its words have no side: give it again with --ours."


def write_transcript(home: Home, path: Path, wanted: Wanted, folder: Path, told: Told | None = None) -> Path:
    """Hears a recording and writes its transcript into a folder; the record is left alone.

    Raises InputError as `add_recording` does, and when the folder cannot be written.
    """
    told = told or Told()
    _judge(path, path.name, wanted)
    heard = hear(home, path, hash_file(path), wanted, lambda done, total: told.hear(done, total, path.name))
    sides = _find_sides(heard, wanted)
    target = folder / f"{path.stem}.vtt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(write_vtt(heard.utterances, sides.label_speaker), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{target} cannot be written: {error.strerror}.", fix="Name a folder that you may write."
        ) from error
    return target

"""The folder of recordings: each in a folder named by its bytes, with what was heard; and which call has which.

    <hash>/audio.wav          the recording as it came
    <hash>/recording.json     what is known of it; without it, it is not finished and may be removed
    <hash>/heard-<...>.jsonl  the words as they were heard, so that a stopped transcription goes on
    <hash>/transcript.vtt     the same as a transcript
    placed/<activity>         the hash of the recording of that call

Only these names are ever opened: what the record says of a recording is never taken for a path.
"""

import hashlib
import json
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.durable import ASIDE, sync_path, write_durably
from assay.store.home import Home

_HASH = re.compile(r"[0-9a-f]{64}")
_TOLD = "recording.json"
_PLACED = "placed"
#: seconds for which the words of a transcription that was stopped wait for it to go on
_WAITS = 7 * 86_400
_PIECE = 1 << 20


@dataclass(frozen=True)
class Recording:
    """A recording whose call is known.

    name: of the file as it was given.  channels, are_sides, why: see words.speech.  ours: left, right or unknown.
    our_name, buyer_name: who spoke on each side, where that was said.  weights, note: what heard it, and what to say
    of that.  has_words: whether its words are in the record; a call with a transcript of its own keeps that one.
    made_call: whether the call is in the record because of this recording alone.  kept_at: epoch seconds.
    """

    sha256: str
    name: str
    ending: str
    size: int
    duration_ms: int
    are_sides: bool
    why: str
    ours: str
    our_name: str
    buyer_name: str
    language: str
    weights: str
    note: str
    utterances: int
    has_words: bool
    activity_id: int
    made_call: bool
    kept_at: int

    @property
    def file(self) -> str:
        """Where the recording lies, below the home."""
        return f"recordings/{self.sha256}/audio{self.ending}"


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises InputError when it cannot be read."""
    told = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                told.update(piece)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}.", fix="Check the path and its rights."
        ) from error
    return told.hexdigest()


def open_folder(home: Home, sha256: str) -> Path:
    """The folder of a recording, made where it is missing; for nobody but the owner of the home."""
    folder = home.recordings / sha256
    home.recordings.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def keep_audio(home: Home, sha256: str, path: Path, name: str) -> Path:
    """Copies a recording into its folder, unless it lies there. name: its own, which says what kind it is."""
    place = open_folder(home, sha256) / f"audio{Path(name).suffix.lower()}"
    if not place.is_file() or place.stat().st_size != path.stat().st_size:
        aside = place.with_name(place.name + ASIDE)
        shutil.copyfile(path, aside)
        sync_path(aside)
        aside.replace(place)
    return place


def keep_recording(home: Home, recording: Recording) -> None:
    """Notes what is known of a recording, and that its call has it."""
    folder = open_folder(home, recording.sha256)
    write_durably(folder / _TOLD, json.dumps(asdict(recording), ensure_ascii=False, indent=1))
    placed = home.recordings / _PLACED
    placed.mkdir(mode=0o700, exist_ok=True)
    write_durably(placed / str(recording.activity_id), recording.sha256)


def read_recording(home: Home, sha256: str) -> Recording | None:
    """The recording of these bytes, if it is finished."""
    path = home.recordings / sha256 / _TOLD
    if not _HASH.fullmatch(sha256) or not path.is_file():
        return None
    try:
        return Recording(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}.", fix="Remove its folder, and transcribe it anew."
        ) from error


def find_recording(home: Home, activity_id: int) -> Recording | None:
    """The recording of a call, if it is still kept."""
    place = home.recordings / _PLACED / str(int(activity_id))
    try:
        sha256 = place.read_text(encoding="utf-8").strip()
    except OSError:
        return None
    found = read_recording(home, sha256)
    return found if found and find_audio(home, found) else None


def find_recorded(home: Home, activities: Iterable[int]) -> set[int]:
    """Those of `activities` that have a recording."""
    try:
        placed = {path.name for path in (home.recordings / _PLACED).iterdir()}
    except OSError:
        return set()
    return {one for one in activities if str(one) in placed}


def find_audio(home: Home, recording: Recording) -> Path | None:
    """The file of a recording, if it is still there."""
    path = home.recordings / recording.sha256 / f"audio{recording.ending}"
    return path if path.is_file() else None


def list_recordings(home: Home) -> list[Recording]:
    """All finished recordings, the newest first."""
    folders = home.recordings.iterdir() if home.recordings.is_dir() else ()
    found = [read_recording(home, folder.name) for folder in folders if folder.is_dir()]
    return sorted((one for one in found if one), key=lambda one: (-one.kept_at, one.name))


def drop_recording(home: Home, recording: Recording) -> None:
    """Removes a recording with all that was heard in it from the home. Its words in the record are another matter."""
    place = home.recordings / _PLACED / str(recording.activity_id)
    if place.is_file() and place.read_text(encoding="utf-8").strip() == recording.sha256:
        place.unlink()
    shutil.rmtree(home.recordings / recording.sha256)


def drop_unfinished(home: Home) -> int:
    """Removes what transcriptions left that were stopped a week ago or more; returns how many."""
    count = 0
    for folder in home.recordings.iterdir() if home.recordings.is_dir() else ():
        if not _HASH.fullmatch(folder.name) or (folder / _TOLD).exists():
            continue
        newest = max((path.stat().st_mtime for path in folder.iterdir()), default=folder.stat().st_mtime)
        if newest < time.time() - _WAITS:
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count

"""A call spoken by a synthesiser, and what was heard of it: made once for all tests of a process."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from assay.runs.recordings.shelf import hash_file, open_folder
from assay.store.home import Home
from assay.words.speech.transcribing import Transcript, transcribe
from assay.words.speech.weights import find_weights
from bench.words.speaking import Call, can_speak, hold_call, write_wav

#: 2026-03-04 10:30 UTC, when the file was written
WRITTEN_AT = 1_772_620_200


@dataclass(frozen=True)
class HeardCall:
    """The file of a call, its transcript, and the notes that were made while it was heard."""

    file: Path
    transcript: Transcript
    notes: Path

    def is_known_to(self, home: Home) -> Path:
        """The file, of which `home` has heard every word before, so that a test need not wait for it."""
        folder = open_folder(home, hash_file(self.file))
        shutil.copy(self.notes, folder / f"heard-{find_weights().id}-any.jsonl")
        return self.file


@pytest.fixture(scope="session")
def call() -> Call:
    """Our side on the left channel, the buyer on the right."""
    if not can_speak():
        pytest.skip("espeak-ng is not installed: tools/debian.sh espeak-ng")
    return hold_call()


@pytest.fixture(scope="session")
def heard_call(call: Call, tmp_path_factory: pytest.TempPathFactory) -> HeardCall:
    """The call as a WAV file of two channels, and what was heard of it."""
    folder = tmp_path_factory.mktemp("call")
    file = write_wav(folder / "call.wav", call.sound)
    os.utime(file, (WRITTEN_AT, WRITTEN_AT))
    notes = folder / "call.jsonl"
    return HeardCall(file, transcribe(file, find_weights(), notes=notes), notes)

"""What the command line says of recordings: progress while one is heard, and the list of all."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.domain.errors import InputError
from assay.runs.recordings.adding import Told, Wanted, add_recording, write_transcript
from assay.runs.recordings.removing import choose_recording, remove_recording
from assay.runs.recordings.shelf import list_recordings
from assay.store.home import Home

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


class _Shown(Told):
    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task = bars.add_task("listening", total=None)

    def hear(self, done: int, total: int, name: str) -> None:
        self._bars.update(self._task, description=f"hearing {name}", completed=done, total=total)


@contextmanager
def _show() -> Iterator[Told]:
    """A bar on stderr while the block runs, if that is a terminal."""
    if not sys.stderr.isatty():
        yield Told()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Shown(bars)


def transcribe_files(home: Home, paths: Sequence[Path], wanted: Wanted, out: Path | None) -> Iterator[str]:
    """Adds recordings one after the other, or with `out` only writes their transcripts there; says what came of each.

    Raises InputError and others as `add_recording` does.
    """
    if wanted.activity and len(paths) > 1:
        raise InputError("One call has one recording.", fix="Give one file with --activity, or name the deal.")
    for path in paths:
        with _show() as told:
            if out is not None:
                yield str(write_transcript(home, path, wanted, out, told))
            else:
                yield add_recording(home, path, wanted, told).text()


def say_recordings(home: Home) -> str:
    """All recordings: the first letters of the number, length, when it was kept, name."""
    found = list_recordings(home)
    if not found:
        return "No recording is kept. assay transcribe FILE --deal ID brings one in."
    lines = [
        f"{one.sha256[:10]}  {one.duration_ms // 60_000:>3}:{one.duration_ms // 1000 % 60:02} min  "
        f"{datetime.fromtimestamp(one.kept_at, UTC):%Y-%m-%d}  {one.name}"
        for one in found
    ]
    return "\n".join(lines)


def remove_named(home: Home, wanted: str, *, keeps_words: bool) -> str:
    """Removes one recording; says so. Raises InputError when it is not there."""
    recording = choose_recording(home, wanted)
    remove_recording(home, recording, keeps_words=keeps_words)
    kept = "Its words stay in the record." if keeps_words else "Its words are no longer in the record."
    return f"Removed {recording.name}. {kept}"

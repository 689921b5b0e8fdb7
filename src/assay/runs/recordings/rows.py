"""What a recording brings into the record, as files that the import reads: its words, and the call where it is new."""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from assay.runs.recordings.calls import Call
from assay.runs.recordings.shelf import Recording

#: what the source id of an utterance holds between that of its call and its place
MARK = ":recording:"
#: what stands in the place of words that were taken out
REMOVED = "-"


@dataclass(frozen=True)
class Said:
    """One utterance for the record."""

    start_ms: int
    end_ms: int
    speaker: str
    side: str
    text: str


@dataclass(frozen=True)
class Rows:
    """The rows of one recording. name: of the folder that they are in.  said: None where its words are not wanted.

    seen_at: when its words could first be known, epoch seconds.
    """

    call: Call
    name: str
    recording: Recording
    said: Sequence[Said] | None
    seen_at: float


@contextmanager
def write_rows(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[Path]:
    """A folder to import while the block runs; its files are named after the recording."""
    with tempfile.TemporaryDirectory(prefix="assay-recording-") as made:
        folder = Path(made) / rows.name
        folder.mkdir()
        call = rows.call
        own = {"id": call.id, "source": call.source, "instance": call.instance, "source_id": call.source_id}
        kept = {"kind": call.kind, "direction": call.direction, "status": call.status, "recording": rows.recording.file}
        if call.deal:
            _write(folder / "activity.csv", [own | kept | _describe(rows)], rows.seen_at)
            _write(folder / "activity_deal.csv", [_link(call, call.deal)], rows.seen_at)
        elif not call.recording:
            # as if it had been seen before the call itself: it fills what is empty, and the call's own source row stays
            _write(folder / "activity.csv", [own | kept], min(rows.seen_at, _find_seen(connection, call.id)))
        if rows.said is not None:
            written = [*_list_said(rows, rows.said), *_list_gone(connection, call, len(rows.said))]
            _write(folder / "utterance.csv", written, max(rows.seen_at, _find_said(connection, call.id)))
        yield Path(made)


@contextmanager
def write_removal(connection: duckdb.DuckDBPyConnection, call: Call, name: str, *, made_call: bool) -> Iterator[Path]:
    """A folder to import that takes the words of a recording out of the record again, and the call if it made it."""
    now = datetime.now(UTC).timestamp()
    with tempfile.TemporaryDirectory(prefix="assay-recording-") as made:
        folder = Path(made) / f"{name}, removed"
        folder.mkdir()
        own = {"id": call.id, "source": call.source, "instance": call.instance, "source_id": call.source_id}
        kept = {"kind": call.kind, "direction": call.direction, "status": call.status, "recording": ""}
        if made_call:
            _write(folder / "activity.csv", [own | kept | {"subject": "", "is_deleted": "true"}], now)
        elif call.recording.startswith("recordings/"):
            _write(folder / "activity.csv", [own | kept], now)
        _write(folder / "utterance.csv", list(_list_gone(connection, call, 0)), now)
        yield Path(made)


def _describe(rows: Rows) -> dict[str, object]:
    moment = datetime.fromtimestamp(rows.call.occurred_at or 0, UTC)
    return {
        "occurred_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "duration_s": round(rows.recording.duration_ms / 1000),
        "subject": f"Recorded call: {rows.recording.name}",
    }


def _link(call: Call, deal: tuple[int, str]) -> dict[str, object]:
    return {
        "source": call.source,
        "instance": call.instance,
        "source_id": f"{call.source_id}/{deal[1]}",
        "activity_id": call.id,
        "deal_id": deal[0],
        "basis": "manual",
    }


def _list_said(rows: Rows, said: Sequence[Said]) -> Iterator[dict[str, object]]:
    for position, one in enumerate(said, start=1):
        yield _own(rows.call, position) | {
            "position": position,
            "start_ms": one.start_ms,
            "end_ms": one.end_ms,
            "speaker": one.speaker,
            "side": one.side,
            "text": one.text,
            "is_deleted": "false",
        }


def _own(call: Call, position: int) -> dict[str, object]:
    return {
        "source": call.source,
        "instance": call.instance,
        "source_id": f"{call.source_id}{MARK}{position}",
        "activity_id": call.id,
    }


def _list_gone(connection: duckdb.DuckDBPyConnection, call: Call, kept: int) -> Iterator[dict[str, object]]:
    """The utterances that stand in the record and are said no more; their words go with them."""
    found = connection.execute(
        "SELECT position FROM utterance WHERE activity_id = ? AND contains(source_id, ?) AND NOT is_deleted"
        " AND position > ? ORDER BY position",
        [call.id, MARK, kept],
    ).fetchall()
    for (position,) in found:
        yield _own(call, position) | {
            "position": position,
            "start_ms": "",
            "end_ms": "",
            "speaker": "",
            "side": "unknown",
            "text": REMOVED,
            "is_deleted": "true",
        }


def has_other_words(connection: duckdb.DuckDBPyConnection, call: Call) -> bool:
    """Whether the call has a transcript that came in another way."""
    found = connection.execute(
        "SELECT 1 FROM utterance WHERE activity_id = ? AND NOT is_deleted AND NOT contains(source_id, ?) LIMIT 1",
        [call.id, MARK],
    ).fetchall()
    return bool(found)


def _find_seen(connection: duckdb.DuckDBPyConnection, key: int) -> float:
    """Two days before the file was seen that the activity stands as."""
    rows = connection.execute(
        "SELECT f.seen_at FROM activity a JOIN import_file f USING (file_no) WHERE a.id = ?", [key]
    ).fetchall()
    return float(rows[0][0]) - 2 * 86_400 if rows else 0.0


def _find_said(connection: duckdb.DuckDBPyConnection, key: int) -> float:
    """When the words were last given or taken out that stand for this call: what comes now is not older."""
    [(seen,)] = connection.execute(
        "SELECT max(f.seen_at) FROM utterance u JOIN import_file f USING (file_no)"
        " WHERE u.activity_id = ? AND contains(u.source_id, ?)",
        [key, MARK],
    ).fetchall()
    return float(seen or 0)


def _write(path: Path, rows: Iterable[dict[str, object]], seen_at: float) -> None:
    """A CSV file as of that moment; none where there is no row."""
    listed = list(rows)
    if not listed:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
    os.utime(path, (seen_at, seen_at))


def name_side(channel: int, ours: str) -> str:
    """The side that speaks on a channel, 0 for left. ours: left, right or unknown."""
    if ours not in ("left", "right"):
        return "unknown"
    return "seller" if ("left", "right")[channel] == ours else "buyer"

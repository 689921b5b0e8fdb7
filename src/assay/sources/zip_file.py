"""Zips: what may be unpacked, and the unpacking, under limits that no honest export reaches."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from assay.domain.errors import InputError

MOST_ENTRIES = 20_000
MOST_UNPACKED = 16 << 30
"""Bytes of all entries together."""
MOST_RATIO = 200
"""Unpacked bytes for each packed one, above HARMLESS bytes; text packs 5 to 30 times."""
HARMLESS = 64 << 20
_PIECE = 1 << 20


@contextmanager
def open_zip(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The zip, once its entries were judged. Raises InputError when it is damaged, encrypted or a bomb."""
    damaged = InputError(f"{name} is damaged or was cut off: it cannot be unpacked.", fix="Copy or export it again.")
    try:
        with zipfile.ZipFile(path) as archive:
            judge_entries(archive.infolist(), name)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise damaged from error
    except NotImplementedError as error:
        raise InputError(
            f"{name} is packed in a way that cannot be read: {error}.", fix="Pack it again as an ordinary zip."
        ) from error


def judge_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Raises InputError for too many entries, too much to unpack, encryption, or a path that climbs out."""
    if len(entries) > MOST_ENTRIES:
        raise InputError(
            f"{name} holds {len(entries):,} files; at most {MOST_ENTRIES:,} are unpacked.", fix="Unpack it to a folder."
        )
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith(("/", "\\")) or (parts and parts[0].endswith(":")):
            raise InputError(
                f"{name} holds {entry.filename!r}, a path that leads out of the zip.",
                fix="Do not use this file; ask where it came from.",
            )
        if entry.flag_bits & 1:
            raise InputError(f"{name} is encrypted ({entry.filename}).", fix="Unpack it with its password to a folder.")
    judge_size(sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries), name)


def judge_size(unpacked: int, packed: int, name: str) -> None:
    """Raises InputError when that many bytes would come out of so few."""
    if unpacked > MOST_UNPACKED or (unpacked > HARMLESS and unpacked > MOST_RATIO * max(1, packed)):
        raise InputError(
            f"{name} would unpack to {unpacked:,} bytes from {packed:,}: that is no ordinary export.",
            fix="If you trust it, unpack it to a folder and import that.",
        )


def unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, name: str) -> None:
    """Write one entry to `target`. Raises InputError when more comes out than the zip says."""
    written = 0
    with archive.open(entry) as source, target.open("wb") as out:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > entry.file_size:
                judge_size(MOST_UNPACKED + 1, entry.compress_size, name)
            out.write(piece)


def is_link(entry: zipfile.ZipInfo) -> bool:
    """True for a symbolic link, which is never followed."""
    return stat.S_ISLNK(entry.external_attr >> 16)


def entry_day(entry: zipfile.ZipInfo, otherwise: int) -> int:
    """The entry's date in epoch seconds, read as UTC since a zip keeps no zone; `otherwise` where none was set."""
    if entry.date_time[0] <= 1980:
        return otherwise
    try:
        return int(datetime(*entry.date_time, tzinfo=UTC).timestamp())
    except ValueError:
        return otherwise

"""Which files to read: files, folders and zips turned into a list of files in a stable order."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from assay.domain.errors import InputError
from assay.sources.intake import FoundFile, Intake

READABLE = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
}
"""What reads a file of this ending."""


def find_files(paths: Sequence[Path], intake: Intake) -> list[FoundFile]:
    """Every file to read below these paths; what lies there and is no table is noted in `left_out`.

    Raises InputError for a path that does not exist, cannot be read, or holds nothing to read.
    """
    found: list[FoundFile] = []
    for path in paths:
        try:
            found += _find_below(path, intake) if path.is_dir() else [_take_file(path)]
        except OSError as error:
            raise InputError(
                f"{error.filename or path} cannot be read: {error.strerror}.",
                fix="Check the path and its rights.",
            ) from error
    return found


def _take_file(path: Path) -> FoundFile:
    return FoundFile(path, path.name, int(path.stat().st_mtime))


def _find_below(folder: Path, intake: Intake) -> list[FoundFile]:
    found = []
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() in READABLE:
            found.append(FoundFile(path, name, int(path.stat().st_mtime)))
        else:
            intake.leave_out(name, "no file of rows")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            elif entry.is_file():
                yield Path(entry.path)

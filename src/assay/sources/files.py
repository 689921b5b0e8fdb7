"""Which files to read: files, folders and zips turned into a list of files in a stable order."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.errors import InputError
from assay.sources.intake import FoundFile, Intake
from assay.sources.zip_file import entry_day, is_link, open_zip, unpack_entry

READABLE = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "text",
    ".vtt": "vtt",
    ".srt": "srt",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
    ".json": "json",
    ".ndjson": "json",
    ".jsonl": "json",
}
"""What reads a file of this ending."""

_OLD = {
    ".xls": "an Excel file of the kind before 2007",
    ".xlsb": "a binary Excel file",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
}


def find_files(paths: Sequence[Path], intake: Intake) -> list[FoundFile]:
    """Every file to read below these paths; what lies there and holds no rows is noted in `left_out`.

    Raises InputError for a path that does not exist, cannot be read, or holds nothing to read.
    """
    found: list[FoundFile] = []
    for path in paths:
        try:
            found += _find_at(Path(path), intake)
        except OSError as error:
            raise InputError(
                f"{error.filename or path} cannot be read: {error.strerror or error}.",
                fix="Check the path and its rights.",
            ) from error
    return found


def _find_at(path: Path, intake: Intake) -> list[FoundFile]:
    if path.is_dir():
        return _find_below(path, intake)
    day = int(path.stat().st_mtime)
    if path.suffix.lower() == ".zip":
        if found := _find_in_zip(path, path.name, day, intake):
            return found
        raise InputError(f"{path.name} holds no file that can be read.", fix="Pack CSV, XLSX, Parquet or JSON files.")
    if reason := _why_not(path.name):
        raise InputError(
            f"{path.name}: {reason}.", fix="Give CSV, TSV, XLSX, Parquet or JSON files, transcripts, a folder or a zip."
        )
    _refuse_special(path)
    return [FoundFile(path, path.name, day)]


def _find_below(folder: Path, intake: Intake) -> list[FoundFile]:
    found = []
    for path in _walk_folder(folder):
        name, day = path.relative_to(folder).as_posix(), int(path.stat().st_mtime)
        if _is_hidden(name):
            intake.leave_out(name, "hidden")
        elif path.suffix.lower() == ".zip":
            inside = _find_in_zip(path, name, day, intake)
            found += inside
            if not inside:
                intake.leave_out(name, "a zip without a file that can be read")
        elif reason := _why_not(name):
            intake.leave_out(name, reason)
        else:
            found.append(FoundFile(path, name, day))
    if not found:
        raise InputError(
            f"The folder {folder} holds no file that can be read.",
            fix="Put CSV, TSV, XLSX, Parquet or JSON files or transcripts there, or a zip of them.",
        )
    return found


def _walk_folder(folder: Path) -> Iterator[Path]:
    """Files in the order of their names, folders below included; linked folders are not followed."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _walk_folder(Path(entry.path))
            elif entry.is_file():
                yield Path(entry.path)


def _find_in_zip(path: Path, name: str, day: int, intake: Intake) -> list[FoundFile]:
    """The zip's files, unpacked into the scratch folder under numbers, never under their own names."""
    found = []
    with open_zip(path, name) as archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            inner = entry.filename.replace("\\", "/")
            shown = f"{name}/{inner}"
            if entry.is_dir():
                continue
            if inner.lower().endswith(".zip"):
                raise InputError(
                    f"{name} holds another zip, {inner}.", fix="Unpack the outer one and import its folder."
                )
            if is_link(entry) or _is_hidden(inner):
                intake.leave_out(shown, "hidden" if _is_hidden(inner) else "a link")
            elif reason := _why_not(inner):
                intake.leave_out(shown, reason)
            else:
                target = intake.new_path()
                unpack_entry(archive, entry, target, name)
                found.append(FoundFile(target, shown, entry_day(entry, day)))
    return found


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _why_not(name: str) -> str:
    """Why a file of this name is not read; empty when it is."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in READABLE:
        return ""
    if ending in _OLD:
        return f"{_OLD[ending]}; open it and save it as XLSX or CSV"
    return f"files that end in {ending} hold no rows that can be read" if ending else "a file without an ending"


def _refuse_special(path: Path) -> None:
    if not path.is_file():
        raise InputError(f"{path} is no ordinary file.", fix="Give a file, a folder or a zip.")

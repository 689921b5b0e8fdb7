"""What a report wrote into its folder, so that the next one takes away what it no longer has.

The folder is the user's: a file goes only if it stands in the list of what an earlier report wrote, and still holds
exactly that.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from assay.domain.errors import InputError
from assay.reports.deal import write_text

#: a line each: SHA-256 of the content, two spaces, path within the folder, as sha256sum writes and checks them
LIST_NAME = ".assay-report"


@dataclass
class WrittenFiles:
    """The files that one report writes into `folder`, and those that earlier ones left there."""

    folder: Path
    earlier: dict[str, str]
    now: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str) -> None:
        """Write `text` to the file `name` of the folder. Raises InputError when that cannot be done."""
        write_text(self.folder / name, text)
        self.note(name)

    def note(self, name: str) -> None:
        """The file `name` of the folder has been written."""
        self.now[name] = _digest(self.folder / name)
        # at once: what a report that breaks off has written is known to the next one
        with (self.folder / LIST_NAME).open("a", encoding="utf-8") as lines:
            lines.write(_write_line(name, self.now[name]))

    def close(self) -> None:
        """Take away what earlier reports wrote and this one did not, and keep the list of what it did."""
        for name, digest in self.earlier.items():
            if name not in self.now:
                _remove(self.folder / name, digest)
        lines = [_write_line(name, digest) for name, digest in sorted(self.now.items())]
        write_text(self.folder / LIST_NAME, "".join(lines))


def open_folder(folder: Path) -> WrittenFiles:
    """What is to be written into `folder`, with the list that earlier reports left; none where there is none."""
    path = folder / LIST_NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return WrittenFiles(folder, {})
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: it lists what an earlier report wrote here.",
            fix=f"Make it readable, or remove {path}: then what stands in the folder stays there.",
        ) from error
    pairs = [line.split("  ", 1) for line in lines if "  " in line]
    return WrittenFiles(folder, {name: digest for digest, name in pairs if _is_inside(folder, name)})


def _write_line(name: str, digest: str) -> str:
    return f"{digest}  {name}\n"


def _is_inside(folder: Path, name: str) -> bool:
    """Whether `name` is a file in the folder itself: a list that somebody changed must not reach beyond it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return (folder / path).parent.resolve().is_relative_to(folder.resolve())


def _remove(path: Path, digest: str) -> None:
    if path.is_symlink() or not path.is_file() or _digest(path) != digest:
        return
    try:
        path.unlink()
    except OSError as error:
        raise InputError(
            f"{path} cannot be removed: {error.strerror}. An earlier report wrote it, and it no longer holds.",
            fix="Remove it yourself, or write the report into another folder.",
        ) from error


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

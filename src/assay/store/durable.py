"""Bytes that outlast a power cut: written aside, forced to the disk, then put in place in one step."""

import os
from pathlib import Path

#: how a file is called while it is being written
ASIDE = ".part"


def sync_path(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, text: str) -> None:
    """Replace `path` whole: a reader sees the old text or the new one, never a part."""
    aside = path.with_name(path.name + ASIDE)
    aside.write_text(text, encoding="utf-8")
    sync_path(aside)
    aside.replace(path)
    sync_path(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` whole, whoever else writes it: for what can be made again, and so is not forced to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise

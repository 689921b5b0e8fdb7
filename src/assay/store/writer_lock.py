"""One writer at a time: a lock that the operating system takes back when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assay.domain.errors import InputError, RetryLater


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a with block.

    Raises RetryLater, naming process and time of the holder, when it is held; InputError when it cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise InputError(
            f"{path.parent} cannot be written: {error.strerror}.", fix="Give yourself the right to write there."
        ) from error
    try:
        _take(handle, path)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another process"
        raise RetryLater(
            f"{path.parent} is being written by {holder}.", fix="Try again when it has ended, or stop it."
        ) from error
    since = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"process {os.getpid()} since {since}\n".encode(), 0)

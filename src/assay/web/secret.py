"""The key that signs sessions and links: made once, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from assay.domain.errors import InputError


def read_secret(path: Path) -> str:
    """The key in ASSAY_SECRET_KEY, else the one in the file at `path`, which is made when missing.

    Two processes that start at once agree on one key.  Raises InputError when the file cannot be made, or holds a key
    of less than 32 characters.
    """
    given = os.environ.get("ASSAY_SECRET_KEY")
    if not given:
        given = _read_file(path)
    if len(given) < 32:
        raise InputError(
            f"The secret key has {len(given)} characters; at least 32 are needed.",
            fix=f"Give a longer ASSAY_SECRET_KEY, or remove {path} to have a new one made.",
        )
    return given


def _read_file(path: Path) -> str:
    try:
        if not path.exists():
            _make_file(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise InputError(
            f"{path} cannot be used: {error.strerror}.", fix="Set ASSAY_HOME to a folder that you may write."
        ) from error


def _make_file(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # whole or not at all, and never over one that is there
    except FileExistsError:
        pass
    finally:
        draft.unlink()

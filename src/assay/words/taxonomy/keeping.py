"""Versions of the taxonomy in the home: every change is a file of its own, and a line in a history that only grows.

<home>/taxonomy.yml is the one in force; <home>/taxonomy/0002.yml and so on are all that ever were; history.jsonl beside
them says who changed what, when and why.  What somebody wrote into taxonomy.yml by hand is kept as a version too.
"""

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assay.domain.errors import AssayError, InputError
from assay.store.durable import sync_path, write_durably
from assay.store.home import Home
from assay.store.writer_lock import hold_lock
from assay.words.taxonomy.driver import Taxonomy
from assay.words.taxonomy.reading import load_taxonomy, parse_taxonomy, read_taxonomy, taxonomy_path
from assay.words.taxonomy.writing import write_taxonomy

_HISTORY = "history.jsonl"


class StaleTaxonomy(AssayError):
    """Somebody else has changed the taxonomy in the meantime."""


@dataclass(frozen=True)
class Change:
    """One version and how it came to be.

    at: epoch seconds.  acts: what was done, each with an "act" (added, changed, merged, split, retired, restored,
    group, imported, by_hand) and the codes that it concerns.
    """

    version: str
    at: int
    who: str
    why: str
    acts: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def stamp(taxonomy: Taxonomy) -> str:
    """A word that is another one for every taxonomy that was ever in force."""
    return f"{taxonomy.version}-{taxonomy.digest}"


def keep_taxonomy(
    home: Home, taxonomy: Taxonomy, *, base: str, who: str, why: str, acts: Sequence[Mapping[str, Any]]
) -> Taxonomy:
    """Put a changed taxonomy in force as the next version, which is given back.

    base: the stamp of the one that was changed.  Raises StaleTaxonomy when another is in force by now, InputError for
    one that coding could not use; then nothing is kept.
    """
    folder = home.path / "taxonomy"
    folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(folder / "writer.lock"):
        now = load_taxonomy(home)
        _note_by_hand(home, now)
        if stamp(now) != base:
            raise StaleTaxonomy(_say_stale(home, now), fix="Look at what stands there now, then keep yours again.")
        made = parse_taxonomy(write_taxonomy(replace(taxonomy, version=_next_version(home, now))), name="The taxonomy")
        _keep_version(home, made)
        write_durably(taxonomy_path(home), write_taxonomy(made))
        _append(folder / _HISTORY, Change(made.version, int(time.time()), who, why, tuple(acts)))
    return made


def list_history(home: Home) -> list[Change]:
    """Every change, the newest first. Raises InputError for a line that cannot be read."""
    path = home.path / "taxonomy" / _HISTORY
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Change(**json.loads(line)) for line in reversed(lines) if line]
    except (ValueError, TypeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", fix="Restore it from a backup.") from error


def read_version(home: Home, version: str) -> Taxonomy:
    """The taxonomy as it was in that version. Raises InputError when it is not kept."""
    path = _version_path(home, version)
    if path is not None and path.exists():
        return read_taxonomy(path)
    first = load_taxonomy()
    if version == first.version:
        return first
    raise InputError(f"Version {version} of the taxonomy is not kept.", fix="Choose one that the history names.")


def _version_path(home: Home, version: str) -> Path | None:
    return home.path / "taxonomy" / f"{int(version):04}.yml" if version.isascii() and version.isdecimal() else None


def _next_version(home: Home, now: Taxonomy) -> str:
    known = [now.version, *(change.version for change in list_history(home))]
    return str(max([1, *(int(one) for one in known if one.isascii() and one.isdecimal())]) + 1)


def _note_by_hand(home: Home, now: Taxonomy) -> None:
    """Keep what somebody wrote into the file, so that no version goes missing."""
    if not taxonomy_path(home).exists():
        return
    path = _version_path(home, now.version)
    if path is not None and path.exists() and read_taxonomy(path) == now:
        known = {change.version for change in list_history(home)}
        if now.version in known:
            return
    changed_at = int(taxonomy_path(home).stat().st_mtime)
    file = f"by-hand-{changed_at}.yml"
    folder = home.path / "taxonomy"
    if not (folder / file).exists():
        write_durably(folder / file, write_taxonomy(now))
        _append(folder / _HISTORY, Change(now.version, changed_at, "", "", ({"act": "by_hand", "file": file},)))


def _keep_version(home: Home, made: Taxonomy) -> None:
    path = _version_path(home, made.version)
    assert path is not None  # noqa: S101 - _next_version counts
    write_durably(path, write_taxonomy(made))


def _append(path: Path, change: Change) -> None:
    line = json.dumps(asdict(change), ensure_ascii=False) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_path(path.parent)


def _say_stale(home: Home, now: Taxonomy) -> str:
    last = next(iter(list_history(home)), None)
    told = f" by {last.who}" if last and last.who else ""
    return f"The taxonomy was changed{told} since this page was opened; version {now.version} is in force."

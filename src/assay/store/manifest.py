"""The manifest of a folder: which files make up each table, for all tables together, at one version.

Delta is atomic for one table; the manifest makes it so for all of them. It names the files themselves, so that a reader
needs neither Delta's log nor its library.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assay.domain.errors import InputError
from assay.store.durable import write_durably

NEWEST = "manifest.json"
EARLIER = "manifests"
_FORMAT = 1


@dataclass(frozen=True)
class TableVersion:
    """One table at one version. `files` are relative to the place; `columns` are those that the files hold."""

    delta_version: int
    rows: int
    files: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class CommitNote:
    """One commit that is still kept. `committed_at` in epoch seconds."""

    version: int
    note: str
    committed_at: int


@dataclass(frozen=True)
class Manifest:
    """All tables at one version; `history` holds the commits that can still be opened, oldest first, itself last."""

    version: int = 0
    tables: Mapping[str, TableVersion] = field(default_factory=dict)
    history: tuple[CommitNote, ...] = ()

    def find(self, note: str) -> int | None:
        """The newest kept version with this note."""
        return next((commit.version for commit in reversed(self.history) if commit.note == note), None)


def read_manifest(root: Path, version: int | None = None) -> Manifest:
    """The newest manifest, or that of a kept version; an empty one where nothing was ever committed.

    Raises InputError when it is damaged, or when that version is not kept.
    """
    path = root / NEWEST
    newest = _parse(path) if path.exists() else Manifest()
    if version is None or version == newest.version:
        return newest
    if version not in {commit.version for commit in newest.history}:
        kept = ", ".join(str(commit.version) for commit in newest.history) or "none"
        raise InputError(f"{root} does not keep version {version}; it keeps {kept}.", fix="Choose one of these.")
    return _parse(_earlier(root, version))


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Make a manifest the newest one. The copy that is kept for later comes first: unlisted, it does not count."""
    last = manifest.history[-1] if manifest.history else CommitNote(0, "", 0)
    content = {
        "format": _FORMAT,
        "version": manifest.version,
        "note": last.note,
        "committed_at": last.committed_at,
        "tables": {name: asdict(table) for name, table in sorted(manifest.tables.items())},
        "history": [asdict(commit) for commit in manifest.history],
    }
    text = json.dumps(content, indent=1) + "\n"
    (root / EARLIER).mkdir(exist_ok=True)
    write_durably(_earlier(root, manifest.version), text)
    write_durably(root / NEWEST, text)


def _earlier(root: Path, version: int) -> Path:
    return root / EARLIER / f"{version}.json"


def _parse(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != _FORMAT:
            raise InputError(
                f"{path} is of format {content['format']}, this Assay reads format {_FORMAT}.",
                fix="Use the version of Assay that wrote it, or a newer one.",
            )
        return _build(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} is damaged ({error}); it should be the JSON that the last commit wrote.",
            fix=f"Copy the file with the highest number in {path.parent / EARLIER} over {NEWEST}, or restore a backup.",
        ) from error


def _build(content: dict[str, Any]) -> Manifest:
    tables = {
        name: TableVersion(
            int(table["delta_version"]), int(table["rows"]), tuple(table["files"]), tuple(table["columns"])
        )
        for name, table in content["tables"].items()
    }
    history = tuple(
        CommitNote(int(commit["version"]), str(commit["note"]), int(commit["committed_at"]))
        for commit in content["history"]
    )
    return Manifest(int(content["version"]), tables, history)

"""Mappings that a person confirmed: one versioned file each, found again when the same headings return."""

import re
from collections.abc import Iterable
from pathlib import Path

from assay.sources.language import Mapping
from assay.sources.mapping import load_mapping, parse_mapping
from assay.store.durable import write_durably

_FILE = re.compile(r"^(?P<name>.+)-v(?P<version>\d+)\.yml$")


def load_kept(folder: Path) -> list[Mapping]:
    """Every kept mapping, the newest first; of two that ask for the same headings the newer one only."""
    newest: dict[object, Mapping] = {}
    kept = sorted(folder.glob("*.yml"), key=lambda path: (path.stat().st_mtime_ns, _read_version(path)))
    for path in reversed(kept):
        mapping = load_mapping(path)
        newest.setdefault(_asked(mapping), mapping)
    return list(newest.values())


def _read_version(path: Path) -> int:
    found = _FILE.match(path.name)
    return int(found["version"]) if found else 0


def _asked(mapping: Mapping) -> frozenset[tuple[tuple[str, ...], ...]]:
    return frozenset(tuple(sorted(feed.require)) for feed in mapping.feeds)


def next_version(folder: Path, name: str) -> int:
    """The number of the version to be kept next under this name, from 1."""
    found = (_FILE.match(path.name) for path in folder.glob("*.yml"))
    return 1 + max((int(one["version"]) for one in found if one and one["name"] == name), default=0)


def keep_mapping(folder: Path, name: str, version: int, text: str) -> Path:
    """Write a mapping under its name and version. Raises InputError when the text is no valid mapping."""
    path = folder / f"{name}-v{version}.yml"
    parse_mapping(text, str(path))
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(path, text)
    return path


def keep_given(folder: Path, path: Path) -> Path:
    """Keep a mapping file that was named for an import, so that the same headings are known the next time.

    A text that is kept already is not kept again.
    """
    text = path.read_text(encoding="utf-8")
    for kept in sorted(folder.glob("*.yml")):
        if kept.read_text(encoding="utf-8") == text:
            return kept
    found = _FILE.match(path.name)
    name = name_mapping([found["name"] if found else path.stem])
    return keep_mapping(folder, name, next_version(folder, name), text)


def name_mapping(stems: Iterable[str]) -> str:
    """A name for the mapping of these files: the first one's, in letters, figures, - and _ only."""
    return re.sub(r"[^\w-]+", "_", next(iter(stems)).lower()).strip("_") or "files"

"""taxonomy.yml as shipped, or the one in the home, which goes before it; checked, with what to mend."""

import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.words.taxonomy.checking import check_sense, check_shape
from assay.words.taxonomy.driver import Driver, Group, Taxonomy, Theme


def taxonomy_path(home: Home) -> Path:
    """Where a taxonomy of one's own lies; there need not be one."""
    return home.path / "taxonomy.yml"


def load_taxonomy(home: Home | None = None) -> Taxonomy:
    """The home's taxonomy if it has one, else the shipped one. Raises InputError, with the place, for a faulty file."""
    path = taxonomy_path(home) if home else None
    if path is None or not path.exists():
        return _shipped()
    return _kept(path, path.stat().st_mtime_ns)


def read_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in this file. Raises InputError as `parse_taxonomy` does, and when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", fix="Write it as UTF-8 text, or remove it.") from error
    return parse_taxonomy(text, name=str(path))


def parse_taxonomy(text: str, *, name: str = "taxonomy.yml") -> Taxonomy:
    """The taxonomy that `text` holds.

    Raises InputError naming the driver and the field for a text that is no YAML, lacks a field, names an unknown
    group or theme, uses a code twice, or replaces a driver by none that is in use.
    """
    try:
        told = yaml.load(text, Loader=_LOADER)  # noqa: S506 a safe loader
    except yaml.YAMLError as error:
        raise InputError(f"{name} is not valid YAML: {error}.", fix="Mend that line.") from error
    check_shape(told, name)
    taxonomy = _build(told)
    check_sense(taxonomy, name)
    return taxonomy


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def _shipped() -> Taxonomy:
    # what is shipped is checked by the tests, so that a page need not wait for it
    text = (files("assay.tables") / "taxonomy.yml").read_text(encoding="utf-8")
    return _build(yaml.load(text, Loader=_LOADER))  # noqa: S506 a safe loader


@lru_cache(maxsize=4)
def _kept(path: Path, _changed_ns: int) -> Taxonomy:
    return read_taxonomy(path)


def _build(told: dict[str, Any]) -> Taxonomy:
    drivers = tuple(_build_driver(entry) for entry in told["drivers"])
    return Taxonomy(
        version=str(told["version"]),
        drivers=drivers,
        themes=tuple(Theme(**entry) for entry in told["themes"]),
        groups=tuple(Group(**entry) for entry in told["groups"]),
        digest=hashlib.sha256(json.dumps(told["drivers"], sort_keys=True).encode()).hexdigest()[:12],
    )


def _build_driver(entry: dict[str, Any]) -> Driver:
    return Driver(
        code=entry["code"],
        name=entry["name"],
        group=entry["group"],
        definition=entry["definition"],
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry.get("counter_examples") or ()),
        whose=entry["whose"],
        theme=entry.get("theme"),
        about=entry.get("about", "unknown"),
        polarity=entry.get("polarity", "unknown"),
        replaced_by=tuple(entry.get("replaced_by") or ()),
        retired=bool(entry.get("retired")),
    )

"""What pages of patterns are made from, kept in the home: by results, scope and filters; drawings by what they show."""

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assay.reports.catalogue.scope import Scope
from assay.reports.charts import NARROW_WIDTH, WIDTH, draw_svg
from assay.store.durable import write_whole
from assay.web.patterns.asked import Asked

#: raised by one whenever what is kept changes its shape or its words
_MAKE = 3

#: versions of the results whose pages are kept
_MOST_VERSIONS = 2

_WIDTHS = {"wide": WIDTH, "narrow": NARROW_WIDTH}

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass
class Made:
    """What a page shows. parts: HTML by name.  numbers: name -> CSV.  facts: plain values for the template."""

    parts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


class Shelf:
    """The folder of one version of the results."""

    def __init__(self, home: Path, version: str) -> None:
        self._all = home / "patterns"
        self._folder = self._all / f"{version}-{_MAKE}"

    def find(self, key: str) -> Made | None:
        """What was made before, if it still lies here."""
        text = _read(self._folder / f"{key}.json")
        return Made(**json.loads(text)) if text else None

    def keep(self, key: str, made: Made) -> None:
        """Keep it until the results have changed twice."""
        if not self._folder.exists():
            self._remove_old()
        write_whole(self._folder / f"{key}.json", json.dumps(asdict(made)).encode())

    def keep_spec(self, spec: dict[str, Any], alt: str) -> str:
        """Keep what a drawing is made from; returns its name, which is made of what it shows."""
        text = json.dumps([spec, alt], sort_keys=True)
        name = hashlib.sha256(text.encode()).hexdigest()
        path = self._folder / f"{name}.spec"
        if not path.exists():
            write_whole(path, text.encode())
        return name

    def find_drawing(self, name: str, size: str) -> str:
        """The drawing, if it was drawn before; empty otherwise."""
        return _read(self._folder / f"{name}-{size}.svg")

    def draw(self, name: str, size: str) -> str:
        """The drawing, drawn now if need be. Empty where nothing is kept of that name."""
        found = self.find_drawing(name, size)
        spec = "" if found or not _KEY.fullmatch(name) or size not in _WIDTHS else _read(self._folder / f"{name}.spec")
        if spec:
            found = str(draw_svg(json.loads(spec)[0], _WIDTHS[size], json.loads(spec)[1]))
            write_whole(self._folder / f"{name}-{size}.svg", found.encode())
        return found

    def place_paper(self, key: str) -> Path:
        """Where the paper of that name lies, once it is printed."""
        return self._folder / f"{key}.pdf"

    def _remove_old(self) -> None:
        folders = sorted(self._all.glob("*"), key=lambda path: path.stat().st_mtime_ns)
        for folder in folders[: -_MOST_VERSIONS + 1]:
            shutil.rmtree(folder, ignore_errors=True)


def name_made(section: str, asked: Asked, scope: Scope, run_id: str, language: str) -> str:
    """A name for what is made of these: whoever has another scope has another one."""
    sets = (scope.team_sellers, scope.sellers, scope.deals, asked.choice.team, asked.choice.unit)
    # asked.pairs names values; the sets say whose deals they stand for now, which a change of a team alters
    parts = [section, asked.pairs, scope.everything, *(None if one is None else sorted(one) for one in sets)]
    return hashlib.sha256(json.dumps([*parts, run_id, language]).encode()).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""

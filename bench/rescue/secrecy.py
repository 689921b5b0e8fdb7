"""The check of secrecy beside what a person marked: recall and precision of each kind, with 95 % intervals (Wilson).

A marked place counts as found where a leak of its kind touches it; a leak counts as right where it touches a marked
place. The sealed half is for the figures alone; "open" prints the other half with its errors.
"""

import hashlib
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.rescue.saying.secrecy import KINDS, Leak, check_secrecy
from assay.rescue.saying.secrets import Secrets, list_figures
from bench.words.shares import tell_share

SET = Path(__file__).with_suffix(".yml")
_MARK = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True)
class Marked:
    """A text of one loss. marks: (start, end, kind)."""

    loss: str
    text: str
    marks: tuple[tuple[int, int, str], ...]
    half: str


def read_set(path: Path = SET) -> tuple[dict[str, Secrets], list[Marked]]:
    """The secrets by loss, and all texts. The half of a text is told by its hash."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    losses = {name: _read_secrets(fields) for name, fields in told["losses"].items()}
    return losses, [_read(name, line) for name, lines in told["texts"].items() for line in lines]


def _read_secrets(fields: dict[str, Any]) -> Secrets:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    plain["amounts"] = tuple(map(float, plain["amounts"]))
    plain["days"] = tuple(date.fromisoformat(day) for day in plain["days"])
    plain["traits"] = tuple(tuple(one) for one in plain["traits"])
    return Secrets(figures=list_figures(plain["quotes"]), **plain)


def _read(loss: str, line: str) -> Marked:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        at = match.end()
    half = ("open", "sealed")[hashlib.sha256(f"{loss} {line}".encode()).digest()[0] % 2]
    return Marked(loss, text + line[at:], tuple(marks), half)


def measure(losses: dict[str, Secrets], texts: list[Marked]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Counts by kind and marked, found, told, right ("all" for all kinds); and each error in a line."""
    counts: Counter[tuple[str, str]] = Counter()
    errors = []
    for one in texts:
        leaks = check_secrecy(one.text, losses[one.loss])
        for start, end, kind in one.marks:
            found = any(_touches(leak, start, end) for leak in leaks)
            for name in (kind, "all"):
                counts[name, "marked"] += 1
                counts[name, "found"] += found
            if not found:
                errors.append(f"missed {kind} {one.text[start:end]!r}: {one.text}")
        for leak in leaks:
            right = any(_touches(leak, start, end) for start, end, _ in one.marks)
            for name in (leak.kind, "all"):
                counts[name, "told"] += 1
                counts[name, "right"] += right
            if not right:
                errors.append(f"in vain {leak.kind} {leak.quote!r}: {one.text}")
    return counts, errors


def _touches(leak: Leak, start: int, end: int) -> bool:
    return leak.start < end and start < leak.end


def report(half: str) -> str:
    """The table of one half, and how many of its texts were judged right as a whole."""
    losses, texts = read_set()
    some = [one for one in texts if one.half == half]
    counts, errors = measure(losses, some)
    clean = [one for one in some if not one.marks]
    stopped = sum(bool(check_secrecy(one.text, losses[one.loss])) for one in clean)
    lines = [
        f"Secrecy, {half} half: {len(some)} of {len(texts)} texts, {len(clean)} of them with nothing to find",
        "| kind | recall | precision |",
        "|---|---|---|",
    ]
    for kind in (*KINDS, "all"):
        recall = tell_share(counts[kind, "found"], counts[kind, "marked"])
        lines.append(f"| {kind} | {recall} | {tell_share(counts[kind, 'right'], counts[kind, 'told'])} |")
    lines.append(f"texts with nothing to find that were stopped: {tell_share(stopped, len(clean))}")
    return "\n".join(lines + (errors if half == "open" else []))


def main() -> None:
    """Prints the sealed half; with "open" the open one and its errors."""
    print(report("open" if "open" in sys.argv[1:] else "sealed"))


if __name__ == "__main__":
    main()

"""The labelled sets in two halves: the open one for choosing, the sealed one for the final figures alone.

`python -m bench.words.halves` divides every set again, from all its items in the order of their ids: the result is
the same each time. `--check` changes nothing and says whether the files stand as they would be written.
"""

import random
import sys
from pathlib import Path

import yaml

from bench.words.labels import Item, name_stratum

FOLDER = Path(__file__).parent / "sets"
NAMES = ("statements", "remarks", "rivals", "plain", "questions", "messages", "answers")
_SEED = 29
_HEADINGS = {
    "open": "# Open half: look at it, choose thresholds on it, mend what reads it. README.md: how it is labelled.\n",
    "sealed": (
        "# SEALED half, for the final figures alone: `make bench-words` reads it and nobody chooses anything by it.\n"
        "# Whoever has looked at single items here and then changed a threshold has no figure any more.\n"
    ),
}


def read_half(name: str, half: str) -> list[Item]:
    """The items of one half ("open" or "sealed") of a set, in the order of their ids."""
    items: list[Item] = yaml.safe_load((FOLDER / f"{name}_{half}.yml").read_text(encoding="utf-8"))
    return items


def read_german() -> list[Item]:
    """The German statements: not divided, since nothing is chosen on them."""
    items: list[Item] = yaml.safe_load((FOLDER / "statements_german.yml").read_text(encoding="utf-8"))
    return items


def divide(name: str, items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Halve the items at random within each label; which half has the odd one changes from label to label."""
    strata: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: str(item["id"])):
        strata.setdefault(name_stratum(name, item), []).append(item)
    halves: tuple[list[Item], list[Item]] = ([], [])
    odd = 0
    for label in sorted(strata):
        members = strata[label]
        random.Random(f"{_SEED} {name} {label}").shuffle(members)  # noqa: S311 - the same halves each time
        for place, item in enumerate(members):
            halves[(place + odd) % 2].append(item)
        odd = (odd + len(members)) % 2
    return (sorted(halves[0], key=lambda item: str(item["id"])), sorted(halves[1], key=lambda item: str(item["id"])))


def write_items(items: list[Item], heading: str) -> str:
    """The items as a YAML list under a heading."""
    body = yaml.safe_dump(items, allow_unicode=True, sort_keys=False, width=1000)
    return heading + body


def main(arguments: list[str]) -> int:
    """Divide every set, or check that it is divided so; 1 where a file would change under --check."""
    changed = []
    for name in NAMES:
        items = read_half(name, "open") + read_half(name, "sealed")
        for half, part in zip(("open", "sealed"), divide(name, items), strict=True):
            path, text = FOLDER / f"{name}_{half}.yml", write_items(part, _HEADINGS[half])
            if path.read_text(encoding="utf-8") != text:
                changed.append(path.name)
                if "--check" not in arguments:
                    path.write_text(text, encoding="utf-8")
        print(f"{name}: {len(items)} items")
    print("changed: " + (", ".join(changed) or "nothing"))
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well buying cues are found, and whether our side took them up: `python -m bench.words.cues`.

The sets are bench/words/sets/cues_*.yml (sentences of buyers with the cues that a reader hears in them, or none) and
uptake_*.yml (a cue, what our side said next, and whether a reader finds it taken up). All are invented, and labelled
before the patterns were written, by the author of the patterns: optimistic therefore, the sealed half as well. A cue is
right where its sentence is labelled with it; a sentence with two labels counts twice.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assay.domain.cue import CUES
from assay.words.cues import FoundCue, find_cues, is_taken_up
from bench.words.halves import read_half
from bench.words.shares import tell_share

Item = dict[str, Any]

#: a word list that anybody would write first, to see what the patterns gain
_PLAIN = {
    "timeline": ("when", "deadline", "timeline", "wann", "frist"),
    "budget": ("budget", "price", "cost", "preis", "kosten"),
    "decider": ("decision", "boss", "board", "ceo", "chef", "vorstand"),
    "implementation": ("implementation", "training", "migration", "schulung", "einführung"),
    "reference": ("reference", "case study", "referenz"),
}


def find_plainly(text: str) -> set[str]:
    """Cues by the plain word list."""
    return {cue for cue, words in _PLAIN.items() if any(word in text.lower() for word in words)}


def find_by_rules(text: str) -> set[str]:
    """Cues by the patterns of the product."""
    return {cue for found in find_cues(text) for cue in found.cues}


def score_cues(items: Iterable[Item], find: Callable[[str], set[str]]) -> dict[str, tuple[int, int, int]]:
    """(right, found, labelled) by cue, and "all" and "any": any cue at all in the sentence."""
    counts = dict.fromkeys((*CUES, "all", "any"), (0, 0, 0))
    for item in items:
        found, told = find(item["text"]), set(item["cues"])
        for cue in CUES:
            for name in (cue, "all"):
                right, n, labelled = counts[name]
                counts[name] = (right + (cue in found & told), n + (cue in found), labelled + (cue in told))
        right, n, labelled = counts["any"]
        counts["any"] = (right + bool(found and told), n + bool(found), labelled + bool(told))
    return counts


def score_uptake(items: Sequence[Item]) -> tuple[int, int, int]:
    """(judged as labelled, of those missed by our side as labelled, those labelled missed)."""
    right = missed = labelled = 0
    for item in items:
        cues = find_cues(item["cue"])
        cue = cues[0] if cues else FoundCue(0, len(item["cue"]), item["cue"], ())
        is_up = is_taken_up(cue, item["turns"])
        right += is_up == item["is_taken_up"]
        missed += not is_up and not item["is_taken_up"]
        labelled += not item["is_taken_up"]
    return right, missed, labelled


def write_figures(half: str) -> str:
    """The figures of one half, as text."""
    items, lines = read_half("cues", half), []
    for language in ("en", "de"):
        some = [item for item in items if item["language"] == language]
        for name, find in (("patterns", find_by_rules), ("plain words", find_plainly)):
            lines.append(f"Buying cues, {half} half, {language}, {len(some)} sentences, {name}:")
            for cue, (right, found, labelled) in score_cues(some, find).items():
                lines.append(f"  {cue:15} precision {tell_share(right, found):28} recall {tell_share(right, labelled)}")
    pairs = read_half("uptake", half)
    right, missed, labelled = score_uptake(pairs)
    lines.append(f"Taken up or not, {half} half: as labelled {tell_share(right, len(pairs))}")
    lines.append(f"  of those that our side missed, found {tell_share(missed, labelled)}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(write_figures("open" if "--open" in sys.argv else "sealed"))

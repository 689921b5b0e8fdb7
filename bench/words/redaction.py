"""Redaction beside what a person marked: recall and precision of each kind, on sentences written before the rules.

Half of the sentences are sealed: rules were bettered by looking at the open half alone. A name counts
as hidden where each of its letters is. A found span counts as right where it touches a marked one.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from assay.words.redaction import Known, Names, Span, redact
from bench.words.shares import tell_share

SET = Path(__file__).parent / "sets" / "redaction.txt"
_MARK = re.compile(r"\{(\w+):([^}]*)\}")
HALVES = ("open", "sealed")


@dataclass(frozen=True)
class Sentence:
    """A text, and what stands in it to be hidden: (start, end, kind)."""

    text: str
    marked: tuple[tuple[int, int, str], ...]
    half: str

    def pick(self, kind: str) -> list[str]:
        """The words of a kind."""
        return [self.text[start:end] for start, end, this in self.marked if this == kind]

    def hides(self, start: int, end: int, spans: Iterable[Span]) -> bool:
        """Whether the spans hide each letter of text[start:end]."""
        hidden = {place for span in spans for place in range(span.start, span.end)}
        return all(place in hidden for place in range(start, end) if self.text[place].isalnum())

    def touches(self, span: Span) -> bool:
        """Whether a found span touches a marked one."""
        return any(span.start < end and start < span.end for start, end, _ in self.marked)


def read_sentences(path: Path = SET) -> list[Sentence]:
    """The whole set. The half of a sentence is told by its hash."""
    return [
        _read(line)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def _read(line: str) -> Sentence:
    text, marked, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marked.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        at = match.end()
    half = HALVES[hashlib.sha256(line.encode()).digest()[0] % 2]
    return Sentence(text + line[at:], tuple(marked), half)


def make_crm(sentences: Iterable[Sentence]) -> Names:
    """As if the record held every company, and every second person who is named in full."""
    sentences = list(sentences)
    people = sorted({name.title() for one in sentences for name in one.pick("person") if " " in name})
    known = [name for name in people if hashlib.sha256(name.encode()).digest()[0] % 2]
    companies = sorted({name for one in sentences for name in one.pick("company")}, key=str.casefold)
    return Names.of(
        [Known(name, f"person {place}", is_near=True) for place, name in enumerate(known)],
        [Known(name, f"company {name.casefold()}") for name in companies],
    )


def measure_redaction(
    sentences: list[Sentence], find: Callable[[Sentence], tuple[Span, ...]]
) -> dict[str, tuple[int, ...]]:
    """Kind -> marked, of these hidden, found, of these right. Lower-cased people count once more by themselves."""
    counts: dict[str, list[int]] = {}
    for one in sentences:
        spans = find(one)
        for start, end, kind in one.marked:
            is_hidden = one.hides(start, end, spans)
            kinds = [kind, *(["person, lower case"] if kind == "person" and one.text[start:end].islower() else [])]
            for name in kinds:
                _count(counts, name, 1, int(is_hidden), 0, 0)
        for span in spans:
            _count(counts, span.kind, 0, 0, 1, int(one.touches(span)))
    return {kind: tuple(some) for kind, some in counts.items()}


def _count(counts: dict[str, list[int]], kind: str, *more: int) -> None:
    counts[kind] = [left + right for left, right in zip(counts.get(kind, [0, 0, 0, 0]), more, strict=True)]


def list_ways(names: Names) -> dict[str, Callable[[Sentence], tuple[Span, ...]]]:
    """The ways of finding that are compared. Sums of money are hidden in all of them."""
    return {
        "rules": lambda one: redact(one.text, amounts=True, use_model=False).spans,
        "rules, record": lambda one: redact(one.text, names, amounts=True, use_model=False).spans,
        "rules, model": lambda one: redact(one.text, amounts=True).spans,
        "rules, record, model": lambda one: redact(one.text, names, amounts=True).spans,
    }


def report_half(sentences: list[Sentence], half: str) -> str:
    """The table of one half: rows are kinds, once for each way."""
    names = make_crm(sentences)
    some = [one for one in sentences if one.half == half]
    lines = [
        f"Redaction, {half} half: {len(some)} sentences",
        "| way | kind | recall | precision |",
        "|---|---|---|---|",
    ]
    for way, find in list_ways(names).items():
        found = measure_redaction(some, find)
        for kind in sorted(found):
            marked, hidden, told, right = found[kind]
            precision = "" if "," in kind else tell_share(right, told)
            lines.append(f"| {way} | {kind} | {tell_share(hidden, marked)} | {precision} |")
    return "\n".join(lines)


def list_errors(sentences: list[Sentence], half: str) -> list[str]:
    """Of the open half, what was missed or hidden in vain by the whole way."""
    names = make_crm(sentences)
    find = list_ways(names)["rules, record, model"]
    lines = []
    for one in (one for one in sentences if one.half == half):
        spans = find(one)
        missed = [one.text[start:end] for start, end, _ in one.marked if not one.hides(start, end, spans)]
        vain = [one.text[span.start : span.end] for span in spans if not one.touches(span)]
        if missed or vain:
            lines.append(f"{one.text}\n    missed {missed}, in vain {vain}")
    return lines


def main() -> None:
    """Prints the sealed half; with "open" the open one and its errors."""
    half = "open" if "open" in sys.argv[1:] else "sealed"
    sentences = read_sentences()
    print(report_half(sentences, half))
    if half == "open":
        print("\n".join(list_errors(sentences, half)))


if __name__ == "__main__":
    main()

"""What would leave: the passages of one deal as one text, redacted together, to the letter as it is sent."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from assay.words.redaction import Names, Redaction, Span
from assay.words.redaction.redacting import find_spans, hide_spans

#: stands between passages while they are redacted together, so that a person has one placeholder in all of them
_BETWEEN = "\n\n␞\n\n"
#: characters of one passage, and passages of one text
LONGEST, MOST = 4_000, 40


@dataclass(frozen=True)
class Passage:
    """Something that was said about a deal.

    table, row_id: the record's row.  start: where the passage begins in it, in characters.  side: who said it.  origin:
    where, such as email.  driver, confidence: what it was coded as here; "" where that was left open.
    """

    table: str
    row_id: int
    start: int
    side: str
    origin: str
    text: str
    driver: str = ""
    theme: str = ""
    coder: str = ""
    occurred_at: int | None = None
    known_at: int | None = None


@dataclass(frozen=True)
class Document:
    """Passages, and how they may be shown.

    shown: the text of each as it leaves.  redaction: None for none.  starts: of each in the redacted whole.  left_out:
    passages beyond what one text holds.  found: the spans that could be hidden.
    """

    passages: tuple[Passage, ...]
    shown: tuple[str, ...]
    redaction: Redaction | None
    starts: tuple[int, ...] = ()
    left_out: int = 0
    found: tuple[Span, ...] = ()

    @cached_property
    def text(self) -> str:
        """What leaves, besides instructions that are the same for every deal: JSON, from which no text breaks out."""
        told = [
            {"passage": number, "side": passage.side, "text": shown}
            for number, (passage, shown) in enumerate(zip(self.passages, self.shown, strict=True), 1)
        ]
        return json.dumps(told, ensure_ascii=False, indent=1)

    @property
    def digest(self) -> str:
        """Of exactly that text: what an approval is bound to."""
        return find_digest(self.text)

    def find_original(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Where characters start to end of a shown passage (from 1) stand in the record's row."""
        passage = self.passages[number - 1]
        if self.redaction is None:
            return passage.start + start, passage.start + end
        offset = self.starts[number - 1]
        begin, stop = self.redaction.find_original(offset + start, offset + end)
        before = self.place_passage(number)
        return passage.start + begin - before, passage.start + stop - before

    def place_passage(self, number: int) -> int:
        """Where a passage (from 1) begins in all of them joined, as they were."""
        return sum(len(one.text) + len(_BETWEEN) for one in self.passages[: number - 1])


def find_digest(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def compose_document(passages: Sequence[Passage], names: Names | None, *, amounts: bool = False) -> Document:
    """The first passages, as many as one text holds, redacted together. names: None to leave them as they are."""
    some = tuple(_shorten(one) for one in passages[:MOST])
    found, note = _find(some, names, amounts) if names is not None else ([], "")
    return hide_in_document(some, None if names is None else found, note, left_out=len(passages) - len(some))


def _find(passages: tuple[Passage, ...], names: Names, amounts: bool) -> tuple[list[Span], str]:
    return find_spans(_BETWEEN.join(one.text for one in passages), names, amounts=amounts)


def hide_in_document(
    passages: tuple[Passage, ...],
    found: Sequence[Span] | None,
    note: str = "",
    *,
    also: Iterable[str] = (),
    show: Iterable[str] = (),
    left_out: int = 0,
) -> Document:
    """The document without the spans found in it (None: as it is). also, show: as `redact` takes them."""
    if found is None or not passages:
        return Document(passages, tuple(one.text for one in passages), None, (), left_out)
    redaction = hide_spans(_BETWEEN.join(one.text for one in passages), found, note, also=also, show=show)
    shown = tuple(redaction.text.split(_BETWEEN))
    if len(shown) != len(passages):
        raise ValueError("a placeholder reached over the edge of a passage")
    starts, at = [], 0
    for one in shown:
        starts.append(at)
        at += len(one) + len(_BETWEEN)
    return Document(passages, shown, redaction, tuple(starts), left_out, tuple(found))


def write_document(document: Document) -> dict[str, Any]:
    """As JSON holds it, to be read again by `read_document`."""
    return {
        "passages": [asdict(one) for one in document.passages],
        "found": None if document.redaction is None else [asdict(one) for one in document.found],
        "note": document.redaction.note if document.redaction else "",
        "left_out": document.left_out,
    }


def read_document(told: Mapping[str, Any], *, also: Iterable[str] = (), show: Iterable[str] = ()) -> Document:
    """The document that `write_document` wrote. also, show: as `redact` takes them."""
    passages = tuple(Passage(**one) for one in told["passages"])
    found = None if told["found"] is None else [Span(**one) for one in told["found"]]
    return hide_in_document(passages, found, told["note"], also=also, show=show, left_out=told["left_out"])


def _shorten(passage: Passage) -> Passage:
    """With at most so many characters, and without the sign that stands between passages and half characters."""
    text = passage.text[:LONGEST].replace("␞", " ")
    text = "".join("\ufffd" if 0xD800 <= ord(letter) < 0xE000 else letter for letter in text)
    return replace(passage, text=text)

"""A text as its page shows it: before and after, what is hidden, and the answer."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.web.outgoing.models import Outgoing
from assay.web.outgoing.preparing import open_document
from assay.words.redaction import Redaction
from assay.words.redaction.span import KINDS
from assay.words.second_opinion.document import Document
from assay.words.taxonomy import Taxonomy

SIDES = {"rep": _("rep"), "buyer": _("buyer"), "unknown": _("unknown"), "peer": _("peer"), "manager": _("manager")}
FOUND_BY = {
    "rule": _("by a pattern"),
    "crm": _("a name of the record"),
    "model": _("by the language model here"),
    "person": _("by a person"),
}
STANDINGS = {
    "agrees": _("agree"),
    "differs": _("differ"),
    "ours": _("only ours"),
    "theirs": _("only the second"),
}


@dataclass(frozen=True)
class Piece:
    """A part of a passage. holder: what stands in its place, "" where it is left as it is."""

    words: str
    holder: str = ""


@dataclass(frozen=True)
class PassageView:
    """One passage before it was redacted, in pieces, and as it leaves."""

    number: int
    side: str
    pieces: tuple[Piece, ...]
    shown: str

    @property
    def is_changed(self) -> bool:
        """Whether anything is hidden in it."""
        return any(piece.holder for piece in self.pieces)


@dataclass(frozen=True)
class HiddenView:
    """Words that are hidden, or were found and are shown all the same."""

    words: str
    holder: str
    kind: str
    by: str
    times: int
    is_shown: bool


def see_passages(outgoing: Outgoing) -> list[PassageView]:
    """The passages; of a text that was sent, as they left."""
    if not outgoing.content:
        told: list[dict[str, Any]] = json.loads(outgoing.text) if outgoing.text else []
        return [PassageView(one["passage"], _side(one["side"]), (), one["text"]) for one in told]
    document = open_document(outgoing)
    return [
        PassageView(number, _side(passage.side), tuple(_cut(document, number)), shown)
        for number, (passage, shown) in enumerate(zip(document.passages, document.shown, strict=True), 1)
    ]


def see_hidden(outgoing: Outgoing) -> list[HiddenView]:
    """Each different thing that is hidden, in its order; then what a person wants shown."""
    if not outgoing.content or outgoing.content["found"] is None:
        return []
    redaction = open_document(outgoing).redaction
    if redaction is None:
        return []
    found = [
        (redaction.original[one.span.start : one.span.end], one.holder, one.span.kind, one.span.by)
        for one in redaction.hidden
    ]
    views = [
        HiddenView(words, holder, KINDS[kind], str(FOUND_BY[by]), times, False)
        for (words, holder, kind, by), times in Counter(found).items()
    ]
    return views + [HiddenView(words, "", "", "", 0, True) for words in outgoing.shown]


def count_standings(outgoing: Outgoing) -> dict[str, int]:
    """How many passages both coded alike, and so on."""
    return dict(Counter(one["standing"] for one in outgoing.compared))


def see_compared(outgoing: Outgoing, taxonomy: Taxonomy) -> list[dict[str, Any]]:
    """Both codes of each passage, with the names of their drivers; a code that the taxonomy lost stands for itself."""

    def name(code: str) -> str:
        driver = taxonomy.by_code.get(code)
        return driver.name if driver else code

    return [
        {
            **one,
            "ours": name(one["driver"]) if one["driver"] else "",
            "seconds": [{**code, "name": name(code["driver"])} for code in one["seconds"]],
            "name": str(STANDINGS[one["standing"]]),
        }
        for one in outgoing.compared
    ]


def _side(side: str) -> str:
    return str(SIDES.get(side, side))


def _cut(document: Document, number: int) -> Iterator[Piece]:
    text = document.passages[number - 1].text
    if document.redaction is None:
        yield Piece(text)
        return
    start = document.place_passage(number)
    yield from _cut_at(document.redaction, start, start + len(text))


def _cut_at(redaction: Redaction, start: int, end: int) -> Iterator[Piece]:
    at = start
    for one in redaction.hidden:
        if start <= one.span.start < end:
            yield Piece(redaction.original[at : one.span.start])
            yield Piece(redaction.original[one.span.start : one.span.end], one.holder)
            at = one.span.end
    yield Piece(redaction.original[at:end])

"""Something in a text that is hidden: where it stands, what it is, and by what it was found."""

from dataclasses import dataclass
from typing import Literal

#: kind -> how its placeholder names it
KINDS = {
    "person": "person",
    "company": "company",
    "email": "e-mail",
    "address": "address",
    "phone": "phone",
    "bank": "account",
    "link": "link",
    "secret": "secret",
    "number": "number",
    "amount": "amount",
    "words": "hidden",
}

#: rule: a pattern.  crm: a name that the record holds.  model: the language model.  person: whoever looked it through
By = Literal["rule", "crm", "model", "person"]


@dataclass(frozen=True, order=True)
class Span:
    """text[start:end] of the original. entity: one for all spellings of one thing; empty where only the words tell.

    start, end: characters.  by: who found it.
    """

    start: int
    end: int
    kind: str
    by: By
    entity: str = ""


def keep_longest(text: str, spans: list[Span]) -> list[Span]:
    """Spans that do not overlap, in order: of two that do, what a person marked goes first, then the longer one, then
    the record's own name.

    What is left of a shorter one beyond the longer is kept as a span of its own, so that nothing that somebody found
    is shown.
    """
    order = sorted(spans, key=lambda one: (one.by != "person", one.start - one.end, one.start, one.by))
    kept: list[Span] = []
    for span in order:
        kept += _cut_away(text, span, kept)
    return sorted(kept)


def _cut_away(text: str, span: Span, kept: list[Span]) -> list[Span]:
    """The parts of `span` that none of `kept` covers, without spaces around them; a part needs a letter or digit."""
    parts = [(span.start, span.end)]
    for other in kept:
        parts = [
            piece
            for start, end in parts
            for piece in ((start, min(end, other.start)), (max(start, other.end), end))
            if piece[0] < piece[1]
        ]
    if len(parts) != 1 or parts[0] != (span.start, span.end):
        parts = [_strip(text, *part) for part in parts]
    entity = span.entity if parts == [(span.start, span.end)] else ""
    return [Span(start, end, span.kind, span.by, entity) for start, end in parts if start < end]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    inside = [place for place in range(start, end) if text[place].isalnum()]
    return (inside[0], inside[-1] + 1) if inside else (start, start)

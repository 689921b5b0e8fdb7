"""Hears what a message to a buyer should not say, sentence by sentence, and what it lacks: thanks and acceptance.

Earlier mail that is quoted below or between, and signatures, are not judged.
"""

from dataclasses import dataclass

import numpy as np

from assay.domain.errors import InputError
from assay.words.ear.folding import Piece, fold_text, list_words, split_sentences
from assay.words.ear.language import tell_language
from assay.words.ear.message_signs import PARTS, WHY, count_figures, find_breaks, has_part
from assay.words.ear.model import Embeds, Vector, embed_text_plainly, find_weights, list_embedders, turn_odds
from assay.words.ear.notes import OTHER_NOTE, tell_note
from assay.words.ear.phrases import Heard, read_groups
from assay.words.text import mask_text

KINDS = ("invitation", "letter", "note")

#: letters of a message that are heard; what comes after is told and left
HEARD = 8_000
#: sentences of one message that are heard with the embedder; the rest by their signs
_EMBEDDED = 20


@dataclass(frozen=True)
class SentenceFault:
    """A sentence that breaks the message: its place, what it does, how sure, why it matters, what to write instead."""

    start: int
    end: int
    sentence: str
    fault: str
    probability: float
    why: str
    instead: str
    signs: tuple[Heard, ...]


@dataclass(frozen=True)
class MissingPart:
    """What the message lacks, why it matters, and a sentence that would serve."""

    part: str
    why: str
    instead: str


@dataclass(frozen=True)
class MessageHeard:
    """How a message was heard.

    may_go: no sentence breaks it, and neither thanks nor acceptance is missing.  advised: what an invitation should
    say beside; it does not hold the message back.
    """

    may_go: bool
    faults: tuple[SentenceFault, ...] = ()
    missing: tuple[MissingPart, ...] = ()
    advised: tuple[MissingPart, ...] = ()
    language: str = "en"
    note: str = ""


def hear_message(text: str, kind: str = "letter", embedder: Embeds | None = None) -> MessageHeard:
    """The sentences that break a message to a buyer, and what it lacks.

    kind: "invitation" (to a debrief), "letter" (after a loss, or on silence) or "note" (any other).  Raises InputError
    for another kind.  A message in a language that is not heard may not go unread by a person: may_go is False.
    """
    if kind not in KINDS:
        raise InputError(f"{kind!r} is no kind of message; expected {', '.join(KINDS)}.", fix="Name one of them.")
    own = mask_text(text[:HEARD], is_message=True)
    if not list_words(fold_text(own)):
        return MessageHeard(False, note="There is no message here.")
    language = tell_language(own)
    if language == "other":
        return MessageHeard(False, language=language, note=OTHER_NOTE)
    pieces = [piece for piece in split_sentences(own) if list_words(piece.folded)]
    faults = _hear_sentences(text, own, pieces, language, embedder)
    folded = fold_text(own)
    missing = tuple(_name_part(part, kind, language) for part in PARTS if not has_part(folded, part))
    advised = tuple(_name_part(part, kind, language) for part in _list_advised(folded, kind))
    note = tell_note(text, language, embedder, HEARD)
    return MessageHeard(not faults and not missing, faults, missing, advised, language, note)


def _hear_sentences(
    text: str, own: str, pieces: list[Piece], language: str, embedder: Embeds | None
) -> tuple[SentenceFault, ...]:
    known = embedder if embedder and embedder.id in list_embedders() and language == "en" else None
    by_vector, by_signs = find_weights("messages", known.id if known else ""), find_weights("messages", "")
    vectors: list[Vector] = [embed_text_plainly(piece.text, known) for piece in pieces[:_EMBEDDED]] if known else []
    faults = []
    for place, piece in enumerate(pieces):
        signs = find_breaks(piece, own)
        vector = vectors[place] if place < len(vectors) else None
        weights = by_signs if vector is None else by_vector
        chances = turn_odds(weights.weigh(count_figures(piece, signs), vector))
        over = np.flatnonzero(chances >= weights.thresholds)
        for at in sorted(over, key=lambda at: -chances[at]):
            faults.append(_make_fault(text, piece, weights.labels[at], float(chances[at]), signs, language))
    return tuple(faults)


def _make_fault(text: str, piece: Piece, fault: str, chance: float, signs: list[Heard], language: str) -> SentenceFault:
    shown = tuple(sign for sign in signs if sign.shows == fault)
    sentence = text[piece.start : piece.end]
    return SentenceFault(
        piece.start,
        piece.end,
        sentence,
        fault,
        chance,
        WHY[fault],
        _read_line("instead", fault, language),
        shown or (Heard(piece.start, piece.end, sentence, fault, WHY[fault]),),
    )


def _list_advised(folded: str, kind: str) -> list[str]:
    """What an invitation should name: both purposes, and that the decision will not be reopened."""
    if kind != "invitation":
        return []
    told = read_groups("message_lines.yml")["told_by"]
    return [part for part, words in told.items() if not any(word in folded for word in words)]


def _name_part(part: str, kind: str, language: str) -> MissingPart:
    return MissingPart(part, _read_line("why", part, "en"), _read_line(f"say_{kind}", part, language))


def _read_line(group: str, name: str, language: str) -> str:
    return str(read_groups("message_lines.yml")[group][name][language])

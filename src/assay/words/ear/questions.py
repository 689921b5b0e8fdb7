"""Hears what loads a question: closed, leading, double, defensive, manipulative, reselling, blaming; and opens it."""

from dataclasses import dataclass

from assay.words.ear.folding import Piece, fold_text, list_words
from assay.words.ear.form import Form
from assay.words.ear.language import tell_language
from assay.words.ear.model import HEARD, Embeds, embed_text, find_weights, turn_odds
from assay.words.ear.notes import OTHER_NOTE, tell_note
from assay.words.ear.phrases import Heard
from assay.words.ear.question_signs import FAULTS, WHY, count_figures, find_loaded, has_second_half, read_forms
from assay.words.ear.rewording import reword_question

_GERMAN_WHY = {
    "closed": "ein Ja, ein Nein oder ein Wort würde genügen",
    "leading": "sie enthält schon die Antwort, die Sie erwarten",
    "double": "sie fragt zweierlei auf einmal",
    "defensive": "sie rechtfertigt uns",
    "manipulative": "sie arbeitet mit Schuld, Mitleid, Schmeichelei, Angst oder Heimlichkeit",
    "reselling": "sie zielt auf einen Verkauf, was das Gespräch ausschließt",
    "blaming": "sie gibt dem Käufer die Schuld",
}


@dataclass(frozen=True)
class QuestionFault:
    """One fault of a question: which, how sure, why it matters, and the words that show it (places in the text)."""

    fault: str
    probability: float
    why: str
    signs: tuple[Heard, ...]


@dataclass(frozen=True)
class QuestionHeard:
    """How a question was heard: open where no fault was found.

    faults: the surest first.  rewordings: open questions about the same matter, for a question with faults: two for a
    double one, else one.
    """

    is_open: bool
    faults: tuple[QuestionFault, ...] = ()
    rewordings: tuple[str, ...] = ()
    language: str = "en"
    note: str = ""


def hear_question(text: str, embedder: Embeds | None = None) -> QuestionHeard:
    """What loads a question (or an invitation to tell), with an open one in its place.

    A text without words, or in a language that is not heard, has no faults, and its note says so.
    embedder: makes it better where the weights know it (the shipped one).
    """
    heard = text[:HEARD]
    if not list_words(fold_text(heard)):
        return QuestionHeard(False, note="There is no question here.")
    language = tell_language(heard)
    if language == "other":
        return QuestionHeard(False, language=language, note=OTHER_NOTE)
    loaded, forms = find_loaded(heard), read_forms(heard, language)
    figures = count_figures(heard, loaded, forms)
    vector = embed_text(heard, embedder) if language == "en" else None
    weights = find_weights("questions", embedder.id if embedder and vector is not None else "")
    chances = turn_odds(weights.weigh(figures, vector))
    faults = [
        QuestionFault(fault, float(chance), _tell_why(fault, language), _choose_signs(heard, fault, loaded, forms))
        for fault, chance, least in zip(weights.labels, chances, weights.thresholds, strict=True)
        if chance >= least and (language != "de" or _is_shown(fault, loaded, forms))
    ]
    faults.sort(key=lambda fault: -fault.probability)
    rewordings = reword_question(heard, _order_faults(faults), language) if faults else ()
    note = tell_note(text, language, embedder, HEARD)
    return QuestionHeard(not faults, tuple(faults), rewordings, language, note)


def _is_shown(fault: str, loaded: list[Heard], forms: list[tuple[Piece, Form]]) -> bool:
    """Whether a phrase or the build of the question shows the fault, where the weights are of another language."""
    if fault == "closed":
        return any(form.is_closed for _, form in forms)
    if fault == "double":
        return has_second_half(forms)
    return any(sign.shows == fault for sign in loaded)


def _tell_why(fault: str, language: str) -> str:
    return _GERMAN_WHY[fault] if language == "de" else WHY[fault]


def _order_faults(faults: list[QuestionFault]) -> tuple[str, ...]:
    """The fault that a rewording has to mend first in front: what is closed as well is mended along the way."""
    names = [fault.fault for fault in faults]
    return tuple(sorted(names, key=lambda name: (name == "closed", FAULTS.index(name))))


def _choose_signs(text: str, fault: str, loaded: list[Heard], forms: list[tuple[Piece, Form]]) -> tuple[Heard, ...]:
    """The words that show a fault; the whole sentence that asks where no phrase or opening shows it."""
    if fault == "closed":
        found = _mark_closed(text, forms)
    elif fault == "double":
        found = _mark_openings(text, forms)
    else:
        found = tuple(sign for sign in loaded if sign.shows == fault)
    if found:
        return found
    asking = [piece for piece, _ in forms if piece.text.endswith("?")] or [piece for piece, _ in forms]
    return tuple(Heard(piece.start, piece.end, piece.text, fault, WHY[fault]) for piece in asking[:1])


def _mark_closed(text: str, forms: list[tuple[Piece, Form]]) -> tuple[Heard, ...]:
    spans = [(piece.start + start, piece.start + end) for piece, form in forms for start, end in form.closed]
    spans += [(piece.start + form.tag[0], piece.start + form.tag[1]) for piece, form in forms if form.tag]
    return tuple(Heard(start, end, text[start:end], "closed", WHY["closed"]) for start, end in sorted(set(spans)))


def _mark_openings(text: str, forms: list[tuple[Piece, Form]]) -> tuple[Heard, ...]:
    spans = {(p.start + a, p.start + b) for p, form in forms for a, b in form.asks + form.closed + form.invites}
    if len(spans) < 2:
        return ()
    return tuple(Heard(start, end, text[start:end], "double", WHY["double"]) for start, end in sorted(spans))

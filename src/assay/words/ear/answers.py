"""Hears whether an answer says something: substantive, vague, evasive or merely polite; and offers a follow-up.

A short answer can be substantive and a long one vague: length is no sign and is held even in what the weights learnt.
"""

from dataclasses import dataclass, field

from assay.words.ear.answer_signs import CONCRETE, EMPTY, count_figures, find_signs
from assay.words.ear.folding import fold_text, list_words
from assay.words.ear.language import tell_language
from assay.words.ear.model import HEARD, Embeds, embed_text, find_weights, spread_odds
from assay.words.ear.notes import OTHER_NOTE, tell_note
from assay.words.ear.phrases import Heard
from assay.words.ear.probing import list_probes, reassure

KINDS = ("substantive", "vague", "evasive", "polite")

#: below this chance of being substantive a follow-up is offered
_CLEAR = 0.5


@dataclass(frozen=True)
class AnswerHeard:
    """How an answer was heard.

    kind: one of KINDS, "empty" where there are no words, "unknown" in a script or language that is not heard.
    probability: the chance that it is of this kind, calibrated; None for empty and unknown.  chances: of every kind.
    says_little: whether a follow-up is due.  signs: the words that show it, with places in the answer.
    """

    kind: str
    probability: float | None
    says_little: bool
    chances: dict[str, float] = field(default_factory=dict)
    signs: tuple[Heard, ...] = ()
    probes: tuple[str, ...] = ()
    reassurance: str = ""
    language: str = "en"
    note: str = ""


def hear_answer(answer: str, question: str = "", embedder: Embeds | None = None) -> AnswerHeard:
    """How an answer to a question of a debrief is heard.

    embedder: makes it better where the weights know it (the shipped one); without it the signs decide alone.
    """
    heard = answer[:HEARD]
    if not list_words(fold_text(heard)):
        return AnswerHeard(
            "empty", None, True, probes=list_probes("", "empty", "en"), reassurance=reassure("empty", "en")
        )
    language = tell_language(heard)
    if language == "other":
        return AnswerHeard("unknown", None, False, language=language, note=OTHER_NOTE)
    signs = find_signs(heard)
    vector = embed_text(heard, embedder) if language == "en" else None
    weights = find_weights("answers", embedder.id if embedder and vector is not None else "")
    chances = spread_odds(weights.weigh(count_figures(heard, question, signs), vector))
    told = dict(zip(weights.labels, (float(chance) for chance in chances), strict=True))
    kind = max(told, key=lambda label: told[label])
    says_little = told["substantive"] < _CLEAR
    if says_little and kind == "substantive":
        kind = max((label for label in told if label != "substantive"), key=lambda label: told[label])
    return AnswerHeard(
        kind,
        told[kind],
        says_little,
        told,
        _choose_signs(signs, kind),
        list_probes(heard, kind, language) if says_little else (),
        reassure(kind, language) if says_little else "",
        language,
        tell_note(answer, language, embedder, HEARD),
    )


def _choose_signs(signs: list[Heard], kind: str) -> tuple[Heard, ...]:
    """The signs that speak for the kind; where it has none, those of any emptiness."""
    if kind == "substantive":
        return tuple(sign for sign in signs if sign.shows in CONCRETE)
    own = tuple(sign for sign in signs if EMPTY.get(sign.shows) == kind)
    return own or tuple(sign for sign in signs if sign.shows in EMPTY)

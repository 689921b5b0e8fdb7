"""What loads a question: phrases by fault, and how it is built; as places and as figures for the model."""

import re

import numpy as np
import numpy.typing as npt

from assay.words.ear.folding import Piece, fold_text, list_words, split_sentences
from assay.words.ear.form import Form, read_form
from assay.words.ear.phrases import Heard, compile_groups

Figures = npt.NDArray[np.float64]

FAULTS = ("closed", "leading", "double", "defensive", "manipulative", "reselling", "blaming")

WHY = {
    "closed": "yes, no or one word would answer it",
    "leading": "it holds the answer that you expect",
    "double": "it asks two things at once, and one of them will stay unanswered",
    "defensive": "it justifies us, so that the buyer has to argue instead of telling",
    "manipulative": "it works by guilt, pity, flattery, fear or secrecy",
    "reselling": "it aims at a sale, which the debrief promised not to do",
    "blaming": "it lays the fault at the buyer's door",
}

#: narrow questions: one name, number or day answers them
_NARROW = re.compile(
    r"^(?:and |so |but |just |roughly |exactly |about |by )*(?:how (?:many|often|long|soon|old|far|high|"
    r"big|large)\b|how much (?:is|was|did|does|do|are|were|would|will) (?!the fact)"
    r"|when (?:is|was|will|did|do|does|are|were|would|exactly)\b|who (?!.*\b(?:and (?:in|how|what|"
    r"why))\b)|whose\b|which (?:day|month|year|quarter|week|date|vendor|supplier|company|firm|one|product|"
    r"version|of them)\b"
    r"|what (?:day|month|year|date|time|number|percentage|share|figure|price|budget|discount|amount|"
    r"was the (?:price|budget|date|amount|number|deadline))\b"
    r"|(?:wie (?:viele?|oft|lange|hoch|groß)|wann|wer|wessen)\b)"
)
_TWO = re.compile(r"\b(?:and|or|und|oder|as well as|also|plus)\b")
_JOINED = re.compile(
    r"\b(?:our|your|the|their|his|her|unser\w*|ihr\w*|der|die|das|den|dem) (?:\w+ )?\w+ (?:and|as well as|"
    r"und|sowie) (?:also |of )?(?:our|your|the|their|his|her|unser\w*|ihr\w*|der|die|das|den|dem) \w+"
)
_JOINED_BARE = re.compile(r"\b(?:our|your|their|the) (\w{4,}) and (?:our |your |their |the )?(\w{4,})\b")
_IF_WE = re.compile(
    r"\b(?:if|should|suppose|imagine|what if|were) (?:we|i|our|the price|you got|you could get)\b|"
    r"\b(?:wenn|falls) wir\b"
)
_FIGURE = re.compile(r"\d|\b(?:per cent|percent|discount|free|cheaper|prozent|rabatt)\b")
_STATED_FIRST = re.compile(
    r"^(?!(?:if|when|looking|thinking|in|on|at|for|from|after|before|since|as)\b)[^?]{12,}[,;:–-] (?:so |"
    r"and |but |then )*(?:what|how|why|where|who|which|when)\b"
)

FIGURES = (
    *(f"{fault}, phrases" for fault in FAULTS if fault not in ("closed", "double")),
    *(f"{fault}, phrases in two places" for fault in FAULTS if fault not in ("closed", "double")),
    "asks openly",
    "asks closed",
    "invites to tell",
    "tag",
    "stated with a question mark",
    "either or",
    "two openings",
    "two question marks",
    "two matters joined",
    "and after an opening",
    "one name, number or day would do",
    "asks why",
    "asks why not",
    "begins with a negated verb",
    "if we",
    "a figure or a discount",
    "something stated first",
    "we or our",
    "you or your",
    "but",
    "must",
)


def find_loaded(text: str) -> list[Heard]:
    """Every phrase that may load a question, by place, under the fault that it may be a sign of."""
    folded = fold_text(text)
    found = []
    for fault, pattern in compile_groups("questions.yml").items():
        for match in pattern.finditer(folded):
            if match.group().strip():
                found.append(Heard(match.start(), match.end(), text[match.start() : match.end()], fault, WHY[fault]))
    return sorted(found, key=lambda sign: (sign.start, -sign.end))


def read_forms(text: str, language: str) -> list[tuple[Piece, Form]]:
    """The sentences of a text with their forms."""
    return [(piece, read_form(piece, language)) for piece in split_sentences(text)]


def count_figures(text: str, signs: list[Heard], forms: list[tuple[Piece, Form]]) -> Figures:
    """The figures of a question, in the order of FIGURES, each 0 or 1."""
    folded = " ".join(fold_text(text).split())
    words = set(list_words(folded))
    listed = [fault for fault in FAULTS if fault not in ("closed", "double")]
    by_fault = {fault: {sign.start for sign in signs if sign.shows == fault} for fault in listed}
    spans = {
        (piece.start + a, piece.start + b) for piece, form in forms for a, b in form.asks + form.closed + form.invites
    }
    read = [form for _, form in forms]
    asks = any(form.asks for form in read)
    values = [
        *(bool(by_fault[fault]) for fault in listed),
        *(len(by_fault[fault]) > 1 for fault in listed),
        asks,
        any(form.closed for form in read),
        any(form.invites for form in read),
        any(form.tag is not None for form in read),
        any(form.stated for form in read),
        any(form.either for form in read),
        len(spans) > 1,
        folded.count("?") > 1,
        bool(_JOINED.search(folded) or _JOINED_BARE.search(folded)),
        has_second_half(forms),
        bool(_NARROW.search(folded)) or any(_NARROW.search(piece.folded) for piece, _ in forms),
        "why" in words or "warum" in words,
        bool(
            re.search(
                r"\bwhy (?:\w+n't|(?:did|do|would|could|have|has|is|are|were|was) (?:\w+ )?(?:not|never))\b", folded
            )
        ),
        bool(re.match(r"(?:and |so |but )?(?:\w+n't|haben sie nicht|finden sie nicht)\b", folded)),
        bool(_IF_WE.search(folded)),
        bool(_FIGURE.search(folded)),
        bool(_STATED_FIRST.search(folded))
        or (len(forms) > 1 and not forms[0][1].is_open and "?" not in forms[0][0].text),
        bool(words & {"we", "our", "us", "wir", "unser", "unsere"}),
        bool(words & {"you", "your", "sie", "ihr", "ihre"}),
        bool(words & {"but", "although", "though", "aber", "obwohl"}),
        bool(words & {"must", "mustn't", "surely", "assume", "presume"}),
    ]
    return np.array(values, dtype=np.float64)


def has_second_half(forms: list[tuple[Piece, Form]]) -> bool:
    """Whether a second opening follows an "and" that follows a first."""
    for piece, form in forms:
        openings = sorted(set(form.asks + form.closed + form.invites))
        for (_, before), (after, _) in zip(openings, openings[1:], strict=False):
            if _TWO.search(piece.folded[before:after]):
                return True
    return False

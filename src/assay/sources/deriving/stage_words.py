"""What the name of a stage says of the outcome, when no source and no person says it."""

import re

_CLOSED = {
    "won": "won|closed ?won|gewonnen|gagne|gagnee|ganado|ganada|win|deal won|sold",
    "lost": "lost|closed ?lost|verloren|perdu|perdue|perdido|perdida|loss|deal lost",
    "no_decision": "no ?decision|closed no decision|no buy|keine entscheidung",
    "disqualified": "disqualified|unqualified|not qualified|closed disqualified|invalid|duplicate|spam",
}

_OPEN = (
    "new|open|lead in|qualif(?:y|ied|ication)|prospecting|engaging|engaged|discovery|contact made|contacted|meeting"
    "(?: scheduled| booked| set)?|appointment scheduled|demo(?: scheduled| done)?|presentation scheduled|needs analysis"
    "|value proposition|id decision makers|perception analysis|evaluation|technical evaluation|pilot|trial"
    "|proof of concept|poc|proposal(?: sent| made| price quote)?|quote(?: sent)?|proposition|negotiation"
    "|negotiations? started|negotiation review|decision maker bought in|contract(?: sent| review)?|legal review"
    "|verbal(?: commit| agreement)?|commit|procurement|shortlist(?:ed)?|on hold"
)

_PATTERNS = {name: re.compile(pattern) for name, pattern in (*_CLOSED.items(), ("open", _OPEN))}


def class_stage(name: str) -> str | None:
    """The class that a stage's name alone tells, or None. The whole name must say it: "almost won" says nothing."""
    plain = " ".join(re.findall(r"[a-z]+", name.casefold()))
    return next((found for found, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)

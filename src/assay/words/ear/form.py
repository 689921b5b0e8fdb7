"""How a question is built: which of its clauses ask, and whether yes or no would answer them.

English and German, from the word that a clause begins with; nothing is parsed beyond that.
"""

import re
from dataclasses import dataclass

from assay.words.ear.folding import Piece

_AUX = (
    r"(?:do|does|did|is|are|was|were|am|has|have|had|can|could|will|would|shall|should|may|might|must|ain't"
    r"|(?:do|does|did|is|are|was|were|has|have|had|could|would|should|wo|ca)n't|can't|won't|cannot)"
)
_SUBJECT = (
    r"(?:not )?(?:i|you|he|she|it|we|they|there|this|that|these|those|the|a|an|our|your|their|my|his|her|"
    r"its|any|some|all"
    r"|no|anyone|anybody|anything|someone|somebody|something|everyone|everything|nobody|nothing|either|both|one|price"
    r"|pricing|cost|budget|timing|support|procurement|legal|finance|management|security|it's|who|what|[a-z]\w+)"
)
_WH = r"(?:what(?:ever|'s|'d|'re)?|how(?:'s|'d)?|why|who(?:m|se|'s|'d)?|which|where(?:'s|'d)?|when)"
_TELL = (
    r"(?:tell|walk|talk|describe|explain|share|show|give|take|help|say|elaborate|expand|outline|paint|ask|hear|learn"
    r"|know|understand|recount|recall|summari[sz]e|sketch|name|list|go (?:over|through|back)|run|bring|point|let|think"
    r"|put|lay|comment|reflect|fill|guide|lead|illustrate|clarify|advise|begin|start|add)"
)
_POLITE = (
    r"(?:can|could|would|will|may|might) (?:you|i|we)(?: \w+ly| please| perhaps| maybe| also|"
    r" just)*(?: like to| be (?:so kind as|willing|able|open|happy|comfortable|prepared) (?:as )?(?:to|"
    rf"in)?| mind)? ?{_TELL}(?:ing)?\b"
)
_MIND = rf"(?:do|would) you mind (?:if i ask|{_TELL}ing|telling|sharing|giving|describing|taking)\b"
_IMPERATIVE = (
    rf"(?:please |kindly |just |if you (?:can|could|would|like|don't mind),? )*{_TELL}\b(?! us if| me if|"
    r" us whether| me whether)"
)
_WHETHER = r"\b(?:if|whether)\b"
_LEAD_IN = (
    r"(?:(?:and|but|so|or|ok|okay|well|now|then|also|again|yes|no|right|great|thanks|thank you|just|first|"
    r"second|third|finally|lastly|hmm|ah|oh|look|listen|honestly|frankly|seriously)[,:;]? )*"
)

_CLOSED = re.compile(rf"{_LEAD_IN}(?P<head>{_AUX}) {_SUBJECT}\b")
_ASKS = re.compile(
    rf"{_LEAD_IN}(?:(?:in|at|on|to|for|from|with|of|by|about|under|through|until|since|after|before|"
    rf"over) )?(?:exactly |precisely |else )?(?P<head>{_WH})\b"
)
_INVITES = re.compile(rf"{_LEAD_IN}(?P<head>{_POLITE}|{_MIND}|{_IMPERATIVE})")
_SUBORDINATE = re.compile(
    rf"{_LEAD_IN}(?:when|whenever|where|while|what|whatever|how|who)(?:ever)? (?:you|we|they|i|he|she|it|"
    r"the|our|your|their|my|this|that|all|\w+ing)\b"
)
_CLAUSE = re.compile(r"(?:[,;:–—]| - |\.\.\.|…|\band\b|\bbut\b|\bor\b|\bso\b|\bthen\b)\s*")
_TAG = re.compile(
    rf"[,.–-]\s*(?:or |and |so )?(?:{_AUX} (?:i|you|he|she|it|we|they|there|that|this)(?: not)?|right|"
    r"correct|no|yes|eh|huh|true|agreed|ok"
    r"|okay|am i right|is that (?:right|fair|correct|it|true|so)|would you agree|or (?:not|no|am i wrong)|or"
    r"|(?:do|would)(?:n't)? you (?:think|agree|say)(?: so)?|nicht wahr|oder(?: nicht)?|richtig|gell|nicht|"
    r"stimmt's|korrekt)\s*\?+$"
)
_EITHER = re.compile(r"\b(?:or|oder)\b(?! (?:so|anything|something|whatever|someone|anyone|so\?))")

#: words of a question cut so short that its asking word may stand anywhere
_FEW = 6
_ANY_WH = re.compile(
    rf"\b(?:{_WH}|was|wie|welche\w*|worin|womit|wozu|wofür|woran|warum|wem|wen|verglichen womit)\b(?=.*\?$)"
)

_VERB_DE = (
    r"(?:war|waren|ist|sind|hat|haben|hatte|hatten|habt|wird|werden|wurde|wurden|würde|würden|kann|können|"
    r"könnte|könnten|konnte"
    r"|konnten|muss|müssen|musste|mussten|soll|sollen|sollten|sollte|darf|dürfen|dürften|dürfte|will|"
    r"wollen|wollten|möchten"
    r"|möchte|mögen|gab|gibt|gäbe|wäre|wären|hätte|hätten|lag|liegt|fanden|finden|fand|glauben|denken|"
    r"meinen|wussten|wissen"
    r"|stimmt|stimmen|passte|passt|spielte|spielten|fehlte|kam|kamen|kommt|ging|geht|reichte|schien|"
    r"waren's|wars|war's|hielten"
    r"|fühlten|kannten|kennen|nutzen|brauchen|brauchten|bekamen|sehen|sahen)"
)
_CLOSED_DE = re.compile(
    rf"(?:und |aber |also |oder |nun |gut |okay |ja )*[,]?\s*(?P<head>{_VERB_DE}) (?:sie|es|das|der|die|"
    r"ihnen|ihr|ihre|ihrem|ihren|unser|unsere|unseren|wir|ich|man|denn|nicht|ein|eine|er|dies|diese|ihrer|"
    r"unserer|dem|den|uns|preis|vielleicht|etwa|doch|\w+)\b"
)
_ASKS_DE = re.compile(
    r"(?:und |aber |also |oder |nun |gut |okay )*(?:(?:in|an|auf|aus|mit|von|für|bei|nach|zu|über|seit|"
    r"bis|unter) )?(?P<head>was|wie|warum|wieso|weshalb|wer|wen|wem|wessen|"
    r"welche[rnsm]?|wo|wann|woran|womit|wodurch|wofür|worauf|worin|wovon|wozu|woher|wohin|inwiefern|inwieweit)\b"
)
_INVITES_DE = re.compile(
    r"(?:und |bitte )*(?P<head>(?:können|könnten|würden|möchten|dürfte|darf|wollen) (?:sie|"
    r"ich)(?: \w+){0,6} (?:erzählen|beschreiben|schildern|sagen|erklären"
    r"|erläutern|geben|nennen|fragen|mitnehmen|führen|zeigen|verraten|ausführen)|(?:erzählen|beschreiben|"
    r"schildern|nehmen|nennen|erklären|führen) sie)\b"
)


@dataclass(frozen=True)
class Form:
    """What a sentence does: asks openly, asks closed, invites to tell; where it does so (offsets in the sentence)."""

    asks: tuple[tuple[int, int], ...]
    closed: tuple[tuple[int, int], ...]
    invites: tuple[tuple[int, int], ...]
    tag: tuple[int, int] | None
    stated: bool
    either: bool

    @property
    def is_open(self) -> bool:
        return bool(self.asks or self.invites) and not self.closed and self.tag is None

    @property
    def is_closed(self) -> bool:
        return bool(self.closed or self.tag or self.stated)


def read_form(piece: Piece, language: str = "en") -> Form:
    """The form of one sentence."""
    text = re.sub(r"\s", " ", piece.folded)
    asks, closed, invites = [], [], []
    for start in _list_clauses(text):
        kind, span = _read_clause(text, start, language)
        if kind == "asks":
            asks.append(span)
        elif kind == "closed":
            closed.append(span)
        elif kind == "invites":
            invites.append(span)
    tag_match = _TAG.search(text)
    tag = (tag_match.start() + 1, tag_match.end()) if tag_match and tag_match.start() > 3 else None
    if tag:
        closed = [span for span in closed if span[0] < tag[0]]
    if invites and asks:  # "could you tell me what ...": the two are one
        closed = []
    if not (asks or closed or invites or tag) and len(text.split()) <= _FEW and (last := _ANY_WH.search(text)):
        asks = [last.span()]  # "Compared with what?"
    stated = text.endswith("?") and not (asks or closed or invites or tag)
    first = closed[0] if closed else None
    either = first is not None and bool(_EITHER.search(text, first[1]))
    return Form(tuple(asks), tuple(closed), tuple(invites), tag, stated, either)


def _list_clauses(text: str) -> list[int]:
    starts = [len(text) - len(text.lstrip(" \"'([-*•"))]
    starts += [found.end() for found in _CLAUSE.finditer(text)]
    return starts


def _read_clause(text: str, start: int, language: str) -> tuple[str, tuple[int, int]]:
    if language == "de":
        rules = (("invites", _INVITES_DE), ("asks", _ASKS_DE), ("closed", _CLOSED_DE))
    else:
        rules = (("invites", _INVITES), ("asks", _ASKS), ("closed", _CLOSED))
    for kind, pattern in rules:
        if found := pattern.match(text, start):
            if kind == "asks" and language != "de" and _is_subordinate(text, start, found):
                return "", (0, 0)
            if kind == "invites" and re.search(_WHETHER, text[found.end() : found.end() + 12]):
                return "closed", (found.start("head"), found.end("head"))
            if kind == "closed" and start > 0 and language == "de" and text[start - 1] != " ":
                continue
            return kind, (found.start("head"), found.end("head"))
    return "", (0, 0)


def _is_subordinate(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether "when you ..." opens a side clause; "what you ..." does so only before a main clause of its own."""
    head = found.group("head")
    if not _SUBORDINATE.match(text, start):
        return False
    if head == "when" or head == "where":
        return True
    return start == 0 and head == "what" and "," in text

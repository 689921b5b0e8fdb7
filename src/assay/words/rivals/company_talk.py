"""Whether the words around a common word speak of a company: "we use Notion", "Monday's pricing"."""

import re

from assay.words.rivals.spelling import Word, begins_sentence

#: letters before and after a word that are looked at
_NEAR = 40

#: Only a company or its product stands after these.
_STRONG_BEFORE = (
    r"evaluat(?:e|es|ed|ing)|us(?:e|es|ed|ing)|replac(?:e|es|ed|ing)|versus|vs\.?|compared (?:to|with)|competitors?"
    r"|rivals?|incumbent|vendors?|suppliers?|switch(?:ed|ing)? (?:over )?(?:to|from)|migrat(?:e|ed|ing) (?:to|from)"
    r"|los(?:t|e|ing) (?:it |this |them )?to|(?:demo|quote|offer|proposal|pricing|bid) (?:of|from|by)"
    r"|renew(?:ed|ing)?(?: with)?|bought|signed with|rolled out|users? of"
    r"|(?:ein)?setz(?:en|t) auf|nutz(?:en|t|ten)|verwende(?:n|t|ten)|einsatz von|gegenuber|entschieden fur|anstelle von"
    r"|wechsel(?:n|t)? (?:zu|von)|(?:angebot|demo|vorfuhrung) (?:von|der)|wettbewerber|konkurrenten?|mitbewerber"
    r"|anbietern?|verloren an|migration (?:zu|von)|lizenzen von"
)

#: A company often stands after these; a day or a person does too.
_WEAK_BEFORE = (
    r"cho(?:o)?s(?:e|en|ing)|pick(?:ed|ing)?|select(?:ed|ing)?|against|than|with|prefer(?:red|s)?|beat|like|from|by|at"
    r"|to|of|instead of|over|and|or|for|gegen|fur|statt|bei|von|mit|zu|als|und|oder|an"
)

_STRONG_AFTER = (
    r"[.](?:com|io|ai|net|org|de)\b"
    r"|(?:['’]?s)?[ -](?:crm|licen[cs]es?|pricing|prices?|boards?|accounts?|contracts?|subscriptions?|reps?|sales"
    r"|quotes?|offers?|products?|platform|software|suite|tool|integrations?|instance|migration|users?|workspace|support|team"
    r"|demo|features?|lizenz(?:en)?|angebots?|preise?s?|vertrags?|produkte?s?|losung|plattform|schnittstelle|vertrieb"
    r"|vorfuhrung)\b"
    r"|\s(?:offers|offered|quoted|undercut|charges|charged|priced|lacks|costs|bietet|bot|kostet|verlangt)\b"
)

_WEAK_AFTER = (
    r"\s(?:is|was|has|had|came|comes|won|gave|does|did|can|could|would|will|let|looked|looks|seemed|seems|promised"
    r"|showed|just|also|already|ist|war|hat|hatte|kann|konnte|wird|ware|kam|gewann|gab|versprach)\b|['’]s\b"
)

#: what may stand between those words and the name
_BETWEEN = r"[\s(\"'“„:]+(?:(?:the|a|an|our|their|das|die|der|den|dem|unser|ihr)\s+)?$"

_FOLDS = str.maketrans("äöüÄÖÜéèáà", "aouAOUeeaa")
_IS_STRONG_BEFORE = re.compile(rf"\b(?:{_STRONG_BEFORE}){_BETWEEN}", re.IGNORECASE)
_IS_WEAK_BEFORE = re.compile(rf"\b(?:{_WEAK_BEFORE})[\s(\"'“„:]+$", re.IGNORECASE)
_IS_STRONG_AFTER = re.compile(_STRONG_AFTER, re.IGNORECASE)
_IS_WEAK_AFTER = re.compile(_WEAK_AFTER, re.IGNORECASE)

_GERMAN_WORD = re.compile(
    r"\b(?:der|die|das|den|dem|und|nicht|wir|ist|sind|haben|hat|mit|für|ein|eine|einen|auch|auf|uns|sich|bei|zu|von"
    r"|wurde|wird|noch|aber|oder|sie|ich|es|im|zum)\b",
    re.IGNORECASE,
)
_ENGLISH_WORD = re.compile(
    r"\b(?:the|and|not|we|is|are|have|has|with|for|an|also|on|us|at|to|of|would|will|but|or|they|it|that|this|our)\b",
    re.IGNORECASE,
)


def is_german(text: str) -> bool:
    """Whether the small words of a text are German ones rather than English ones; false for a tie or none."""
    return len(_GERMAN_WORD.findall(text)) > len(_ENGLISH_WORD.findall(text))


def is_strongly_company(text: str, word: Word) -> bool:
    """Whether the words beside it stand beside nothing but a company or its product."""
    before, after = _look_around(text, word)
    return bool(_IS_STRONG_BEFORE.search(before) or _IS_STRONG_AFTER.match(after))


def is_company(text: str, word: Word) -> bool:
    """Whether the words beside it often stand beside a company; at the beginning of a sentence, what follows tells."""
    before, after = _look_around(text, word)
    if is_strongly_company(text, word) or _IS_WEAK_AFTER.match(after):
        return True
    return not begins_sentence(text, word.start) and bool(_IS_WEAK_BEFORE.search(before))


def _look_around(text: str, word: Word) -> tuple[str, str]:
    before = text[max(0, word.start - _NEAR) : word.start].translate(_FOLDS)
    return before, text[word.end : word.end + _NEAR].translate(_FOLDS)

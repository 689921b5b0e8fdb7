"""An open question in the place of a loaded one, about the same matter.

The matter is found by the words of topics.yml with what stands around them; where none is found, by the verb of the
question; where there is none, the question asks what mattered. Nothing of the load is carried over.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assay.words.ear.folding import fold_text, split_sentences
from assay.words.ear.form import read_form
from assay.words.ear.phrases import read_file, read_groups

_OWNER = r"(?:our|the|your|their)"
_PART = "What part did {it} play in your decision?"
#: topics whose open question fits any of their nouns
_ANY_FITS = frozenset({"support", "demo", "implementation", "process", "integration", "usability"})
_ANYTHING = re.compile(
    r"\b(?:is|was|were|are) there (?:anything|something|any \w+)( else)?(?: that| which)? (?P<rest>(?:we|"
    r"i|you|our \w+|your \w+) .+?)\?*$"
)
_TELL_US = re.compile(
    r"\bwhy (?:did|have|were)(?:n't| not)? (?:you|your \w+)(?: not| never)? (?:tell|told|mention|say|said|"
    r"inform|let)(?: to)?(?: us| me)?(?: know)?(?: about| of)?(?P<that> that)? (?P<rest>.+?)\?*$"
)
#: whoever does something, and that they did it: no thing that one learns of
_CLAUSE = re.compile(
    r"^(?:(?:our|your|the|their|a|an|no|this|that) )?(?:\w+ ){1,3}?(?:was|were|is|are|am|had|has|have|would|could"
    r"|should|did|does|do|will|can|might|wanted|needed|preferred|decided|left|got|chose|went|said|found|\w+ed)(?:n't)?\b"
)
_DID_YOU = re.compile(
    r"\bdid you (?!know|realise|realize|really|even|ever|not|like|enjoy|love|think|feel|"
    r"find)(?P<rest>(?:\w+ )*?(?:compare|choose|decide|evaluate|test|try|use|look at|rate|weigh|handle|"
    r"measure|learn|hear|work|share|present|score|talk|speak|discuss|involve)\b.*?)\?*$"
)
_FIND = re.compile(
    r"\b(?:did you (?:like|enjoy|love)|were you (?:\w+ )?(?:happy|satisfied|pleased|unhappy|dissatisfied|"
    r"impressed|content|comfortable) (?:with|by|about))(?: about)? (?P<rest>.+?)(?:,.*)?\?*$"
)

_AND_BEFORE = re.compile(r"[,;]?\s*\b(?:and|or|but|und|oder|aber)\b(?: also| then| auch)?\s*$")
_TWO_MATTERS = re.compile(r"\b((?:our|your|the|their) \w+(?: \w+)?) and ((?:our|your|the|their) \w+)\b")
_LOADED = re.compile(
    r"^(?:what|how|why) (?:you|your|our|the|it|they)\b|\bwhy \w+n't\b|\bwhy (?:did|do|would) you\b|"
    r"\bto be considered\b|\bnext time\b"
)
_ANY_NOUN = re.compile(r"\b(our|your|the|their) ((?:new |old )?[a-z]{4,})\b")

_FALLBACK = {
    "en": {
        "reselling": "What would you advise us to do differently another time?",
        "blaming": "What could we have done to make it easier for you?",
        "defensive": "How did it look from your side?",
        "manipulative": "What mattered most to you in this decision?",
        "leading": "How did you see it?",
        "closed": "How did that come about?",
        "double": "What mattered most to you?",
    },
    "de": {
        "reselling": "Was würden Sie uns raten, ein andermal anders zu machen?",
        "blaming": "Was hätten wir tun können, um es Ihnen leichter zu machen?",
        "defensive": "Wie sah es aus Ihrer Sicht aus?",
        "manipulative": "Was war Ihnen bei dieser Entscheidung am wichtigsten?",
        "leading": "Wie haben Sie das gesehen?",
        "closed": "Wie kam es dazu?",
        "double": "Was war Ihnen am wichtigsten?",
    },
}
_NARROW = (
    (re.compile(r"^(?:so |and )?who\b.*"), "How did the people who took part see it?"),
    (re.compile(r"^(?:so |and )?when (?:will|would|is|are)\b.*"), "What does the way to the decision look like?"),
    (re.compile(r"^(?:so |and )?when\b.*"), "How did it go, from the first moment on?"),
    (re.compile(r"^(?:so |and )?how (?:many|often|long|soon|old)\b.*"), "How did that come about?"),
)


def reword_question(text: str, faults: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Open questions that may stand for a loaded one; two where it asked about two matters, else one."""
    folded, names = " ".join(fold_text(text).split()), _find_names(text)
    if "double" in faults:
        parts = list(_split_double(folded, language))
        if len(parts) > 1:
            reworded = [_name_again(_reword_part(part, "double", language), names) for part in parts]
            return tuple(dict.fromkeys(reworded))
    return (_name_again(_reword_part(folded, faults[0], language), names),)


def _find_names(text: str) -> dict[str, str]:
    """Words that stand with capitals within the question, by how they read without: CFO, SAP, Anna.

    "IT" is left out: nobody can tell it from "it" once it is folded.
    """
    words = re.findall(r"[\w&-]*[A-Z][\w&-]*", text)
    begins = {found[1] for found in re.finditer(r"(?:^|[.!?]\s+)[\W_]*(\w+)", text)}
    kept = [word for word in words if len(re.findall(r"[A-Z]", word)) > 1 or word not in begins]
    return {word.lower(): word for word in kept if word.lower() not in ("it", "i")}


def _name_again(reworded: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[\w&-]+", lambda found: names.get(found[0], found[0]), reworded)


def _split_double(folded: str, language: str) -> Iterator[str]:
    """The parts of a double question: cut before an opening that follows "and", or its two matters."""
    (piece, *_) = [one for one in split_sentences(folded) if "?" in one.text] or split_sentences(folded)
    form = read_form(piece, language)
    starts = sorted({start for start, _ in form.asks + form.closed + form.invites})
    cuts = [0] + [start for start in starts[1:] if _AND_BEFORE.search(piece.text[:start])]
    if len(cuts) == 1 and (joined := _TWO_MATTERS.search(piece.text)):
        yield from joined.groups()
        return
    for begin, end in zip(cuts, [*cuts[1:], len(piece.text)], strict=True):
        part = _AND_BEFORE.sub("", piece.text[begin:end].rstrip(" ,?")).strip(" ,?")
        yield part + "?"


def _reword_part(folded: str, fault: str, language: str) -> str:
    if fault == "double":
        (piece, *_) = split_sentences(folded) or (None,)
        if piece is not None and "?" in folded and read_form(piece, language).is_open and not _LOADED.search(folded):
            return _ask(folded)
    if language == "en" and (rewritten := _rewrite(folded)):
        return rewritten
    return next(_reword_topics(folded, language), "") or _name_any(folded, language) or _FALLBACK[language][fault]


def _name_any(folded: str, language: str) -> str:
    """What part a thing played that no topic knows; empty where none is named."""
    if language != "en":
        return ""
    for found in _ANY_NOUN.finditer(folded):
        owner, noun = found.groups()
        if noun not in _list("no_matter") and not (len(noun) > 5 and noun.endswith(("est", "ly", "ed", "ing"))):
            return f"What part did {owner} {noun} play in your decision?"
    return ""


def _rewrite(folded: str) -> str:
    """The question turned by its own verb; empty where no turn is known."""
    if found := _ANYTHING.search(folded):
        rest = re.sub(
            r"^((?:our |your )?\w+) (could|would|should|might|can|will|did|do) ", r"\2 \1 ", found.group("rest")
        )
        return _ask(f"what {'else ' if found.group(1) else ''}{rest}") if rest != found.group("rest") else ""
    if found := _TELL_US.search(folded):
        rest = re.sub(r"^(?:there was|there were) ", "", found.group("rest"))
        link = "that" if rest == found.group("rest") and (found.group("that") or _CLAUSE.search(rest)) else "of"
        return _ask(f"how could we have learned sooner {link} {rest}") if len(rest.split()) <= 9 else ""
    if found := _FIND.search(folded):
        return _ask(f"how did you find {found.group('rest')}")
    if (found := _DID_YOU.search(folded)) and len(found.group("rest").split()) <= 10:
        return _ask(f"how did you {found.group('rest')}")
    return next((open_one for pattern, open_one in _NARROW if pattern.match(folded) and len(folded.split()) <= 6), "")


def _ask(words: str) -> str:
    plain = re.sub(r"\b(?:really|actually|at all|even|simply|just|surely|clearly|obviously)\b ?", "", words).strip(
        " ,.?"
    )
    plain = re.sub(r"\bi\b", "I", plain)
    return f"{plain[0].upper()}{plain[1:]}?"


def _reword_topics(folded: str, language: str) -> Iterator[str]:
    """An open question for each topic that is named, those with a noun of their own first, then in the file's order."""
    named: list[tuple[bool, str]] = []
    for topic, pattern in _compile_topics(language).items():
        if not pattern.search(folded):
            continue
        entry = read_groups("topics.yml")[topic]
        noun = _find_noun(folded, entry["words"]["en"]) if language == "en" else ""
        open_one = entry["open"][language] if not noun or topic in _ANY_FITS else _PART
        named.append((not noun, open_one.replace("{it}", noun or entry["noun"][language])))
    yield from (open_one for _, open_one in sorted(named, key=lambda one: one[0]))


def _find_noun(folded: str, words: list[str]) -> str:
    """The noun of a topic as the question has it, with its owner and a word between; empty where it has none."""
    found = re.search(rf"\b(?P<owner>{_OWNER}) (?:(?P<between>\w+) )?(?P<noun>{'|'.join(words)})\b", folded)
    bare = re.search(rf"\b({'|'.join(words)})\b", folded)
    if found and not _is_no_noun(found["noun"]):
        owner, between, noun = found["owner"], found["between"], found["noun"]
        return f"{owner} {between + ' ' if between and between not in _list('loads') else ''}{noun}"
    if bare and not _is_no_noun(bare.group(1)) and bare.group(1) in _list("bare"):
        return f"the {bare.group(1)}"
    return ""


def _is_no_noun(word: str) -> bool:
    return bool(re.search(r"(?:ed|ly|able|ible|ive|est)$", word)) or word in _list("no_noun")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(str(read_file("nouns.yml")[name]).split())


@cache
def _compile_topics(language: str) -> Mapping[str, re.Pattern[str]]:
    topics = read_groups("topics.yml").items()
    return {topic: re.compile(rf"\b(?:{'|'.join(entry['words'][language])})\b") for topic, entry in topics}

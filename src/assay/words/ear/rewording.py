"""An open question in the place of a loaded one, about the same matter.

The matter is found by the words of topics.yml with what stands around them; where none is found, by the verb of the
question; where there is none, the question asks what mattered. Nothing of the load is carried over.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assay.words.ear.folding import fold_text
from assay.words.ear.phrases import read_file

_OWNER = r"(?:our|the|your|their|this|that)"
_BAD_BEFORE = frozenset(
    [
        "too",
        "so",
        "very",
        "really",
        "much",
        "more",
        "less",
        "such",
        "great",
        "good",
        "bad",
        "poor",
        "best",
        "better",
        "excellent",
        "superior",
        "terrible",
        "unbeatable",
        "fair",
        "be",
        "was",
        "were",
        "is",
        "are",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "that",
        "not",
        "market-leading",
        "fantastic",
        "outstanding",
        "wonderful",
        "weak",
        "strong",
        "cheap",
        "real",
        "only",
        "main",
        "free",
        "new",
        "special",
        "lower",
        "another",
        "revised",
        "improved",
        "final",
        "last",
    ]
)
_ANYTHING = re.compile(
    r"\b(?:is|was|were|are) there (?:anything|something|any \w+)( else)?(?: that| which)? (?P<rest>(?:we|"
    r"i|you|our \w+|your \w+) .+?)\?*$"
)
_TELL_US = re.compile(
    r"\bwhy (?:did|have|were)(?:n't| not)? (?:you|your \w+)(?: not| never)? (?:tell|told|mention|say|said|"
    r"inform|let)(?: to)?(?: us| me)?(?: know)?(?: about| of| that)? (?P<rest>.+?)\?*$"
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
    folded = " ".join(fold_text(text).split())
    found = list(_reword_topics(folded, language, many="double" in faults))
    if language == "en" and not found:
        found = [rewritten for rewritten in [_rewrite(folded)] if rewritten]
    if language == "en" and found and faults[0] in ("closed", "blaming"):
        found = [rewritten for rewritten in [_rewrite(folded)] if rewritten] or found
    return tuple(found) or (_FALLBACK[language][faults[0]],)


def _rewrite(folded: str) -> str:
    """The question turned by its own verb; empty where no turn is known."""
    if found := _ANYTHING.search(folded):
        rest = re.sub(
            r"^((?:our |your )?\w+) (could|would|should|might|can|will|did|do) ", r"\2 \1 ", found.group("rest")
        )
        return _ask(f"what {'else ' if found.group(1) else ''}{rest}") if rest != found.group("rest") else ""
    if found := _TELL_US.search(folded):
        rest = re.sub(r"^(?:there was|there were|that there was|that there were) ", "", found.group("rest"))
        return _ask(f"how could we have learned sooner of {rest}") if len(rest.split()) <= 7 else ""
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


def _reword_topics(folded: str, language: str, *, many: bool) -> Iterator[str]:
    """One open question for the topic that is named first, or for the first two."""
    named: list[tuple[int, int, str]] = []
    for order, (topic, pattern) in enumerate(_compile_topics(language).items()):
        if found := pattern.search(folded):
            named.append((order, found.start(), topic))
    # the more special topics stand first in the file; of two matters the order of the question counts
    named.sort(key=lambda one: one[1] if many else one[0])
    for _, _, topic in named[: 2 if many else 1]:
        entry = read_file("topics.yml")[topic]
        if not isinstance(entry, dict):
            raise TypeError(f"topic {topic} has no entries")
        yield entry["open"][language].replace("{it}", _name_matter(folded, topic, entry, language))


def _name_matter(folded: str, topic: str, entry: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The noun of the topic as the question has it, with its owner and a word between; else the topic's own."""
    if language == "en":
        words = "|".join(entry["words"]["en"])
        for found in re.finditer(rf"\b({_OWNER}) (?:(\w+) )?({words})\b(?! (?:is|was|were|are) that)", folded):
            owner, between, noun = found.group(1), found.group(2), found.group(3)
            if re.search(r"(?:ed|ing|ly|er|ful|able|ible|ive)$", noun) or noun in _NOT_NOUNS:
                continue
            return f"{owner} {between + ' ' if between and between not in _BAD_BEFORE else ''}{noun}"
    return str(entry["noun"][language])


_NOT_NOUNS = frozenset(
    [
        "expensive",
        "cheap",
        "costly",
        "dear",
        "pricey",
        "slow",
        "fast",
        "quick",
        "missing",
        "lacking",
        "easy",
        "complicated",
        "complex",
        "clunky",
        "secure",
        "reliable",
        "stable",
        "accurate",
        "comfortable",
        "confident",
        "risky",
        "safe",
        "changed",
        "worth",
        "design",
        "they",
        "them",
        "their",
        "theirs",
        "change",
        "respond",
        "reply",
        "afford",
        "trust",
        "fit",
        "match",
        "need",
        "decide",
        "compare",
        "chose",
        "choose",
        "picked",
        "said",
        "other",
    ]
)


@cache
def _compile_topics(language: str) -> Mapping[str, re.Pattern[str]]:
    found = {}
    for topic, entry in read_file("topics.yml").items():
        if not isinstance(entry, dict):
            raise TypeError(f"topic {topic} has no entries")
        found[topic] = re.compile(rf"\b(?:{'|'.join(entry['words'][language])})\b")
    return found

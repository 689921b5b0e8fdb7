"""Words of a text as they are compared: without case and accents, with where they stand."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
#: letters that no decomposition takes apart
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Word:
    """text[start:end], folded. is_capital: its first letter is one.  begins: it begins a sentence or a line."""

    start: int
    end: int
    folded: str
    is_capital: bool
    begins: bool


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case and accents: "Björn" and "BJORN" are one."""
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def spell_out(word: str) -> str:
    """A word with its umlauts written as two letters, then folded: "Müller" is also "mueller"."""
    return fold(unicodedata.normalize("NFC", word.casefold()).translate(_UMLAUTS))


def split_words(text: str) -> list[Word]:
    """The words of a text in their order."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        begins = not found or "\n" in gap or any(mark in gap for mark in ".!?:;•")
        word = match.group()
        found.append(Word(match.start(), match.end(), fold(word), word[:1].isupper(), begins))
        before = match.end()
    return found


def split_name(name: str) -> list[str]:
    """The words of a name, as they are."""
    return _WORD.findall(name)


@lru_cache(maxsize=1)
def read_common_words() -> frozenset[str]:
    """Words that also serve as names, or stand where names do, and are not hidden for looking like one."""
    return frozenset(fold(word) for part in _read_parts() for word in part)


@lru_cache(maxsize=1)
def read_name_words() -> frozenset[str]:
    """Those of them that are given names or family names too."""
    return frozenset(fold(word) for word in _read_parts()[0])


def _read_parts() -> list[list[str]]:
    text = files("assay.words.redaction").joinpath("common_words.txt").read_text(encoding="utf-8")
    return [[word for line in part.splitlines()[1:] for word in line.split()] for part in text.split("\n\n")]


#: never a name when it stands alone
DATES = frozenset(
    fold(word)
    for word in re.findall(
        r"\S+",
        "January February March April May June July August September October November December Januar Februar März Mai "
        "Juni Juli Oktober Dezember Monday Tuesday Wednesday Thursday Friday Saturday Sunday Montag Dienstag Mittwoch "
        "Donnerstag Freitag Samstag Sonntag ",
    )
)

"""Reads what somebody types into words and phrases. Nothing that can be typed is an error."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: characters and words of a search that count; what comes after is left out, and the page says so
LONGEST, MOST = 200, 12

#: with so many letters the last word is taken for a beginning
_BEGINNING = 3

#: a phrase stands between two quotes of any make
_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Sought:
    """One word, or the words of a phrase, folded. is_beginning: longer words that begin so are meant too."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class Question:
    """What is looked for: rows that hold all of it. is_cut: more was typed than is looked for."""

    text: str
    sought: tuple[Sought, ...]
    is_cut: bool

    def write_match(self, may: str = "", complete: Callable[[str], Sequence[str]] = lambda word: ()) -> str:
        """The question in the language of the index; may: words of `may`, one of which a row has to bear.

        complete: the words that begin with what was begun, where they are to be looked for one by one.
        """
        parts = []
        for one in self.sought:
            completed = complete(one.words[-1]) if one.is_beginning else ()
            told = " OR ".join(f'"{word}"' for word in completed)
            parts.append(f"({told})" if told else f'"{" ".join(one.words)}"{" *" if one.is_beginning else ""}')
        asked = f"{{title words who}} : ({' AND '.join(parts)})"
        return f"{asked} AND may : ({may})" if may else asked


def read_question(typed: str) -> Question:
    """The words and phrases of `typed`. The last word, unless a phrase or a space follows it, is a beginning."""
    text = " ".join(unicodedata.normalize("NFC", typed.replace("\0", " "))[: LONGEST + 1].split(" "))
    kept = text[:LONGEST]
    sought: list[Sought] = []
    place = 0
    for phrase in _PHRASE.finditer(kept):
        sought += _read_words(kept[place : phrase.start()])
        words = tuple(_fold_words(phrase[1]))
        sought += [Sought(words)] if words else []
        place = phrase.end()
    rest = kept[place:]
    sought += _read_words(rest)
    is_open = bool(sought) and len(kept) == len(text) and _WORD.search(rest[-1:]) is not None
    if is_open and len(sought[-1].words[-1]) >= _BEGINNING:
        sought[-1] = Sought(sought[-1].words, is_beginning=True)
    return Question(kept.strip(), tuple(sought[:MOST]), len(text) > LONGEST or len(sought) > MOST)


def fold_text(text: str) -> str:
    """Small letters without accents, as the index holds words. As long as `text` is, letter for letter."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_letter, text))


def _fold_letter(letter: str) -> str:
    small = unicodedata.normalize("NFD", letter)[0].lower()
    return small if len(small) == 1 else letter


def _read_words(text: str) -> list[Sought]:
    return [Sought((word,)) for word in _fold_words(text)]


def _fold_words(text: str) -> list[str]:
    return _WORD.findall(fold_text(text))

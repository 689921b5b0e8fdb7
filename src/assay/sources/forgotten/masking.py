"""Masking in any text what tells an erased person: each letter by a block, so that every place in the text stays."""

import re
from collections.abc import Iterator

from assay.sources.forgotten.hashed import WORD, Kept, fold, fold_number, merge

#: what stands where nothing of the text is to stay
GONE = "█"

ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]{}|\\/=?&]+@[^\s<>\"'(),;:\[\]{}|\\/=?&]+")
NUMBER = re.compile(r"[+(]?\d[\d \t./()\-–]{5,}\d")
#: an id of a source holds a digit besides
ID = r"[A-Za-z0-9][A-Za-z0-9\-]{6,38}[A-Za-z0-9]"
_ID = re.compile(rf"(?<![A-Za-z0-9])(?=[A-Za-z\-]*\d){ID}(?![A-Za-z0-9])")
#: what may stand between two words of a name
_BETWEEN = re.compile(r"[\s.,_\-’']{1,3}")
_MOST_WORDS = 6

_Place = tuple[int, int]


class Mask:
    """Masks the people of a list.

    Names are masked everywhere, unless somebody else bears the same: then only near the person, where single words of
    the name are masked too. Addresses, telephone numbers and ids of sources are masked everywhere.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._of = merge(kept)
        alone = Kept(kept.salt, [one for one in kept.people if not one.is_shared])
        self._far_names = merge(alone)["names"]

    def mask(self, text: str) -> str:
        """The text without the people, wherever it stands."""
        return self._cover(text, is_near=False)

    def mask_near(self, text: str) -> str:
        """The text without the people, where they took part: a single word of a name tells them there."""
        return self._cover(text, is_near=True)

    def knows_address(self, text: str) -> bool:
        """Whether it is one of their addresses."""
        return self._kept.hash(fold(text)) in self._of["addresses"]

    def knows_number(self, text: str) -> bool:
        """Whether it is one of their telephone numbers."""
        return self._kept.hash(fold_number(text)) in self._of["numbers"]

    def knows_word(self, text: str) -> bool:
        """Whether it is a word of one of their names."""
        found = self._kept.hash(fold(text))
        return found in self._of["words"] or found in self._of["lone"]

    def knows_id(self, text: str) -> bool:
        """Whether a source knows one of them by it."""
        return self._kept.hash(text) in self._of["ids"]

    def _cover(self, text: str, *, is_near: bool) -> str:
        places = sorted(set(self._find(text, is_near=is_near)))
        for start, end in reversed(places):
            text = text[:start] + re.sub(r"\S", GONE, text[start:end]) + text[end:]
        return text

    def _find(self, text: str, *, is_near: bool) -> Iterator[_Place]:
        for found in ADDRESS.finditer(text):
            if self.knows_address(found[0].rstrip(".")):
                yield found.start(), found.start() + len(found[0].rstrip("."))
        for found in NUMBER.finditer(text):
            if self.knows_number(found[0]):
                yield found.span()
        for found in _ID.finditer(text):
            if self.knows_id(found[0]):
                yield found.span()
        yield from self._find_names(text, is_near=is_near)

    def _find_names(self, text: str, *, is_near: bool) -> Iterator[_Place]:
        words = [(m.start(), m.end(), fold(m[0])) for m in WORD.finditer(text)]
        hashes = [self._kept.hash(word) for *_, word in words]
        names = self._of["names"] if is_near else self._far_names
        parts, lone = self._of["words"], self._of["lone"]
        for place, (start, end, _) in enumerate(words):
            if is_near and hashes[place] in lone:
                yield start, end
            if hashes[place] not in parts:
                continue
            run: list[str] = []
            for after in range(place, min(place + _MOST_WORDS, len(words))):
                between = text[words[after - 1][1] : words[after][0]] if after > place else ""
                if hashes[after] not in parts or (between and not _BETWEEN.fullmatch(between)):
                    break
                run.append(words[after][2])
                if self._kept.hash(" ".join(sorted(run))) in names:
                    yield start, words[after][1]

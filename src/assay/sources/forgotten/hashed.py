"""What is kept of a person who was erased: keys of rows, and salted hashes of names, addresses, numbers and ids."""

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from assay.domain.errors import InputError
from assay.store.durable import write_durably
from assay.store.home import Home

_FILE = "forgotten.json"
_FORMAT = 1
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: digits at the end of a telephone number that tell it from others, whatever stands for the country
_TAIL = 8
_LEAST_DIGITS = 7
#: what stands before a name and is none
_TITLES = frozenset(["dr", "mr", "mrs", "ms", "miss", "prof", "herr", "frau", "ing", "dipl", "mag", "sir"])


@dataclass(frozen=True)
class Told:
    """How a person is called, as the record and the workflow have it. lone: single words that are names and no words.

    ids: of the sources.  is_shared: somebody else bears the same name.
    """

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    lone: frozenset[str] = frozenset()
    is_shared: bool = False


@dataclass(frozen=True)
class Forgotten:
    """One person. persons, sellers: keys of rows of the record, which stay as marks.  The others are hashes."""

    persons: tuple[int, ...]
    sellers: tuple[int, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    lone: tuple[str, ...]
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]
    ids: tuple[str, ...]
    is_shared: bool = False


@dataclass(frozen=True)
class Kept:
    """Everybody who was erased here, and the salt of the hashes."""

    salt: str
    people: Sequence[Forgotten] = ()
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def hash(self, text: str) -> str:
        """The hash of a text that was folded."""
        found = self._known.get(text)
        if found is None:
            told = hashlib.blake2b(text.encode(), key=bytes.fromhex(self.salt), digest_size=16)
            found = self._known[text] = told.hexdigest()
        return found


def read_kept(home: Home) -> Kept | None:
    """Who was erased; None where nobody was. Raises InputError where the list is damaged: nobody is to come back."""
    path = home.path / _FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        people = [_read_one(one) for one in content["people"]]
        return Kept(content["salt"], people)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"{path} cannot be read: {error}. It lists whom no import may bring back.", fix="Restore it from a backup."
        ) from error


def _read_one(told: dict[str, Any]) -> Forgotten:
    shared = bool(told.pop("is_shared"))
    return Forgotten(**{name: tuple(values) for name, values in told.items()}, is_shared=shared)


def keep_forgotten(home: Home, told: Told, persons: Iterable[int], sellers: Iterable[int]) -> Kept:
    """Adds a person to the list; the same one twice stands there once. Returns the list with this person alone."""
    kept = read_kept(home) or Kept(secrets.token_hex(32))
    one = hash_person(kept, told, persons, sellers)
    if one not in kept.people:
        _write(home, kept.salt, (*kept.people, one))
    return Kept(kept.salt, (one,))


def add_keys(home: Home, one: Forgotten, again: Forgotten) -> None:
    """Puts the keys of rows that came under another id onto the list."""
    kept = read_kept(home)
    if kept:
        _write(home, kept.salt, [again if other == one else other for other in kept.people])


def _write(home: Home, salt: str, people: Iterable[Forgotten]) -> None:
    path = home.path / _FILE
    told = {"format": _FORMAT, "salt": salt, "people": [asdict(one) for one in people]}
    write_durably(path, json.dumps(told, indent=1) + "\n")
    path.chmod(0o600)


def hash_person(kept: Kept, told: Told, persons: Iterable[int], sellers: Iterable[int]) -> Forgotten:
    """What is kept of a person."""
    names = {key for name in told.names for key in list_name_keys(name)}
    words = {word for key in names for word in key.split()}

    def hashed(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({kept.hash(text) for text in texts if text}))

    return Forgotten(
        persons=tuple(sorted(persons)),
        sellers=tuple(sorted(sellers)),
        names=hashed(names),
        words=hashed(words),
        lone=hashed(map(fold, told.lone)),
        addresses=hashed(map(fold, told.addresses)),
        numbers=hashed(key for number in told.numbers if (key := fold_number(number))),
        ids=hashed(told.ids),
        is_shared=told.is_shared,
    )


def fold(text: str) -> str:
    """A text without regard to case and to how its letters are composed."""
    return unicodedata.normalize("NFC", text).lower().strip()


def fold_number(text: str) -> str:
    """The digits of a telephone number that tell it from others; empty for what is none."""
    digits = re.sub(r"\D", "", text)
    return digits[-_TAIL:] if len(digits) >= _LEAST_DIGITS else ""


def split_name(name: str) -> list[str]:
    """The words of a name, folded, without what only goes before it."""
    return [word for word in WORD.findall(fold(name)) if word not in _TITLES]


def list_name_keys(name: str) -> set[str]:
    """A name in the ways in which it is written, each as its words in the order of the alphabet.

    Whole, first and last word, initial and last word, and both in one word. A name of one word has none: it is told
    from other words only where the person took part.
    """
    words = split_name(name)
    if len(words) < 2:
        return set()
    first, last = words[0], words[-1]
    ways = [words, [first, last], [first[0], last], [first + last], [last + first]]
    return {" ".join(sorted(way)) for way in ways}


def merge(kept: Kept) -> Mapping[str, frozenset[str]]:
    """The hashes of all people of the list, by what they are of."""
    fields = ("names", "words", "lone", "addresses", "numbers", "ids")
    return {name: frozenset(h for one in kept.people for h in getattr(one, name)) for name in fields}

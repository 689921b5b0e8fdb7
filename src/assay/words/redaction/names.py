"""The record's own names as a word list: whole words, whatever the case, names that are common words guarded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assay.words.redaction.folding import DATES, Word, fold, read_common_words, spell_out, split_name, split_words
from assay.words.redaction.span import Span

#: parts of a name that never name anybody by themselves
PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "van von der den de del della di da dos das du la le les "
        "el al bin ibn ben abu bint ter ten zu zum zur und y e st "
        "san mac mc jr sr ii iii dr prof mr mrs ms ",
    )
)
#: what companies carry behind their name
LEGAL = frozenset(
    re.findall(
        r"\S+",
        "gmbh ag se kg kgaa ohg mbh ug inc incorporated llc llp lp ltd limited plc corp corporation co company sa sas "
        "sarl srl spa bv nv ab as asa aps oy oyj kk pty sl slu lda ltda sp zoo group holding holdings ",
    )
)
#: between two words of one name
_GAP = re.compile(r"[ \t.'’&+-]{1,3}")


@dataclass(frozen=True)
class Known:
    """A name of the record. key: its own for each person or company, such as "person 5".

    is_near: of people, that they have to do with the deal at hand: then their given and family name alone are hidden
    too, and not only both together.
    """

    name: str
    key: str
    is_near: bool = False


@dataclass(frozen=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    key: str
    guard: str  # "" any case; "capital" all words capital; "inside" moreover not at the start of a sentence


@dataclass
class Names:
    """People and companies that the record knows, ready to be found in texts."""

    _by_first: dict[str, list[_Entry]] = field(default_factory=dict)
    domains: frozenset[str] = frozenset()

    @staticmethod
    def of(people: Iterable[Known] = (), companies: Iterable[Known] = (), domains: Iterable[str] = ()) -> "Names":
        """The word list. domains: of companies, such as "acme.com"."""
        found = Names(domains=frozenset(domain.lower().removeprefix("www.") for domain in domains if "." in domain))
        entries = {entry for one in people for entry in _spell_person(one)}
        entries |= {entry for one in companies for entry in _spell_company(one)}
        for entry in sorted(entries, key=lambda one: (one.words, one.kind, one.key, one.guard)):
            found._by_first.setdefault(entry.words[0], []).append(entry)
        for some in found._by_first.values():
            some.sort(key=lambda one: -len(one.words))
        return found

    def __bool__(self) -> bool:
        return bool(self._by_first or self.domains)

    def find(self, text: str) -> Iterator[Span]:
        """Every name in the text; overlapping ones are told too."""
        words = split_words(text)
        for place, word in enumerate(words):
            for entry in self._by_first.get(word.folded, ()):
                if span := _match(text, words, place, entry):
                    yield span


def _match(text: str, words: Sequence[Word], place: int, entry: _Entry) -> Span | None:
    some = words[place : place + len(entry.words)]
    if tuple(word.folded for word in some) != entry.words:
        return None
    for left, right in zip(some, some[1:], strict=False):
        if not _GAP.fullmatch(text, left.end, right.start):
            return None
    if entry.guard and not all(word.is_capital for word in some):
        return None
    if entry.guard == "inside" and some[0].begins:
        return None
    return Span(some[0].start, some[-1].end, entry.kind, "crm", entry.key)


def _spell_person(known: Known) -> Iterator[_Entry]:
    raw = split_name(known.name)
    if not raw:
        return
    common = read_common_words()
    for words in {tuple(fold(word) for word in raw), tuple(spell_out(word) for word in raw)}:
        is_odd = all(word in common or len(word) < 3 for word in words)
        if len(words) > 1:
            guard = "capital" if is_odd else ""
            yield _Entry(words, "person", known.key, guard)
            if len(words) > 2:
                yield _Entry((words[0], words[-1]), "person", known.key, guard)
            yield _Entry((words[-1], *words[:-1]), "person", known.key, guard)
        if known.is_near or len(words) == 1:
            yield from (_spell_part(word, known.key) for word in words if word not in PARTICLES and len(word) > 1)


def _spell_part(word: str, key: str) -> _Entry:
    """A given or family name by itself."""
    if word in DATES:
        return _Entry((word, word), "person", key, "capital")  # as good as never: "May" alone is a month
    is_odd = word in read_common_words() or len(word) < 3
    return _Entry((word,), "person", key, "inside" if is_odd else "")


def _spell_company(known: Known) -> Iterator[_Entry]:
    raw = split_name(known.name)
    words = [fold(word) for word in raw]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    if not words or (len(words) == 1 and len(words[0]) < 2):
        return
    common = read_common_words()
    is_odd = all(word in common or len(word) < 3 for word in words)
    guard = ("capital" if len(words) > 1 else "inside") if is_odd else ""
    whole = tuple(fold(word) for word in raw)
    for spelled in {tuple(words), whole, tuple(spell_out(word) for word in raw[: len(words)])}:
        yield _Entry(
            spelled, "company", known.key, guard if spelled != whole or len(whole) == len(words) else "capital"
        )
    if len(words) > 1 and words[0] not in common and len(words[0]) > 4:
        yield _Entry((words[0],), "company", known.key, "capital")

"""What competitors are called: the names of the record and their other names, made ready for one pass over a text."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assay.words.rivals.common import CAPITAL_ANYWAY, COMMON, DOMAINS, GENERIC, LEGAL_FORMS
from assay.words.rivals.found import Basis
from assay.words.rivals.spelling import list_words

#: names below it have too many words one letter away
_MISSPELT_FROM = 6

#: names up to it are told by their capitals: HP, SAP, Box
_SHORT = 3


@dataclass(frozen=True)
class Rival:
    """A competitor of the record. aliases: other names that a person or the source gave it."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One way to write one competitor. words: folded.  is_short: without parts of the name that go without saying."""

    words: tuple[str, ...]
    written: str
    competitor_id: int | None
    basis: Basis
    is_short: bool

    @property
    def is_common(self) -> bool:
        """Whether it is a word, a day or a person's name before it is a company's."""
        return len(self.words) == 1 and (self.words[0] in COMMON or self.words[0] in CAPITAL_ANYWAY)

    @property
    def wants_capitals(self) -> bool:
        """Whether it is too short to be told without its capitals."""
        return len(self.words) == 1 and len(self.words[0]) <= _SHORT and not any(map(str.isdigit, self.words[0]))


@dataclass(frozen=True)
class RivalNames:
    """Names to look for. by_first: the forms by their first word, longest first.  joined: by all their letters, those
    that may be misspelt, by the first letter.  slips: what words seen before were taken to misspell."""

    by_first: Mapping[str, tuple[Form, ...]]
    joined: Mapping[str, Mapping[str, Form]]
    incumbent_id: int | None = None
    slips: dict[tuple[str, ...], Form | None] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.by_first)

    @property
    def fingerprint(self) -> str:
        """Of all names: what was found with others is to be looked for again."""
        forms = sorted(
            (form.words, form.competitor_id or 0, form.basis, form.is_short)
            for forms in self.by_first.values()
            for form in forms
        )
        return hashlib.sha256(repr((forms, self.incumbent_id)).encode()).hexdigest()[:16]


def learn_names(rivals: Iterable[Rival], incumbent_id: int | None = None) -> RivalNames:
    """The names of `rivals`, ready to be found. Make it once for many texts.

    incumbent_id: whom "the incumbent" means, where the deal tells it.  A form of two competitors is nobody's own: it is
    found, and says of neither that it is meant; a short form gives way to a whole name.
    """
    found: dict[tuple[str, ...], Form] = {}
    for form in sorted(_list_forms(rivals), key=lambda form: form.is_short):
        other = found.get(form.words)
        if other is None:
            found[form.words] = form
        elif other.competitor_id != form.competitor_id and other.is_short == form.is_short:
            found[form.words] = Form(form.words, form.written, None, form.basis, form.is_short)
    by_first: dict[str, list[Form]] = defaultdict(list)
    joined: dict[str, dict[str, Form]] = defaultdict(dict)
    for form in found.values():
        by_first[form.words[0]].append(form)
        whole = "".join(form.words)
        if len(whole) >= _MISSPELT_FROM and whole.isalpha() and not form.is_common:
            joined[whole[0]].setdefault(whole, form)
    longest_first = {word: tuple(sorted(forms, key=lambda one: -len(one.words))) for word, forms in by_first.items()}
    return RivalNames(longest_first, dict(joined), incumbent_id)


def _list_forms(rivals: Iterable[Rival]) -> Iterator[Form]:
    for rival in rivals:
        for name, basis in ((rival.name, "name"), *((alias, "alias") for alias in rival.aliases)):
            words = [word.folded for word in list_words(name)]
            for kept, is_short in _shorten(words):
                # another name was chosen with care; of it nothing goes without saying
                if is_short and (basis == "alias" or len("".join(kept)) <= _SHORT):
                    continue
                written = " ".join(word.written for word in list_words(name)[: len(kept)])
                yield Form(tuple(kept), written, rival.id, "alias" if basis == "alias" else "name", is_short)


def _shorten(words: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The name as given; without its legal form or domain; without what goes without saying."""
    if not words:
        return
    yield words, False
    bare = list(words)
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare.pop()
    if len(bare) == 2 and bare[-1] in DOMAINS:
        bare.pop()
    if bare != words:
        yield bare, False
    short = list(bare)
    while len(short) > 1 and short[-1] in GENERIC:
        short.pop()
    if short != bare:
        yield short, True

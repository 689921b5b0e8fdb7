"""Whether a text gives an understood loss away: each place, what it tells, and how to say it instead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assay.rescue.saying.amounts import Number, find_numbers
from assay.rescue.saying.days import find_days
from assay.rescue.saying.naming import Form, find_names, list_forms
from assay.rescue.saying.secrets import Secrets, read_unit
from assay.words.ear.language import tell_language
from assay.words.redaction.folding import Word, split_words

#: what a leak may give away, in the order in which it weighs
KINDS = ("domain", "deal", "company", "person", "quote", "amount", "figure", "day", "title", "product", "trait")

#: words in one run that make a quote of it
QUOTED = 5
#: a sum said so near to theirs, as a share of it, is theirs
_NEAR = 0.05

TELLS = {
    "company": "the name of the other buyer",
    "person": "the name of a person who took part there",
    "domain": "an address of the other buyer",
    "deal": "the name of the other deal",
    "quote": "words that were said about the other deal",
    "amount": "the sum of the other deal",
    "figure": "a figure from the other deal",
    "day": "a day of the other deal",
    "title": "a title that few people have, one of them there",
    "product": "a product that few buyers looked at, the other one among them",
    "trait": "a trade or country that few buyers share with the other one",
}
INSTEAD = {
    "company": "Name the issue alone, without saying who had it.",
    "person": "Leave the name out: the issue needs nobody's name.",
    "domain": "Leave the address out.",
    "deal": "Leave the name of the deal out.",
    "quote": "Say it in words of your own, as a question about this buyer.",
    "amount": "Leave the sum out, or ask what it would be for this buyer.",
    "figure": "Leave the figure out, or ask for this buyer's own.",
    "day": "Leave the day out, or say “some time ago”.",
    "title": "Leave the title out, or say “somebody in charge”.",
    "product": "Speak of what this buyer is looking at.",
    "trait": "Leave trade and country out.",
}

#: words that carry nothing of a quote
_SMALL = frozenset(
    re.findall(
        r"\S+",
        "the a an and or but of to in on at for with from by as is are was were be been it its that this "
        "these those there "
        "we our us you your they them their i my me he she his her do does did have has had not no so if "
        "than then would "
        "could can will shall should may might just very more most also what how when who which about "
        "like want know think "
        "der die das den dem des ein eine einen einem einer und oder aber von zu im in am an auf fur "
        "fuer mit bei aus als "
        "ist sind war waren sein wird werden hat haben hatte es sie wir uns unser unsere ihr ihre ihnen "
        "ich mein mich er "
        "nicht kein keine so wenn dass was wie wer wann auch nur noch sehr mehr man kann konnen koennen wurde wuerde",
    )
)


@dataclass(frozen=True)
class Leak:
    """text[start:end] gives the loss away. kind: one of KINDS.  tells: what.  instead: how to say it.

    is_misspelt: a name that was written with letters amiss.
    """

    start: int
    end: int
    quote: str
    kind: str
    tells: str
    instead: str
    is_misspelt: bool = False


def check_secrecy(text: str, secrets: Secrets) -> list[Leak]:
    """Every leak of a text, by place; of two at one place the weightier. An empty list: nothing gives the loss away.

    Names are found misspelt too, sums within a twentieth and in any spelling, runs of QUOTED words of what was said.
    """
    return keep_weightiest(_find(text, secrets))


def keep_weightiest(found: Iterable[Leak]) -> list[Leak]:
    """By place; of two at one place the one that comes first among KINDS."""
    kept: list[Leak] = []
    for one in sorted(found, key=lambda one: (KINDS.index(one.kind), one.start, -one.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _find(text: str, secrets: Secrets) -> Iterator[Leak]:
    language = tell_language(text)
    forms = _read_forms(secrets.companies, secrets.people, secrets.allowed)
    for said in find_names(text, forms, language):
        yield _make(text, said.start, said.end, said.kind, is_misspelt=said.is_misspelt)
    for kind, phrases in (("deal", (secrets.deal,)), ("title", secrets.titles), ("product", secrets.products)):
        for start, end in _find_phrases(text, phrases):
            yield _make(text, start, end, kind)
    for start, end in _find_domains(text, secrets.domains):
        yield _make(text, start, end, "domain")
    for start, end in find_quotes(text, secrets.quotes):
        yield _make(text, start, end, "quote")
    yield from _find_numbers(text, secrets)
    for trait in secrets.traits:
        places = [place for part in trait for place in _find_phrases(text, (part,))[:1]]
        if len(places) == len(trait):
            yield from (_make(text, start, end, "trait") for start, end in places)


def _make(text: str, start: int, end: int, kind: str, *, is_misspelt: bool = False) -> Leak:
    return Leak(start, end, text[start:end], kind, TELLS[kind], INSTEAD[kind], is_misspelt)


@lru_cache(maxsize=64)
def _read_forms(companies: tuple[str, ...], people: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[Form, ...]:
    return list_forms(companies, people, allowed)


def _find_phrases(text: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Where these phrases stand, whatever the case and accents; only whole words."""
    words = split_words(text)
    folded = [word.folded for word in words]
    found = []
    for phrase in phrases:
        wanted = [word.folded for word in split_words(phrase)]
        if not wanted or (len(wanted) == 1 and len(wanted[0]) < 3):
            continue
        for place in range(len(words) - len(wanted) + 1):
            if folded[place : place + len(wanted)] == wanted:
                found.append((words[place].start, words[place + len(wanted) - 1].end))
    return found


def _find_domains(text: str, domains: Sequence[str]) -> Iterator[tuple[int, int]]:
    for domain in domains:
        pattern = rf"(?<![\w-])(?:[\w.+-]+@)?(?:[\w-]+\.)*{re.escape(domain)}(?![\w-])"
        yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def find_quotes(text: str, quotes: Sequence[str], run: int = QUOTED) -> Iterator[tuple[int, int]]:
    """Places of `run` words or more in a row that stand in a quote too, with at least one that carries something."""
    words = split_words(text)
    said = _list_runs(tuple(quotes), run)
    start: int | None = None
    end = 0
    for place, told in enumerate(list_runs(text, run)):
        if told in said and not _SMALL.issuperset(told):
            if start is not None and place > end:
                yield _span(words, start, end)
                start = None
            start, end = (place if start is None else start), place + run - 1
    if start is not None:
        yield _span(words, start, end)


def _span(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    return words[first].start, words[last].end


def list_runs(text: str, run: int) -> list[tuple[str, ...]]:
    """Every run of so many words of a text, folded, in their order."""
    words = [word.folded for word in split_words(text)]
    return [tuple(words[at : at + run]) for at in range(len(words) - run + 1)]


@lru_cache(maxsize=64)
def _list_runs(quotes: tuple[str, ...], run: int) -> frozenset[tuple[str, ...]]:
    return frozenset(told for quote in quotes for told in list_runs(quote, run))


def _find_numbers(text: str, secrets: Secrets) -> Iterator[Leak]:
    days = find_days(text)
    for one in days:
        if any(one.is_on(day) for day in secrets.days):
            yield _make(text, one.start, one.end, "day")
    for number in find_numbers(text):
        if any(day.start < number.end and number.start < day.end for day in days):
            continue
        if any(_is_near(number, amount) for amount in secrets.amounts):
            yield _make(text, number.start, number.end, "amount")
        elif any(_is_figure(text, number, value, unit) for value, unit in secrets.figures):
            yield _make(text, number.start, number.end, "figure")


def _is_near(number: Number, amount: float) -> bool:
    if not number.is_money and number.value < 1000:
        return False
    return abs(number.value - amount) <= _NEAR * amount


def _is_figure(text: str, number: Number, value: float, unit: str) -> bool:
    """The same number of the same thing, or one so odd or large that it is known by itself."""
    if number.value != value:
        return False
    said = read_unit(text, number.end)
    same = said[:4] == unit[:4] and bool(said)
    return same or value >= 1000 or (value >= 100 and value % 50 != 0)

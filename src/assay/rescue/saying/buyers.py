"""Names of any buyer in a text that is bound to no one loss: what all buyers may hear, or a play out of no loss."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assay.asking.ask import Ask
from assay.rescue.saying.amounts import find_numbers
from assay.rescue.saying.naming import Form, find_names, list_forms
from assay.rescue.saying.scripts import Script, fill
from assay.rescue.saying.secrecy import Leak, find_quotes, keep_weightiest, list_runs
from assay.rescue.saying.secrets import FEW, read_here
from assay.sources.forgotten.sweeping import ERASED
from assay.store.quoting import quote_text
from assay.words.ear.language import tell_language
from assay.words.redaction.folding import fold, spell_out, split_name, split_words

#: words in one run that make a quote, where they may be of any deal at all: shorter runs are common to many people
LONG_RUN = 8
#: texts in which such a run stands that are looked at
_MOST_TEXTS = 50

TELLS = {
    "company": "the name of a buyer",
    "person": "the name of a person at a buyer",
    "domain": "an address of a buyer",
    "quote": "words that were said about one deal",
    "amount": "a sum, which can be of one deal alone",
}
INSTEAD = {
    "company": "Name the issue alone, without saying who had it.",
    "person": "Leave the name out: the issue needs nobody's name.",
    "domain": "Leave the address out.",
    "quote": "Say it in words of your own, as a question about this buyer.",
    "amount": "Leave the sum out, or ask what it would be for this buyer.",
}

#: accounts that lost deals are of, and whom we never won: they are no reference, and nobody is told of them
_LOST_ALONE = """SELECT account_id FROM deal WHERE NOT is_deleted AND account_id IS NOT NULL GROUP BY account_id
 HAVING bool_or(outcome IN ('lost', 'no_decision')) AND NOT bool_or(outcome = 'won')"""
_WITH_DEALS = "SELECT account_id FROM deal WHERE NOT is_deleted AND account_id IS NOT NULL"
#: the first word of a company's name and the last of a person's, in SQL: no more than these has to be read of each row
_FIRST = "strip_accents(split_part(split_part(trim(lower(name), ' ,.'), ' ', 1), '-', 1))"
_LAST = "strip_accents(split_part(split_part(trim(lower(full_name), ' ,.'), ' ', -1), '-', -1))"
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Buyers:
    """Whose names are sought. lost_alone: of accounts that we lost and never won, else of all that have deals.

    deal_id: the open deal that is spoken about; its own people and those tied to it may be named.
    allowed: further names that may be said.
    """

    lost_alone: bool = True
    deal_id: int | None = None
    allowed: tuple[str, ...] = ()


def find_buyers(ask: Ask, text: str, buyers: Buyers) -> list[Leak]:
    """Where a text names a buyer, a person there, or an address of theirs, by place.

    Names are found as they are written, whole, or by the one word that few others share: over a whole record a word
    with letters amiss would be somebody's name too often.
    """
    words = sorted({spelled for word in split_words(text) for spelled in _spell(text[word.start : word.end])})
    if not words:
        return []
    whose = _LOST_ALONE if buyers.lost_alone else _WITH_DEALS
    companies, people = _read_companies(ask, words, whose), _read_people(ask, words, whose)
    domains = _read_domains(ask, text, whose)
    if not (companies or people or domains):
        return []
    allowed = {*buyers.allowed, *read_here(ask, buyers.deal_id), *_read_tied(ask, buyers.deal_id)}
    forms = _list_told([one for one in companies if one not in allowed], [one for one in people if one not in allowed],
                       allowed)  # fmt: skip
    # the other spelling of an umlaut is no slip, though it looks like one
    written = {one.words for one in forms}
    said = [
        one
        for one in find_names(text, forms, tell_language(text))
        if not one.is_misspelt or tuple(word.folded for word in split_words(text[one.start : one.end])) in written
    ]
    found = [_make(text, one.start, one.end, one.kind) for one in said]
    own = _read_own_domain(ask, buyers.deal_id)
    found += [_make(text, *place, "domain") for domain in domains - {own} for place in _find_whole(text, domain)]
    return keep_weightiest(found)


def check_template_secrecy(
    ask: Ask, script: Script, ours: Iterable[Script], allowed: Sequence[str]
) -> dict[str, list[Leak]]:
    """What a template may not hold, by part: buyers' names, sums, and LONG_RUN words in a row that were said of a deal.

    ours: shipped templates, whose words are nobody's.  allowed: names that may be said, such as one's own company's.
    """
    shipped = [fill(text, {}) for one in ours for text in one.as_texts().values()]
    found = {part: _check_part(ask, text, shipped, tuple(allowed)) for part, text in script.as_texts().items()}
    return {part: leaks for part, leaks in found.items() if leaks}


def find_sums(text: str) -> list[Leak]:
    """Sums of money: what is said to every buyer can name none."""
    return [_make(text, one.start, one.end, "amount") for one in find_numbers(text) if one.is_money]


def _check_part(ask: Ask, text: str, shipped: Sequence[str], allowed: tuple[str, ...]) -> list[Leak]:
    # places are no words; blanks keep where everything stands
    bare = re.sub(r"\{\w+\|?|[}\[\]]", lambda match: " " * len(match.group()), text)
    found = [*find_buyers(ask, bare, Buyers(lost_alone=False, allowed=allowed)), *find_sums(bare)]
    found += [_make(bare, *place, "quote") for place in find_quotes(bare, _read_said(ask, bare, shipped), LONG_RUN)]
    return keep_weightiest(found)


def _make(text: str, start: int, end: int, kind: str) -> Leak:
    return Leak(start, end, text[start:end], kind, TELLS[kind], INSTEAD[kind])


def _spell(word: str) -> set[str]:
    """As it may stand in the record without accents, also where it ends in the s of a genitive."""
    spelled = {fold(word), spell_out(word)}
    spelled |= {one[:-1] for one in spelled if one.endswith("s") and len(one) > 4}
    spelled |= {one.replace("ae", "a").replace("oe", "o").replace("ue", "u") for one in spelled}
    return spelled | {one.replace("ss", "ß") for one in spelled}


def _read_companies(ask: Ask, words: Sequence[str], whose: str) -> list[str]:
    """Accounts that begin with one of these words."""
    listed = ", ".join(map(quote_text, words))
    rows = ask(f"SELECT DISTINCT name FROM account WHERE {_FIRST} IN ({listed}) AND id IN ({whose}) AND NOT is_deleted")
    return [name for (name,) in rows if name != ERASED]


def _read_people(ask: Ask, words: Sequence[str], whose: str) -> list[str]:
    """People there whose name ends with one of these words."""
    listed = ", ".join(map(quote_text, words))
    rows = ask(
        f"SELECT DISTINCT full_name FROM person WHERE {_LAST} IN ({listed}) AND account_id IN ({whose})"
        " AND NOT is_deleted"
    )
    return [name for (name,) in rows if name != ERASED]


def _read_domains(ask: Ask, text: str, whose: str) -> set[str]:
    told = {".".join(one.split(".")[at:]) for one in _DOMAIN.findall(text.lower()) for at in range(one.count("."))}
    if not told:
        return set()
    listed = ", ".join(map(quote_text, sorted(told)))
    rows = ask(
        f"SELECT DISTINCT regexp_replace(lower(domain), '^www\\.', '') AS bare FROM account"
        f" WHERE bare IN ({listed}) AND id IN ({whose}) AND NOT is_deleted"
    )
    return {domain for (domain,) in rows}


def _read_own_domain(ask: Ask, deal_id: int | None) -> str:
    if deal_id is None:
        return ""
    rows = ask(
        "SELECT regexp_replace(lower(coalesce(a.domain, '')), '^www\\.', '') FROM deal d"
        f" JOIN account a ON a.id = d.account_id WHERE d.id = {deal_id:d}"
    )
    return str(rows[0][0]) if rows else ""


def _read_tied(ask: Ask, deal_id: int | None) -> list[str]:
    """Advisers, partners and others who are tied to the buyer: they may be named to them."""
    if deal_id is None:
        return []
    rows = ask(
        "SELECT DISTINCT n.full_name FROM tie t JOIN person n ON n.id = t.person_id WHERE NOT t.is_deleted"
        f" AND (t.deal_id = {deal_id:d} OR t.account_id = (SELECT account_id FROM deal WHERE id = {deal_id:d}))"
    )
    return [name for (name,) in rows if name]


def _read_said(ask: Ask, text: str, shipped: Sequence[str]) -> list[str]:
    """Texts of the record in which LONG_RUN words of this one stand in a row, leaving out what is of our own making."""
    common = {run for one in shipped for run in list_runs(one, LONG_RUN)}
    runs = [run for run in dict.fromkeys(list_runs(text, LONG_RUN)) if run not in common]
    if not runs:
        return []
    folded = r"regexp_replace(replace(strip_accents(lower(text)), 'ß', 'ss'), '[^\pL\pN]+', ' ', 'g')"
    sought = quote_text("|".join(" ".join(run) for run in runs))
    rows = ask(
        f"SELECT text FROM statement WHERE NOT is_deleted AND regexp_matches({folded}, {sought}) LIMIT {_MOST_TEXTS:d}"
    )
    return [said for (said,) in rows]


def _list_told(companies: Sequence[str], people: Sequence[str], allowed: Iterable[str]) -> list[Form]:
    """The forms of these names that point to few: whole names, and the word that a company or a family goes by."""
    first, last = Counter(map(_begin, companies)), Counter(map(_end, people))

    def points_to_few(one: Form) -> bool:
        goes_by, shared = (_begin(one.name), first) if one.kind == "company" else (_end(one.name), last)
        return one.words[0] in (fold(goes_by), spell_out(goes_by)) and shared[goes_by] < FEW

    return [one for one in list_forms(companies, people, allowed) if _is_whole(one) or points_to_few(one)]


def _is_whole(form: Form) -> bool:
    """Of several words, or of the one that the name has: initials and given names point to many."""
    return len(form.words) > 1 or len(split_name(form.name)) == 1


def _begin(name: str) -> str:
    return next(iter(split_name(name.casefold())), "")


def _end(name: str) -> str:
    return (split_name(name.casefold()) or [""])[-1]


def _find_whole(text: str, domain: str) -> Iterator[tuple[int, int]]:
    pattern = rf"(?<![\w-])(?:[\w.+-]+@)?(?:[\w-]+\.)*{re.escape(domain)}(?![\w-])"
    yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))

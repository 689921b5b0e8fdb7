"""What a list of deals is narrowed to, and the SQL of it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assay.reports.catalogue.opening import Catalogue

#: what is typed beyond this is not read
_MOST_WORDS = 8

#: deals with these words that are fetched one by one; beyond, their words are looked at in passing
_FEW = 5000

#: a word that more deals have is not looked up: that alone would take longer than passing by them
_COMMON = 20_000

_WORD = re.compile(r"[^\W_]+")


#: of these it is asked why they ended so, and people confirm it
_ENDED = ("lost", "no_decision", "disqualified")


@dataclass(frozen=True)
class Reason:
    """A reason that deals are sought by: its driver, by the verdict, or as confirmed where people did so.

    codes: the driver, and those of older taxonomies that are read as it.  confirmed: ids of the deals of which people
    confirmed it.  settled: of those of which they confirmed anything, of which the verdict no longer counts.
    """

    codes: tuple[str, ...]
    confirmed: frozenset[int] = frozenset()
    settled: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filters:
    """What deals must be, all at once. Of several outcomes, owners, teams, segments, products or competitors any one
    will do; of signals all must have fired, of reasons all be told. Times are epoch seconds, from (with) until
    (without).

    owners: ids of sellers.  rivals: ids of competitors.  text: beginnings of words of the deal's name or its account's.
    """

    outcomes: tuple[str, ...] = ()
    owners: tuple[int, ...] = ()
    teams: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()
    signals: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    opened_from: int | None = None
    opened_until: int | None = None
    closed_from: int | None = None
    closed_until: int | None = None
    text: str = ""


@dataclass
class Narrowing:
    """Filters as SQL. terms: conditions on seen, as d.  drivers: (how many deals it leaves, index, join) by which a
    query may begin.  share: of all deals that the filters leave, were they independent of each other.
    """

    terms: list[str] = field(default_factory=list)
    drivers: list[tuple[int, str, str]] = field(default_factory=list)
    share: float = 1.0


def narrow_deals(catalogue: Catalogue, filters: Filters) -> Narrowing:
    """The conditions of `filters`. Values that no deal has leave none."""
    made, total = Narrowing(), max(int(catalogue.meta["deals"]), 1)
    for kind, wanted in _list_coded(catalogue, filters):
        numbers = ", ".join(map(str, wanted))
        made.terms.append(f"d.{kind}_no IN ({numbers})")
        count = sum(catalogue.choices[no].deals for no in wanted)
        made.drivers.append((count, f"deal_of_{kind}", ""))
        made.share *= min(count / total, 1)
    for table, column, wanted, count in _list_linked(catalogue, filters):
        numbers = ", ".join(map(str, wanted))
        linked = f"SELECT DISTINCT place FROM {table} WHERE {column} IN ({numbers})"
        made.terms.append(f"EXISTS (SELECT 1 FROM {table} AS x WHERE x.place = d.place AND x.{column} IN ({numbers}))")
        made.drivers.append((count, "", linked))
        made.share *= min(count / total, 1)
    for reason in filters.reasons:
        _narrow_by_reason(catalogue, reason, made, total)
    for column, since, until in (
        ("opened_at", filters.opened_from, filters.opened_until),
        ("closed_at", filters.closed_from, filters.closed_until),
    ):
        if since is not None or until is not None:
            _narrow_by_time(catalogue, column, since, until, made, total)
    _narrow_by_words(catalogue, filters.text, made, total)
    return made


def read_words(text: str) -> list[str]:
    """The words of a text as names are searched by: without accents, in small letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _WORD.findall(plain.lower())[:_MOST_WORDS]


def _list_coded(catalogue: Catalogue, filters: Filters) -> Iterator[tuple[str, list[int]]]:
    choices = catalogue.choices.values()
    wishes: dict[str, tuple[str | int, ...]] = {
        "outcome": filters.outcomes,
        "owner": filters.owners,
        "segment": filters.segments,
        "product": filters.products,
    }
    for kind, wanted in wishes.items():
        if wanted:
            yield kind, [c.no for c in choices if c.kind == kind and c.value in wanted]
    if filters.teams:
        yield "owner", [c.no for c in choices if c.kind == "owner" and c.team in filters.teams]


def _list_linked(catalogue: Catalogue, filters: Filters) -> Iterator[tuple[str, str, list[int], int]]:
    if filters.rivals:
        rivals = [c for c in catalogue.choices.values() if c.kind == "rival" and c.value in filters.rivals]
        yield "deal_rival", "rival_no", [c.no for c in rivals], sum(c.deals for c in rivals)
    for name in filters.signals:
        signals = [s for s in catalogue.signals.values() if s.signal == name]
        yield "deal_signal", "signal_no", [s.no for s in signals], sum(s.deals for s in signals)


def _narrow_by_reason(catalogue: Catalogue, reason: Reason, made: Narrowing, total: int) -> None:
    told = [c for c in catalogue.choices.values() if c.kind == "reason" and c.value in reason.codes]
    numbers = ", ".join(str(c.no) for c in told)
    verdict = f"EXISTS (SELECT 1 FROM deal_reason AS x WHERE x.place = d.place AND x.reason_no IN ({numbers}))"
    linked = f"SELECT place FROM deal_reason WHERE reason_no IN ({numbers})"
    settled = catalogue.find_places(reason.settled | reason.confirmed, _ENDED) if reason.settled else {}
    confirmed = [settled[deal] for deal in reason.confirmed if deal in settled]
    if settled:
        verdict += f" AND d.place NOT IN ({_list_values(settled.values())})"
        verdict = f"({verdict} OR d.place IN ({_list_values(confirmed)}))"
    made.terms.append(verdict)
    count = sum(c.deals for c in told) + len(confirmed)
    made.drivers.append((count, "", f"{linked} UNION {_list_values(confirmed)}"))
    made.share *= min(count / total, 1)


def _list_values(places: Iterable[int]) -> str:
    return f"SELECT value FROM json_each('{json.dumps(list(places))}')"


def _narrow_by_time(
    catalogue: Catalogue, column: str, since: int | None, until: int | None, made: Narrowing, total: int
) -> None:
    made.terms += [f"d.{column} >= {int(since)}"] if since is not None else []
    made.terms += [f"d.{column} < {int(until)}"] if until is not None else []
    share = catalogue.share_between(column, since, until)
    made.drivers.append((round(share * total), f"deal_by_{column.removesuffix('_at')}", ""))
    made.share *= min(share, 1)


def _narrow_by_words(catalogue: Catalogue, text: str, made: Narrowing, total: int) -> None:
    words = read_words(text)
    if not words:
        made.terms += ["0"] if text.strip() else []  # signs alone, which no name is made of
        return
    rare = [word for word in words if not catalogue.is_common(word, _COMMON)]
    places = catalogue.find_named(" ".join(f'"{word}"*' for word in rare), _FEW) if rare else None
    looked_at = words if places is None else [word for word in words if word not in rare]
    made.terms += [f"instr(d.words, ' {word}')" for word in looked_at]  # letters and digits, so nothing to quote
    if places is None:
        return
    linked = f"SELECT value AS place FROM json_each('{json.dumps(places)}')"
    made.terms.append(f"d.place IN ({linked})")
    made.drivers.append((len(places), "", linked))
    made.share *= min(len(places) / total, 1)

"""Finds what was typed, among what the user may see alone: kind by kind, newest first, then weighed.

The newest MOST hits of a kind are candidates. A candidate weighs the more, the more its text is about the words (see
weigh_text) and the newer it is: what weighs 1 today weighs half of it after HALF_LIFE. All words have to be there, so
that how rare each word is makes no difference between two hits, and counting that, slow in millions, can be spared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from assay.domain.spans import DAY
from assay.reports.catalogue.opening import Catalogue
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.words.asking import Question
from assay.reports.catalogue.words.layout import NAMED, ROWS_OF
from assay.reports.catalogue.words.marking import Piece, compile_words, mark_text, weigh_text
from assay.reports.catalogue.words.opening import Words

#: candidates of a kind: what lies behind them is reached by paging
MOST = 100

HALF_LIFE = 180 * DAY

#: deals that a hit of a person or an account names
_DEALS_NAMED = 3

#: one kind may not hold up the page
_SECONDS = 2.0


@dataclass(frozen=True)
class Deal:
    """A deal in scope, as a hit names it."""

    id: int
    name: str


@dataclass(frozen=True)
class Hit:
    """A row that holds what was sought. table, row_id: what the loss file opens, empty for a deal, a person, a name.

    deals: in scope; one for a hit that belongs to a deal.  more_deals: how many more know it, at most.
    """

    kind: str
    at: int | None
    who: tuple[Piece, ...]
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    table: str
    row_id: int | None
    deals: tuple[Deal, ...]
    more_deals: int


@dataclass(frozen=True)
class Found:
    """The hits of one kind, best first. count: candidates.  after: where the next ones begin, None when there are none.

    is_slow: the search was given up, so that there may be more.
    """

    kind: str
    hits: tuple[Hit, ...]
    count: int
    after: str | None
    is_slow: bool = False


def find_hits(
    words: Words, catalogue: Catalogue, scope: Scope, question: Question, kind: str, size: int, after: str = ""
) -> Found:
    """`size` hits of `kind`. after: as an earlier page gave it; anything else is read as the beginning."""
    may = words.write_may(scope)
    if may is None or not question.sought:
        return Found(kind, (), 0, None)
    below, skip = _read_after(after)
    try:
        numbers = _list_candidates(words, question.write_match(may, partial(words.complete, kind)), kind, below)
    except TimeoutError:
        return Found(kind, (), 0, None, is_slow=True)
    block, is_last = numbers[:MOST], len(numbers) <= MOST
    rows = _weigh(_read_rows(words, kind, block), question, int(catalogue.meta["as_of"]))
    seen = _read_deals(words, catalogue, scope, kind, rows)
    held = [row for row in rows if row[0] in seen]
    shown = held[skip : skip + size]
    hits = tuple(_make_hit(kind, row, seen[row[0]], question) for row in shown)
    if skip + size < len(held):
        following: str | None = f"{below or 0}.{skip + size}"
    else:
        following = None if is_last else f"{block[-1]}.0"
    return Found(kind, hits, len(held) + (not is_last), following)


def _read_after(after: str) -> tuple[int, int]:
    below, _, skip = after.partition(".")
    if below.isdecimal() and skip.isdecimal() and len(below) < 18 and len(skip) < 4:
        return int(below), int(skip)
    return 0, 0


def _list_candidates(words: Words, match: str, kind: str, below: int) -> list[int]:
    limit = f"AND rowid < {below}" if below else ""
    query = f"SELECT rowid FROM in_{kind} WHERE in_{kind} MATCH ? {limit} ORDER BY rowid DESC LIMIT {MOST + 1}"
    return [no for (no,) in words.read(query, (match,), seconds=_SECONDS)]


def _read_rows(words: Words, kind: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """no, at, who, title, words, row_id, deal_no."""
    own = "NULL, NULL" if kind in NAMED else "row_id, deal_no"
    listed = ", ".join(map(str, numbers))
    return words.read(f"SELECT no, at, who, title, words, {own} FROM row_{kind} WHERE no IN ({listed})")


def _weigh(rows: Iterable[tuple[Any, ...]], question: Question, now: int) -> list[tuple[Any, ...]]:
    pattern = compile_words(question)

    def weigh(row: tuple[Any, ...]) -> tuple[float, int]:
        _, at, who, title, words, *_ = row
        age = max(0, now - (at or 0)) / HALF_LIFE
        return -(0.05 + weigh_text(title or who or "", words or "", pattern)) * 0.5 ** min(age, 60), -row[0]

    return sorted(rows, key=weigh)


def _read_deals(
    words: Words, catalogue: Catalogue, scope: Scope, kind: str, rows: Sequence[tuple[Any, ...]]
) -> dict[int, tuple[list[Deal], int]]:
    """Of each row the deals in scope that hold it, and how many more; a row without one is not there."""
    numbers = [row[0] for row in rows]
    linked = _read_links(words, kind, numbers) if kind in NAMED else {row[0]: [row[6]] for row in rows}
    ids = _read_ids(words, {no for numbers in linked.values() for no in numbers})
    names = _name_deals(catalogue, scope, ids.values())
    found = {}
    for row_no, numbers in linked.items():
        deals = [Deal(ids[no], names[ids[no]]) for no in numbers if ids.get(no) in names]
        if deals:
            found[row_no] = (deals[:_DEALS_NAMED], len(deals) - len(deals[:_DEALS_NAMED]))
    return found


def _read_links(words: Words, kind: str, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Of each account, buyer or seller the deals that know it, newest first."""
    listed = ", ".join(map(str, numbers))
    linked: dict[int, list[int]] = {no: [] for no in numbers}
    query = f"SELECT no, deal_no FROM knows_{kind} WHERE no IN ({listed}) ORDER BY no, deal_no DESC"
    for no, deal_no in words.read(query):
        linked[no].append(deal_no)
    return linked


def _read_ids(words: Words, numbers: Iterable[int]) -> dict[int, int]:
    listed = ", ".join(map(str, sorted(numbers)))
    return dict(words.read(f"SELECT no, id FROM deal_no WHERE no IN ({listed})"))


def _name_deals(catalogue: Catalogue, scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    listed = ", ".join(map(str, sorted(set(ids))))
    return dict(catalogue.read(scope, f"SELECT d.id, d.name FROM seen AS d WHERE d.id IN ({listed})"))


def _make_hit(kind: str, row: tuple[Any, ...], deals: tuple[list[Deal], int], question: Question) -> Hit:
    _, at, who, title, text, row_id, _ = row
    pattern = compile_words(question)
    return Hit(
        kind=kind,
        at=at,
        who=mark_text(who or "", pattern, whole=True),
        title=mark_text(title or "", pattern, whole=True),
        text=mark_text(text or "", pattern),
        table=ROWS_OF.get(kind, ""),
        row_id=row_id,
        deals=tuple(deals[0]),
        more_deals=deals[1],
    )

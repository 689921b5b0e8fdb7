"""Deals in a list: filtered, in any order, page after page, counted as far as it is quick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.layout import CALLS, ORDERS
from assay.reports.catalogue.opening import Catalogue, Choice, Rows, Seller, SignalWord
from assay.reports.catalogue.planning import Plan, plan_query
from assay.reports.catalogue.scope import Scope

#: deals are counted up to here; what is more is "more than 10,000"
MOST_COUNTED = 10_000

_COLUMNS = """
place, id, source, source_id, source_url, name, account, outcome_no, owner_no, segment_no, product_no, stage, channel,
deal_type, country, industry, amount, currency, value, opened_at, closed_at, ended_at, quarter, last_word_at,
silence_days, usual_until, p_dead, p_share, p_low, p_high, p_n, p_deals, findings, weighty, reason, debrief"""
_NAMES = [name.strip() for name in _COLUMNS.replace("\n", " ").split(",")]


@dataclass(frozen=True)
class ListedDeal:
    """One deal as lists show it. Times are epoch seconds, value is in the home currency, the rest as in the record.

    usual_until: until when the silence is not unusual. p_dead: probability that it is the end; of p_n silences of
    which about the same was said, of p_deals deals, p_share were (p_low to p_high, 95 %). weighty: hits of signals
    that were seen more among lost deals than among won ones. debrief: held, agreed, asked, declined, or empty where
    none is recorded.
    """

    place: int
    id: int
    source: str
    source_id: str
    source_url: str | None
    name: str
    account: str
    outcome: str
    owner_id: int | None
    owner: str
    team: str
    segment: str
    product: str
    stage: str | None
    channel: str | None
    deal_type: str | None
    country: str | None
    industry: str | None
    amount: float | None
    currency: str | None
    value: float | None
    opened_at: int | None
    closed_at: int | None
    ended_at: int | None
    quarter: str | None
    last_word_at: int | None
    silence_days: int | None
    usual_until: int | None
    p_dead: float | None
    p_share: float | None
    p_low: float | None
    p_high: float | None
    p_n: int | None
    p_deals: int | None
    findings: int
    weighty: int
    reason: str | None
    debrief: str | None


@dataclass(frozen=True)
class Order:
    """The order of a list: one of ORDERS or CALLS. Deals of which it is not known come last in either direction."""

    name: str = "opened"
    descending: bool = True

    @property
    def column(self) -> str:
        """The column of it. Raises KeyError for an order that there is not."""
        return ORDERS[self.name] if self.name in ORDERS else CALLS[self.name]

    @property
    def way(self) -> str:
        """In SQL."""
        return "DESC" if self.descending else "ASC"

    @property
    def sign(self) -> str:
        """How what comes later compares."""
        return "<" if self.descending else ">"


@dataclass(frozen=True)
class After:
    """Where a page ended: the last deal's key in the order, None where it is not known, and its place."""

    key: float | str | None
    place: int


@dataclass(frozen=True)
class Page:
    """Deals in order, and where the next page begins: None on the last."""

    deals: tuple[ListedDeal, ...]
    after: After | None


def list_deals(
    catalogue: Catalogue, scope: Scope, filters: Filters, order: Order, after: After | None = None, size: int = 50
) -> Page:
    """The `size` deals that come after `after`, or first."""
    need = size + 1
    plan = plan_query(catalogue, scope, filters, order.name, need)
    if not plan.is_walk:
        keys = _read_sorted(catalogue, scope, plan, order, after, need)
    else:
        keys = [] if after and after.key is None else _walk_known(catalogue, scope, plan, order, after, need)
        if len(keys) < need and order.name in ORDERS:
            keys += _walk_unknown(catalogue, scope, plan, order, after, need - len(keys))
    found = _read_places(catalogue, scope, [place for _, place in keys[:size]])
    deals = tuple(found[place] for _, place in keys[:size])
    return Page(deals, After(*keys[size - 1]) if len(keys) > size else None)


def walk_deals(
    catalogue: Catalogue, scope: Scope, filters: Filters, order: Order, at_once: int = 2000
) -> Iterator[ListedDeal]:
    """All deals of a list, some at a time: for writing them out."""
    after: After | None = None
    while True:
        page = list_deals(catalogue, scope, filters, order, after, at_once)
        yield from page.deals
        if page.after is None:
            return
        after = page.after


def count_deals(catalogue: Catalogue, scope: Scope, filters: Filters, most: int = MOST_COUNTED) -> int:
    """How many deals a list holds; `most` + 1 stands for more than `most`."""
    if filters == Filters() and not scope.deals:
        return min(catalogue.count_in(scope), most + 1)
    return plan_query(catalogue, scope, filters, "opened", most + 1).count(catalogue, scope, most + 1)


def count_calls(catalogue: Catalogue, scope: Scope, name: str, most: int = MOST_COUNTED) -> int:
    """How many deals stand in a list of home."""
    plan = plan_query(catalogue, scope, Filters(), name, most + 1)
    return plan.add(f"d.{CALLS[name]} IS NOT NULL").count(catalogue, scope, most + 1)


def find_deal(catalogue: Catalogue, scope: Scope, deal_id: int) -> ListedDeal | None:
    """The deal; None where there is none, or it is out of scope: the two look alike."""
    rows = catalogue.read(scope, f"SELECT {_COLUMNS} FROM seen AS d WHERE d.id = ?", (deal_id,))
    return _make_deal(catalogue, rows[0]) if rows else None


def list_choices(catalogue: Catalogue, scope: Scope) -> dict[str, list[Choice]]:
    """What deals can be filtered by: outcome, owner, segment, product, rival, reason.

    Owners are those of deals in scope.
    """
    kinds = ("outcome", "owner", "segment", "product", "rival", "reason")
    found: dict[str, list[Choice]] = {kind: [] for kind in kinds}
    let = _list_granted_owners(catalogue, scope)
    for choice in catalogue.choices.values():
        if choice.kind != "owner" or scope.everything or choice.value in scope.sellers or choice.no in let:
            found[choice.kind].append(choice)
    return found


def list_signals(catalogue: Catalogue) -> list[SignalWord]:
    """The signals that fired for any deal, the weightiest first."""
    return [signal for signal in catalogue.signals.values() if signal.deals]


def list_sellers(catalogue: Catalogue) -> list[Seller]:
    """All sellers of the record, by name: for tying users to them, which only administrators do."""
    return sorted(catalogue.sellers.values(), key=lambda seller: (seller.name.casefold(), seller.id))


def find_hits(catalogue: Catalogue, scope: Scope, places: Sequence[int]) -> dict[int, list[SignalWord]]:
    """The signals that fired for these deals, the weightiest first, by place."""
    found: dict[int, list[SignalWord]] = {place: [] for place in places}
    numbers = ", ".join(str(int(place)) for place in places)
    rows = catalogue.read(
        scope,
        f"SELECT x.place, x.signal_no FROM deal_signal AS x INDEXED BY signal_of_deal JOIN seen AS d "
        f"ON d.place = x.place WHERE x.place IN ({numbers}) ORDER BY x.signal_no",
    )
    for place, number in rows:
        found[place].append(catalogue.signals[number])
    return found


def _list_granted_owners(catalogue: Catalogue, scope: Scope) -> set[int]:
    if scope.everything or not scope.deals:
        return set()
    numbers = ", ".join(str(int(deal)) for deal in scope.deals)
    rows = catalogue.read(scope, f"SELECT DISTINCT d.owner_no FROM seen AS d WHERE d.id IN ({numbers})", narrow=True)
    return {row[0] for row in rows}


def _walk_known(catalogue: Catalogue, scope: Scope, plan: Plan, order: Order, after: After | None, need: int) -> Rows:
    """Read off the index, from where the page before it ended."""
    column, way, sign = order.column, order.way, order.sign
    terms = [f"d.{column} IS NOT NULL"]
    if after is not None:
        terms.append(f"(d.{column}, d.place) {sign} ({_quote(after.key)}, {after.place})")
    rest = f"ORDER BY d.{column} {way}, d.place {way} LIMIT {need}"
    return plan.add(*terms).read(catalogue, scope, f"d.{column}, d.place", rest)


def _walk_unknown(catalogue: Catalogue, scope: Scope, plan: Plan, order: Order, after: After | None, need: int) -> Rows:
    """Those of which the order's column is not known, after all others."""
    terms = [f"d.{order.column} IS NULL"]
    if after is not None and after.key is None:
        terms.append(f"d.place {order.sign} {after.place}")
    rest = f"ORDER BY d.place {order.way} LIMIT {need}"
    return plan.add(*terms).read(catalogue, scope, "NULL, d.place", rest)


def _read_sorted(catalogue: Catalogue, scope: Scope, plan: Plan, order: Order, after: After | None, need: int) -> Rows:
    """Of few deals: all of them, sorted."""
    column, way, sign = order.column, order.way, order.sign
    terms = [] if order.name in ORDERS else [f"d.{column} IS NOT NULL"]
    if after is not None and after.key is None:
        terms.append(f"d.{column} IS NULL AND d.place {sign} {after.place}")
    elif after is not None:
        terms.append(f"(d.{column} IS NULL OR (d.{column}, d.place) {sign} ({_quote(after.key)}, {after.place}))")
    rest = f"ORDER BY d.{column} IS NULL, d.{column} {way}, d.place {way} LIMIT {need}"
    return plan.add(*terms).read(catalogue, scope, f"d.{column}, d.place", rest)


def _read_places(catalogue: Catalogue, scope: Scope, places: Sequence[int]) -> dict[int, ListedDeal]:
    """The whole deals, fetched after they were chosen, so that only so many are."""
    numbers = ", ".join(map(str, places))
    rows = catalogue.read(scope, f"SELECT {_COLUMNS} FROM seen AS d WHERE d.place IN ({numbers})")
    return {row[0]: _make_deal(catalogue, row) for row in rows}


def _quote(key: float | str | None) -> str:
    if isinstance(key, str):
        return "'" + key.replace("'", "''") + "'"
    return repr(key)


def _make_deal(catalogue: Catalogue, row: Sequence[Any]) -> ListedDeal:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    owner = catalogue.choices.get(values.pop("owner_no"))
    for name in ("outcome", "segment", "product"):
        choice = catalogue.choices.get(values.pop(f"{name}_no"))
        values[name] = choice.label if choice else ""
    return ListedDeal(
        owner_id=int(owner.value) if owner else None,
        owner=owner.label if owner else "",
        team=owner.team if owner else "",
        **values,
    )

"""What was done against a concern, as it goes with winning, and the won deals in which it came up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assay.asking.ask import Ask, list_ids
from assay.asking.sight import EVERYTHING, Sight
from assay.domain.interval import Interval
from assay.store.quoting import quote_text

#: a driver is likely enough at work in an open deal for something to be offered against it, and never more than so many
_LEAST, _MOST_DRIVERS = 0.3, 3


@dataclass(frozen=True)
class Offer:
    """Something done against a concern. deals: ended deals in which the concern came up and that could be followed.

    done_n, done_won: deals in which it was done, and of these the won.  not_n, not_won: deals alike in which it was not
    done by then.  difference: of the shares won, alike compared; None where it cannot be told.  drawn: the difference
    drawn towards none by as much as it is uncertain, which ranks.  verdict: more, fewer, none or not_enough.
    cases: won deals with the concern in which it was done.
    """

    measure: str
    deals: int
    done_n: int
    done_won: int
    not_n: int
    not_won: int
    done_share: float | None
    not_share: float | None
    difference: Interval | None
    drawn: float
    verdict: str
    more_needed: int | None
    cases: int


@dataclass(frozen=True)
class Done:
    """Something that was done in a deal, and the row that tells it."""

    measure: str
    at: int
    table: str
    row_id: int


@dataclass(frozen=True)
class WonCase:
    """A won deal in which the concern came up. is_near: of the same segment as the deal asked for.

    voiced_at: the day on which it first came up, with the row that tells it, or the signal.  done: what was done after
    that and before it was won, the first time each, in order.
    """

    deal_id: int
    name: str
    account: str
    owner_id: int | None
    is_near: bool
    closed_at: int | None
    voiced_at: int
    voiced_table: str
    voiced_row: int | None
    voiced_signal: str
    done: tuple[Done, ...]


@dataclass(frozen=True)
class Cases:
    """cases: those that may be seen, the nearest and latest first.  won: all of them.  lost: ended otherwise.

    hidden_owners: owners of won ones that may not be seen, those with most of them first.
    """

    cases: tuple[WonCase, ...]
    won: int
    lost: int
    hidden_owners: tuple[int, ...]


def read_offers(ask: Ask, driver: str) -> list[Offer]:
    """What was done against this concern: associated with more wins first, with fewer last, between by `drawn`.

    What cannot be told of stands by how uncertain it is: a few lucky deals do not lead.
    """
    rows = ask(
        f"""
        WITH told AS (
          SELECT measure, count(*) AS cases FROM offer_case
          WHERE driver = {quote_text(driver)} AND won AND measure IS NOT NULL GROUP BY measure)
        SELECT o.measure, o.deals, o.done_n, o.done_won, o.not_n, o.not_won, o.done_share, o.not_share,
          o.difference_low, o.difference, o.difference_high, coalesce(o.drawn, 0), o.verdict, o.more_needed,
          coalesce(t.cases, 0)
        FROM offer o LEFT JOIN told t USING (measure) WHERE o.driver = {quote_text(driver)}
        ORDER BY CASE o.verdict WHEN 'more' THEN 0 WHEN 'fewer' THEN 2 ELSE 1 END, 12 DESC, 15 DESC, o.measure"""
    )
    return [_read_offer(row) for row in rows]


def read_cases(
    ask: Ask,
    driver: str,
    *,
    deal_id: int | None = None,
    sight: Sight = EVERYTHING,
    most: int = 10,
) -> Cases:
    """The won deals in which this concern came up, and what was done there.

    deal_id: the open deal for which it is asked: those of its segment come first.  sight: which
    deals the reader may see.  most: so many of them.
    """
    code = quote_text(driver)
    ((won, lost),) = ask(
        "SELECT count(DISTINCT deal_id) FILTER (won), count(DISTINCT deal_id) FILTER (NOT won) FROM offer_case"
        f" WHERE driver = {code}"
    )
    own = -1 if deal_id is None else deal_id
    near = f"coalesce(m.segment = (SELECT segment FROM moment WHERE deal_id = {own:d}), false)"
    whole = f"""
        SELECT DISTINCT c.deal_id, coalesce(d.name, d.source_id) AS name, coalesce(a.name, '') AS account, d.owner_id,
          {near} AS is_near, m.closed_at, c.voiced_at, coalesce(c.voiced_table, '') AS voiced_table, c.voiced_row,
          coalesce(c.voiced_signal, '') AS voiced_signal,
          {sight.sql("d")} AS is_seen
        FROM offer_case c JOIN deal d ON d.id = c.deal_id JOIN moment m ON m.deal_id = c.deal_id
        LEFT JOIN account a ON a.id = d.account_id
        WHERE c.driver = {code} AND c.won AND NOT d.is_deleted AND c.deal_id <> {own:d}"""
    shown = ask(
        f"SELECT * EXCLUDE (is_seen) FROM ({whole}) WHERE is_seen"
        f" ORDER BY is_near DESC, closed_at DESC NULLS LAST, deal_id LIMIT {most:d}"
    )
    hidden = ask(
        f"SELECT owner_id FROM ({whole}) WHERE NOT is_seen AND owner_id IS NOT NULL"
        " GROUP BY owner_id ORDER BY count(*) DESC, owner_id LIMIT 3"
    )
    done = _read_done(ask, code, [row[0] for row in shown])
    cases = tuple(_read_case(row, done.get(row[0], [])) for row in shown)
    return Cases(cases, won, lost, tuple(owner for (owner,) in hidden))


def is_worked_out(ask: Ask) -> bool:
    """Whether what was done against concerns was counted yet; it follows some time after a run."""
    return bool(ask("SELECT 1 FROM conclusion WHERE part = 'offers' LIMIT 1"))


def choose_drivers(ask: Ask, deal_id: int) -> list[str]:
    """The concerns to be asked about for a deal, the likeliest first: at work in an open one, else its reasons."""
    rows = ask(
        f"""
        SELECT driver, CASE WHEN view = 'open' THEN p_active ELSE coalesce(p_main, 0) END AS likely FROM reason
        WHERE deal_id = {deal_id:d} ORDER BY likely DESC, driver LIMIT {_MOST_DRIVERS}"""
    )
    return [driver for place, (driver, likely) in enumerate(rows) if likely >= _LEAST or (place == 0 and likely > 0)]


def _read_offer(row: tuple[Any, ...]) -> Offer:
    measure, deals, done_n, done_won, not_n, not_won, done_share, not_share, low, mid, high, drawn, *rest = row
    verdict, more_needed, cases = rest
    return Offer(
        measure=measure,
        deals=deals,
        done_n=done_n,
        done_won=done_won,
        not_n=not_n,
        not_won=not_won,
        done_share=done_share,
        not_share=not_share,
        difference=None if mid is None else Interval(low, mid, high, done_n + not_n),
        drawn=drawn,
        verdict=verdict,
        more_needed=more_needed,
        cases=cases,
    )


def _read_case(row: tuple[Any, ...], done: Sequence[Done]) -> WonCase:
    deal, name, account, owner, is_near, closed_at, voiced_at, table, voiced_row, signal = row
    return WonCase(
        deal_id=deal,
        name=name,
        account=account,
        owner_id=owner,
        is_near=is_near,
        closed_at=closed_at,
        voiced_at=voiced_at,
        voiced_table=table,
        voiced_row=voiced_row,
        voiced_signal=signal,
        done=tuple(done),
    )


def _read_done(ask: Ask, code: str, deals: Sequence[int]) -> dict[int, list[Done]]:
    rows = ask(
        f"""
        SELECT deal_id, measure, done_at, done_table, done_row FROM offer_case
        WHERE driver = {code} AND deal_id IN ({list_ids(deals)}) AND measure IS NOT NULL
        ORDER BY deal_id, done_at, measure"""
    )
    found: dict[int, list[Done]] = {}
    for deal, *told in rows:
        found.setdefault(deal, []).append(Done(*told))
    return found

"""How long a page of the list of deals takes to read, by size of the company: python -m bench.listing 1000000

The company is drawn by SQL, its catalogue is written as after a run, and each query is asked as the pages ask it, five
times, the file being in the cache of the system, as it is on a server that is used.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import duckdb

from assay.reports.catalogue.filtering import Filters, Reason
from assay.reports.catalogue.layout import CALLS, ORDERS
from assay.reports.catalogue.listing import (
    After,
    Order,
    count_calls,
    count_deals,
    find_hits,
    list_choices,
    list_deals,
)
from assay.reports.catalogue.opening import Catalogue, open_catalogue
from assay.reports.catalogue.placing import find_folder
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.writing import write_from
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home

_REPEATS = 5
_PAGE = 50

#: deals a seller owns, and sellers a manager sees
_OWNED, _TEAM = 500, 25

_AS_OF = 1_751_328_000

_COMPANY = f"""
SELECT setseed(0.42);
CREATE TABLE run AS SELECT 'bench' AS run_id, 1 AS record_version, {_AS_OF} AS as_of, {_AS_OF} AS made_at,
  'EUR' AS home_currency, $N AS deals;
CREATE TABLE signal AS SELECT 'bench.signal_' || i AS signal, 'Signal ' || i AS title FROM range(49) t(i)
  UNION ALL SELECT 'rhythm.gone_silent', 'Gone silent';
CREATE TABLE comparison AS SELECT signal, 1.5::DOUBLE AS lift, 1.1::DOUBLE AS lift_low, 2::DOUBLE AS lift_high,
  900 AS lost_n, 400 AS won_n,
  CASE WHEN hash(signal) % 3 = 0 THEN 'associated' ELSE 'not_enough' END AS verdict FROM signal;
CREATE TABLE seller AS SELECT i AS id, 'S' || i AS source_id, 'Seller ' || i AS name, 'Team ' || (i // {_TEAM}) AS team,
  false AS is_deleted FROM range(greatest(1, $N // {_OWNED})) t(i);
CREATE TABLE account AS SELECT i AS id, 'Account ' || printf('%x', hash(i) % 9973) || ' Works ' || i AS name,
  'Germany' AS country, 'Metals' AS industry FROM range($N // 4 + 1) t(i);
CREATE TABLE competitor AS SELECT i AS id, 'Rival ' || i AS name FROM range(40) t(i);
CREATE TABLE drawn AS SELECT i, random() AS a, random() AS b, random() AS c, random() AS d FROM range($N) t(i);
CREATE TABLE deal AS SELECT (hash(i) // 2)::BIGINT AS id, 'made' AS source, 'D' || i AS source_id, NULL AS source_url,
  a.name || ' - line ' || (i % 977) AS name, (i * 7919) % ($N // 4 + 1) AS account_id,
  (i * 104729) % greatest(1, $N // {_OWNED}) AS owner_id, 'New' AS deal_type, round(exp(8 + 3 * a), 2) AS amount,
  'EUR' AS currency, CASE WHEN c < 0.5 THEN 'Price' END AS loss_reason_stated, NULL AS win_reason_stated, i
  FROM drawn JOIN account a ON a.id = (i * 7919) % ($N // 4 + 1);
CREATE TABLE moment AS SELECT id AS deal_id,
  CASE WHEN b < 0.08 THEN 'open' WHEN b < 0.3 THEN 'won' WHEN b < 0.9 THEN 'lost' ELSE 'no_decision' END AS outcome,
  {_AS_OF} AS as_of, ({_AS_OF} - (40 + 2000 * c) * 86400)::BIGINT AS opened_at,
  CASE WHEN b >= 0.08 THEN ({_AS_OF} - 1900 * c * 86400)::BIGINT END AS closed_at, NULL::BIGINT AS ended_at,
  CASE WHEN d < 0.95 THEN ({_AS_OF} - 1950 * c * 86400)::BIGINT END AS last_word_at,
  CASE WHEN a < 0.97 THEN amount END AS value, 'Segment ' || (hash(i, 1) % 6) AS segment,
  'Product ' || (hash(i, 2) % 12) AS product, 'Web' AS channel, 'Offer' AS stage
  FROM deal JOIN drawn USING (i);
CREATE TABLE silence AS SELECT deal_id, last_word_at + 2592000 AS usual_until, random() AS p_dead,
  0.8::DOUBLE AS p_share,
  0.7::DOUBLE AS p_low, 0.9::DOUBLE AS p_high, 120 AS n, 60 AS deals FROM moment WHERE last_word_at IS NOT NULL;
CREATE TABLE finding AS
  SELECT d.id AS deal_id, 'bench.signal_' || s AS signal FROM deal d, range(49) t(s)
  WHERE hash(d.i, s, 3) % 1000 < CASE WHEN s = 0 THEN 300 WHEN s = 48 THEN 1 ELSE 60 END
  UNION ALL SELECT deal_id, 'rhythm.gone_silent' FROM moment WHERE outcome = 'open' AND hash(deal_id) % 5 = 0;
CREATE TABLE deal_competitor AS SELECT id AS deal_id, (hash(i, 5) % 40)::BIGINT AS competitor_id, false AS is_deleted
  FROM deal WHERE hash(i, 6) % 4 = 0;
CREATE TABLE reason AS SELECT d.id AS deal_id, 'driver_' || s AS driver, 0.7::DOUBLE AS p FROM deal d, range(30) t(s)
  WHERE hash(d.i, s, 7) % 1000 < CASE WHEN s = 0 THEN 300 WHEN s = 29 THEN 1 ELSE 60 END;
CREATE TABLE verdict AS SELECT deal_id, 'told' AS standing FROM moment WHERE outcome <> 'won';
CREATE TABLE debrief AS SELECT deal_id, 'buyer' AS kind, 'agreed' AS answer, NULL::BIGINT AS held_at,
  {_AS_OF} AS announced_at, NULL::BIGINT AS asked_at, false AS is_deleted FROM moment
  WHERE outcome = 'lost' AND hash(deal_id) % 200 = 0;
"""


def draw_company(deals: int) -> duckdb.DuckDBPyConnection:
    """Results and record of a company of that many deals, as far as the catalogue reads them."""
    connection = open_connection()
    connection.execute(_COMPANY.replace("$N", str(deals)))
    return connection


def list_scopes(catalogue: Catalogue) -> dict[str, Scope]:
    """Somebody who sees all, a manager of 25 sellers, a rep, a rep with twenty granted deals besides."""
    page = list_deals(catalogue, Scope(everything=True), Filters(), Order("name"), None, 20)
    granted = frozenset(deal.id for deal in page.deals)
    return {
        "all": Scope(everything=True),
        "manager": Scope(sellers=frozenset(range(_TEAM))),
        "rep": Scope(sellers=frozenset({3})),
        "granted": Scope(sellers=frozenset({3}), deals=granted),
    }


FILTERS = {
    "outcome": Filters(outcomes=("lost",)),
    "two fields": Filters(segments=("Segment 1",), products=("Product 3",), outcomes=("won",)),
    "owner": Filters(owners=(7,)),
    "team": Filters(teams=("Team 0",)),
    "competitor": Filters(rivals=(3, 4)),
    "reason, common": Filters(reasons=(Reason(("driver_0",)),)),
    "reason, rare": Filters(reasons=(Reason(("driver_29",)),)),
    "two reasons": Filters(reasons=(Reason(("driver_0",)), Reason(("driver_1",)))),
    "signal, common": Filters(signals=("bench.signal_0",)),
    "signal, rare": Filters(signals=("bench.signal_48",)),
    "two signals": Filters(signals=("bench.signal_0", "bench.signal_1")),
    "period": Filters(closed_from=_AS_OF - 90 * 86400, closed_until=_AS_OF),
    "period, long ago": Filters(closed_from=_AS_OF - 1900 * 86400, closed_until=_AS_OF - 1890 * 86400),
    "name, rare": Filters(text="line 976 works"),
    "name, common": Filters(text="line"),
    "nothing fits": Filters(outcomes=("open",), closed_from=_AS_OF - 90 * 86400),
    "all at once": Filters(
        outcomes=("lost",), segments=("Segment 1",), signals=("bench.signal_0",), rivals=(3,), text="account"
    ),
}


def time_query(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the middle one and of the slowest of five."""
    took = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - started))
    return median(took), max(took)


def read_home(catalogue: Catalogue, scope: Scope) -> None:
    """What the page of today reads."""
    recent = Filters(outcomes=("lost", "no_decision"), closed_from=_AS_OF - 90 * 86400)
    list_deals(catalogue, scope, recent, Order("value"), None, 200)
    for name in CALLS:
        deals = list_deals(catalogue, scope, Filters(), Order(name), None, 6).deals
        if name in ("silent", "debriefs", "risk"):  # the others stand there without their number
            count_calls(catalogue, scope, name)
        find_hits(catalogue, scope, [deal.place for deal in deals])


def find_page(catalogue: Catalogue, scope: Scope, order: Order, page: int) -> After | None:
    """Where the page of that number begins; where there are fewer, the last one."""
    whole = list_deals(catalogue, scope, Filters(), order, None, _PAGE * (page - 1))
    return whole.after


def _confirm_many(catalogue: Catalogue) -> Filters:
    """A reason of which people said of 10,000 losses whether it was it, and of every other one that it was."""
    lost = list_deals(catalogue, Scope(everything=True), Filters(outcomes=("lost",)), Order("closed"), None, 10_000)
    settled = [deal.id for deal in lost.deals]
    return Filters(reasons=(Reason(("driver_0",), frozenset(settled[::2]), frozenset(settled)),))


def list_queries(catalogue: Catalogue, scope: Scope) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each query with its name."""

    def ask(filters: Filters, order: Order, after: After | None = None) -> Callable[[], object]:
        return lambda: list_deals(catalogue, scope, filters, order, after, _PAGE)

    for name in ORDERS:
        for descending in (True, False):
            order = Order(name, descending)
            way = "down" if descending else "up"
            yield f"first page by {name}, {way}", ask(Filters(), order)
            after = find_page(catalogue, scope, order, 500)
            if after is not None:
                yield f"page 500 by {name}, {way}", ask(Filters(), order, after)
    for named, filters in {**FILTERS, "reason, often confirmed": _confirm_many(catalogue)}.items():
        for name in ("opened", "value", "dead"):
            yield f"{named}, by {name}", ask(filters, Order(name))
        yield f"{named}, counted", partial(count_deals, catalogue, scope, filters)
    yield "count of all", lambda: count_deals(catalogue, scope, Filters())
    yield "choices", lambda: list_choices(catalogue, scope)
    yield "home", lambda: read_home(catalogue, scope)


def main(arguments: Sequence[str]) -> int:
    """Writes the catalogue of each size and prints what each query took."""
    parser = argparse.ArgumentParser(prog="python -m bench.listing", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--scratch", type=Path, default=Path(".bench/listing"), help="where catalogues are written")
    parser.add_argument("--over", type=float, default=20.0, help="print the queries that took longer, ms")
    given = parser.parse_args(arguments)
    for deals in given.sizes:
        home = Home(given.scratch / str(deals), {})
        connection = draw_company(deals)
        started = time.perf_counter()
        about = {"results_version": 1, "company": "Bench", "note": ""}
        path = write_from(connection, find_folder(home), about)
        took = time.perf_counter() - started
        print(f"{deals:,} deals: written in {took:.1f} s, {path.stat().st_size / 2**20:.0f} MiB", flush=True)
        connection.close()
        catalogue = open_catalogue(home)
        for who, scope in list_scopes(catalogue).items():
            _print_scope(who, list_queries(catalogue, scope), given.over)
    return 0


def _print_scope(who: str, queries: Iterator[tuple[str, Callable[[], object]]], over: float) -> None:
    took = {name: time_query(ask) for name, ask in queries}
    slowest = max(took, key=lambda name: took[name][1])
    middle = median(value for value, _ in took.values())
    print(f"  {who}: {len(took)} queries, median {middle:.1f} ms, slowest {took[slowest][1]:.0f} ms ({slowest})")
    for name, (usual, worst) in took.items():
        if worst > over:
            print(f"    {name:<40} {usual:8.1f} ms  at worst {worst:8.1f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

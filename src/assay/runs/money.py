"""One currency for all money: the home currency, and what other currencies were worth in it."""

from collections.abc import Mapping
from functools import cache

import ibis
import ibis.expr.types as ir

from assay.runs.record_tables import EVER, standing_rows
from assay.store.engine import Engine, compile_query
from assay.store.quoting import quote_text

RATE = "run_rate"

_BAND_EDGES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
_BAND_NAMES = ("1k", "3k", "10k", "30k", "100k", "300k", "1M", "3M", "10M")


def choose_home_currency(engine: Engine, settings: Mapping[str, str]) -> str:
    """The setting, else the currency that most deals with an amount carry; empty when none carries one."""
    if settings.get("home_currency"):
        return settings["home_currency"].upper()
    found = engine.rows(
        """SELECT currency FROM deal WHERE NOT is_deleted AND amount > 0 AND currency IS NOT NULL
        GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1"""
    )
    return str(found[0][0]) if found else ""


def make_rates(engine: Engine, home_currency: str) -> None:
    """Table run_rate: each rate with the span of seconds in which it is the nearest earlier one.

    Rates are in a currency that the source chose, in which that currency itself is always worth 1. A home currency of
    which no rate is known is taken to be that one, unless the rates show that another one is.
    """
    home = quote_text(home_currency)
    # the types of both are those of the rates, since engines name them differently
    alone = f"""SELECT {home} AS currency, 1 AS rate,
        CAST({-EVER} AS BIGINT) AS valid_from, CAST({EVER} AS BIGINT) AS valid_to
        WHERE NOT EXISTS (SELECT 1 FROM exchange_rate WHERE NOT is_deleted AND rate > 0 AND currency = {home})
        AND NOT EXISTS (SELECT 1 FROM exchange_rate WHERE NOT is_deleted AND rate > 0
          GROUP BY currency HAVING min(rate) = 1 AND max(rate) = 1)"""
    engine.make(RATE, f"SELECT * FROM ({_compile_rates(engine.dialect)}) AS told UNION ALL {alone}")


@cache
def _compile_rates(dialect: str) -> str:
    told = standing_rows("exchange_rate")
    rate = told.filter(told.rate > 0)
    daily = rate.group_by(["currency", "day"]).aggregate(rate=rate.rate.max())
    starts = daily.mutate(valid_from=daily.day.epoch_seconds().cast("int64"))
    in_time, ever = ibis.window(group_by="currency", order_by="valid_from"), ibis.window(group_by="currency")
    is_chosen = (starts.rate.min().over(ever) == 1) & (starts.rate.max().over(ever) == 1)
    is_first = starts.valid_from.lag().over(in_time).isnull()
    spans = starts.mutate(
        valid_from=(is_chosen & is_first).ifelse(ibis.literal(-EVER), starts.valid_from),
        valid_to=ibis.coalesce(starts.valid_from.lead().over(in_time), ibis.literal(EVER)),
    )
    return compile_query(spans.select("currency", "rate", "valid_from", "valid_to"), dialect)


def rate_table() -> ir.Table:
    """The rates as the engine holds them."""
    return ibis.table({"currency": "string", "rate": "float64", "valid_from": "int64", "valid_to": "int64"}, name=RATE)


def add_rate(deals: ir.Table, at: str, home_currency: str) -> ir.Table:
    """`deals` with `rate`: what one unit of `currency` was worth at home at the time in column `at`.

    Null when not known. A deal without a currency is taken to be in the home currency.
    """
    rates = rate_table()
    own = rates.select("currency", own_rate=rates.rate, own_from=rates.valid_from, own_to=rates.valid_to)
    at_home = rates.filter(rates.currency == home_currency).select(
        home_rate=rates.rate, home_from=rates.valid_from, home_to=rates.valid_to
    )
    of_own = [deals.currency == own.currency, deals[at] >= own.own_from, deals[at] < own.own_to]
    told = deals.left_join(own, of_own, rname="{name}_of_rate")
    both = told.left_join(at_home, [told[at] >= at_home.home_from, told[at] < at_home.home_to])
    is_home = both.currency.isnull() | (both.currency == home_currency)
    return both.select(*deals.columns, rate=is_home.ifelse(ibis.literal(1.0), both.own_rate / both.home_rate))


def drop_nought(amount: ir.NumericValue) -> ir.FloatingValue:
    """The amount as a number; nought or less is a field that nobody filled, or that somebody emptied on losing."""
    number = amount.cast("float64")
    return (number > 0).ifelse(number, ibis.null("float64"))


def name_size_band(amount: ir.FloatingValue) -> ir.StringValue:
    """The 1-3-10 band of an amount, such as 30k-100k; "unknown" without one."""
    names = [f"under {_BAND_NAMES[0]}"]
    names += [f"{low}-{high}" for low, high in zip(_BAND_NAMES, _BAND_NAMES[1:], strict=False)]
    below = [(amount < edge, name) for edge, name in zip(_BAND_EDGES, names, strict=True)]
    return ibis.cases((amount.isnull(), "unknown"), *below, else_=f"over {_BAND_NAMES[-1]}")


def parse_amount(text: ir.StringValue) -> ir.FloatingValue:
    """A plain decimal of the history as a number; null when it is none, or nought."""
    is_number = text.re_search(r"^-?[0-9]+(\.[0-9]+)?$")
    return drop_nought(is_number.ifelse(text, ibis.null("string")))

"""The moment at which each deal is looked at, with what stood of it then."""

import ibis
import ibis.expr.types as ir

from assay.runs.clock import Clock
from assay.runs.cutting import Cutter, read_rows
from assay.runs.lives import LIFE, life_table, make_lives
from assay.runs.money import add_rate, drop_nought, make_rates, parse_amount
from assay.runs.record_tables import pick_latest, standing_rows
from assay.store.engine import Engine

MOMENT = "run_moment"

#: what run_moment holds: results.MOMENT without the digest, and what else of book.deal an answer may rest on
MOMENT_COLUMNS = {
    "deal_id": "int64",
    "view": "string",
    "outcome": "string",
    "as_of": "int64",
    "known_by": "int64",
    "opened_at": "int64",
    "closed_at": "int64",
    "close_known_at": "int64",
    "ended_at": "int64",
    "last_word_at": "int64",
    "closed_in_batch": "boolean",
    "amount": "float64",
    "size_band": "string",
    "segment": "string",
    "product": "string",
    "channel": "string",
    "stage": "string",
    "value": "float64",
    "account_id": "int64",
    "owner_id": "int64",
    "pipeline": "string",
    "stage_entered_at": "int64",
    "history_complete": "boolean",
}


def make_moments(engine: Engine, clock: Clock, home_currency: str) -> None:
    """Table run_moment: one row for each deal known at the run's moment."""
    make_rates(engine, home_currency)
    make_lives(engine, clock)
    Cutter(engine, (), home_currency).cut(cut_final(LIFE, clock))
    engine.make("run_value", _value_deals(clock, home_currency))
    engine.make(MOMENT, _join_moments(clock))


def cut_final(lives: str, clock: Clock) -> str:
    """The query that cuts each deal at its own moment: open ones now, ended ones after the buyer's last word.

    lives: name of a table shaped like run_life.
    """
    return f"""SELECT deal_id, deal_id AS record_id, as_of, CAST({clock.known_by} AS BIGINT) AS known_by,
        {str(clock.is_now).lower()} AS may_snapshot, "view" = 'open' AS is_open FROM {lives}"""


def cut_at_close(lives: ir.Table, clock: Clock) -> ir.Table:
    """The moments that cut each ended deal at its own close by both clocks. lives: shaped like run_life."""
    return lives.select(
        "deal_id",
        record_id=lives.deal_id,
        as_of=lives.closed_at,
        known_by=lives.close_known_at,
        may_snapshot=ibis.literal(clock.is_now),
        is_open=ibis.literal(False),
    )


def _join_moments(clock: Clock) -> str:
    of_life = {"view", "outcome", "closed_at", "close_known_at", "ended_at", "last_word_at", "closed_in_batch"}
    told = {"known_by": f"CAST({clock.known_by} AS BIGINT)", "value": "v.value"}
    columns = [f'{told.get(name) or ("l." if name in of_life else "b.") + name} AS "{name}"' for name in MOMENT_COLUMNS]
    return f"""SELECT {", ".join(columns)} FROM {LIFE} AS l JOIN book_deal AS b ON b.deal_id = l.deal_id
        LEFT JOIN run_value AS v ON v.deal_id = l.deal_id"""


def _value_deals(clock: Clock, home_currency: str) -> ir.Table:
    """What each deal counts in value figures: its amount as known at the run's moment, by the rate of its last day."""
    life, deal, change = life_table(), standing_rows("deal"), read_rows("change")
    is_readable = (change.changed_at <= clock.as_of) & (change.known_at <= clock.known_by)
    amounts = change.filter((change["field"] == "amount") & is_readable)
    last = pick_latest(amounts, ["deal_id"], ["changed_at", "sequence", "row_id"])
    stood = last.select("deal_id", stood_amount=parse_amount(last.new_value))
    deals = life.inner_join(deal, life.deal_id == deal.id, rname="{name}_now").left_join(
        stood, "deal_id", rname="{name}_stood"
    )
    now = ibis.literal(clock.is_now).ifelse(drop_nought(deals.amount), ibis.null("float64"))
    priced = deals.mutate(
        worth=ibis.coalesce(now, deals.stood_amount),
        day=ibis.coalesce(deals.closed_at, ibis.literal(clock.as_of)),
    )
    rated = add_rate(priced, "day", home_currency)
    return rated.select("deal_id", value=rated.worth * rated.rate)

"""What was known of each deal's life at the run's moment: its outcome, its end, the buyer's last word.

Nothing here reads what became known later: a deal whose close was not known yet is open.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.outcome import ENDED
from assay.domain.spans import GRACE
from assay.runs.clock import Clock
from assay.runs.closed_before import read_earlier_close
from assay.runs.record_tables import record_table, standing_rows
from assay.signals.meaning import find_words
from assay.store.engine import Engine

LIFE = "run_life"

_LIFE_COLUMNS = {
    "deal_id": "int64",
    "outcome": "string",
    "view": "string",
    "opened_at": "int64",
    "closed_at": "int64",
    "close_known_at": "int64",
    "ended_at": "int64",
    "last_word_at": "int64",
    "as_of": "int64",
    "closed_in_batch": "boolean",
}


def life_table() -> ir.Table:
    """The lives as the engine holds them, one row a deal."""
    return ibis.table(_LIFE_COLUMNS, name=LIFE)


def make_lives(engine: Engine, clock: Clock) -> None:
    """Table run_life: one row for each deal known at the run's moment."""
    engine.make("run_outcome", _decide_outcomes(clock))
    engine.make(LIFE, _date_ends(clock))


def _decide_outcomes(clock: Clock) -> ir.Table:
    deal = standing_rows("deal")
    known = deal.filter((deal.known_at <= clock.known_by) & (deal.opened_at.isnull() | (deal.opened_at <= clock.as_of)))
    closings = _read_closings()
    deals = known.left_join(closings, [known.id == closings.deal_id, known.closed_at == closings.changed_at])
    # of the record as it stands the deal itself tells the outcome
    earlier = read_earlier_close(clock).filter(not clock.is_now)
    deals = deals.left_join(earlier, deals.id == earlier.earlier_deal)
    close_known = ibis.greatest(deals.closed_at, ibis.coalesce(deals.row_known_at, deals.closed_at))
    is_final = deals.outcome.isin(ENDED) | ((deals.outcome == "unknown") & deals.closed_at.notnull())
    in_time = (deals.closed_at <= clock.as_of) & (close_known <= clock.known_by)
    closed_then = is_final & (in_time | (deals.closed_at.isnull() & ibis.literal(clock.is_now)))
    closed_before = deals.earlier_class.notnull()
    return deals.select(
        deal_id=deals.id,
        outcome=ibis.cases(
            (closed_then, deals.outcome),
            (closed_before, deals.earlier_class),
            (deals.outcome == "unknown", "unknown"),
            else_="open",
        ),
        view=(ibis.coalesce(closed_then, False) | closed_before).ifelse("look_back", "open"),
        opened_at=deals.opened_at,
        closed_at=ibis.cases((closed_then, deals.closed_at), (closed_before, deals.earlier_at)),
        close_known_at=ibis.cases((closed_then, close_known), (closed_before, deals.earlier_known_at)),
        closed_in_batch=ibis.coalesce(deals.closed_in_batch, False) & ibis.coalesce(closed_then, False),
    )


def _read_closings() -> ir.Table:
    """When a change of stage at some moment became known."""
    change = standing_rows("stage_history")
    staged = change.filter(change.field == "stage")
    return staged.group_by(["deal_id", "changed_at"]).aggregate(row_known_at=staged.known_at.min())


def _date_ends(clock: Clock) -> ir.Table:
    outcome = ibis.table(
        {name: type_ for name, type_ in _LIFE_COLUMNS.items() if name not in {"ended_at", "last_word_at", "as_of"}},
        name="run_outcome",
    )
    words = _read_last_words(outcome, clock)
    deals = outcome.left_join(words, outcome.deal_id == words.word_deal)
    word_end = deals.last_word_at + GRACE
    # asked first, since the greatest of a null and a number is the number
    silent_from = word_end.isnull().ifelse(word_end, ibis.greatest(word_end, ibis.coalesce(deals.opened_at, word_end)))
    before_close = ibis.coalesce(deals.closed_at - 1, ibis.literal(clock.as_of))
    looked_back = ibis.least(ibis.coalesce(silent_from, before_close), before_close)
    lost_end = ibis.least(ibis.coalesce(silent_from, deals.closed_at), ibis.coalesce(deals.closed_at, silent_from))
    return deals.select(
        "deal_id",
        "outcome",
        "view",
        "opened_at",
        "closed_at",
        "close_known_at",
        ended_at=ibis.cases(
            (deals["view"] == "open", ibis.null("int64")), (deals.outcome == "won", deals.closed_at), else_=lost_end
        ),
        last_word_at=deals.last_word_at,
        as_of=(deals["view"] == "open").ifelse(ibis.literal(clock.as_of), looked_back),
        closed_in_batch=deals.closed_in_batch,
    )


def _read_last_words(outcome: ir.Table, clock: Clock) -> ir.Table:
    """The last time the buyer wrote, rang or met us before the deal was closed."""
    event = record_table("deal_event")
    words = find_words(Book(event=event.filter(event.known_at <= clock.known_by)))
    spoken = words.inner_join(outcome, "deal_id")
    in_time = spoken.filter(spoken.occurred_at <= ibis.coalesce(spoken.closed_at - 1, ibis.literal(clock.as_of)))
    return in_time.group_by(word_deal=in_time.deal_id).aggregate(last_word_at=in_time.occurred_at.max())

"""Cuts books: for a table of moments, the rows of each deal that were known by its own moment.

`cut_moment` holds the moment of each deal; what comes out are the tables `book_NAME` that signals read. Rows are taken
from the record, or from tables `part_NAME` into which those of the deals at hand were copied to be cut many times.
"""

from collections.abc import Callable, Iterable

import ibis
import ibis.expr.types as ir

from assay.domain.book import SCHEMAS
from assay.runs.compiled import recall
from assay.runs.deal_rows import READERS
from assay.runs.demands import cut_demands
from assay.runs.lives import life_table
from assay.runs.money import add_rate, drop_nought, name_size_band, parse_amount
from assay.runs.record_tables import pick_first, pick_latest, standing_rows
from assay.store.engine import Engine, compile_query
from assay.store.quoting import quote_text
from assay.tables import TABLES
from assay.tables.column import Column

#: record_id: the deal's id in the record; deal_id tells the moments of one deal apart where several are cut at once.
#: may_snapshot: a field without history may be read as it stands now.  is_open: the deal is open at that moment.
MOMENT_COLUMNS = {
    "deal_id": "int64",
    "record_id": "int64",
    "as_of": "int64",
    "known_by": "int64",
    "may_snapshot": "boolean",
    "is_open": "boolean",
}

#: tables whose rows may have no day of their own: once known, they count
_UNDATED = {"member", "touch", "rival", "debrief"}

#: words of book.deal -> the deal's column, which is also the field of the history
_WORDS_STOOD = {"segment": "segment", "product": "product", "channel": "source_channel"}

#: fields of which a book says what stood then, and those of them of which what a later change did away with is read too
_OVERWRITTEN = ("amount", "owner", *_WORDS_STOOD.values())
_STOOD = ("stage", *_OVERWRITTEN)


def moment_table() -> ir.Table:
    """The moments to cut at, as the engine holds them."""
    return ibis.table(MOMENT_COLUMNS, name="cut_moment")


def read_rows(name: str, *, part: bool = False) -> ir.Table:
    """The rows of one table of the book, uncut: as they lie in the record, or those of the part at hand."""
    rows = READERS[name]()
    return ibis.table(rows.schema(), name=f"part_{name}") if part else rows


class Cutter:
    """Makes the book's tables in an engine.

    tables: those that are asked for, besides book_deal.  part: rows are taken from the tables of a PartLoader.
    """

    def __init__(self, engine: Engine, tables: Iterable[str], home_currency: str, *, part: bool = False) -> None:
        self.engine = engine
        self._queries = {"book_deal": _compile_deals(home_currency, part, engine.dialect)}
        for name in READERS.keys() & set(tables):
            self._queries[f"book_{name}"] = _compile_rows(name, part, engine.dialect)

    def cut(self, moments: str | ir.Table) -> None:
        """Make the book's tables as of `moments`, a query for MOMENT_COLUMNS."""
        self.engine.make("cut_moment", moments)
        for name, query in self._queries.items():
            self.engine.make(name, query)


class PartLoader:
    """Copies the rows that were known by a moment, of the deals of a table, into the tables `part_NAME`."""

    def __init__(self, engine: Engine, tables: Iterable[str], known_by: int) -> None:
        self.engine = engine
        self.known_by = known_by
        self._queries = {name: compile_source(name, engine.dialect) for name in READERS.keys() & {*tables, "change"}}

    def load(self, deals: str) -> None:
        """deals: name of a table with record_id, and with the deal_id under which rows are copied: once for each."""
        for name, query in self._queries.items():
            columns = ", ".join(f'told."{column}"' for column in READERS[name]().columns if column != "deal_id")
            known = f"""SELECT asked.deal_id, {columns} FROM ({query}) AS told
                JOIN {deals} AS asked ON asked.record_id = told.deal_id WHERE told.known_at <= {self.known_by}"""
            self.engine.make(f"part_{name}", _narrow_words(name, known, self.engine.dialect))


def _compile_deals(home_currency: str, part: bool, dialect: str) -> str:
    key = ("deals", home_currency, part, dialect)
    return str(recall(key, lambda: compile_query(cut_deals(home_currency, part=part), dialect)))


def _compile_rows(name: str, part: bool, dialect: str) -> str:
    query = str(recall(("rows", name, part, dialect), lambda: compile_query(cut_rows(name, part=part), dialect)))
    return query if part else _narrow_words(name, query, dialect)


def compile_source(name: str, dialect: str) -> str:
    """SQL of the rows of one table of the book, uncut, as they lie in the record."""
    return str(recall(("source", name, dialect), lambda: compile_query(read_rows(name), dialect)))


def _narrow_words(name: str, query: str, dialect: str) -> str:
    """The query with words of a fixed list as one byte each, where the engine is DuckDB.

    They compare as texts do, their order included, since the list is sorted. Copies of millions of rows take four
    fifths of the memory, and questions of them two thirds of the time.
    """
    words = _WORDS.get(name)
    if dialect != "duckdb" or not words:
        return query
    casts = [f'CAST("{column}" AS ENUM({_list_words(told)})) AS "{column}"' for column, told in words.items()]
    return f"SELECT * REPLACE ({', '.join(casts)}) FROM ({query})"


def _list_words(column: Column) -> str:
    return ", ".join(quote_text(word) for word in sorted(column.values))


_ACTIVITY_WORDS = {name: TABLES["activity"].column(name) for name in ("kind", "direction", "status")}

#: the columns of the book's large tables that hold one of a fixed list of words
_WORDS: dict[str, dict[str, Column]] = {
    "event": _ACTIVITY_WORDS,
    "presence": {**_ACTIVITY_WORDS, "part": TABLES["activity_person"].column("part")},
    "seat": {**_ACTIVITY_WORDS, "part": TABLES["activity_person"].column("part")},
}


def cut_rows(name: str, *, part: bool = False) -> ir.Table:
    """The rows of one table that had happened and were known by each deal's moment."""
    rows, moment = read_rows(name, part=part), moment_table()
    if name == "demand":
        return cut_demands(rows, read_rows("change", part=part), moment).select(*SCHEMAS[name])
    joined = rows.inner_join(moment.select("deal_id", "as_of", "known_by", "record_id", "is_open"), "deal_id")
    happened = joined.happened_at <= joined.as_of
    if name in _UNDATED:
        happened |= joined.happened_at.isnull()
    kept = joined.filter(happened & (joined.known_at <= joined.known_by))
    return _CUTS.get(name, lambda rows: rows)(kept).select(*SCHEMAS[name])


def _cut_members(kept: ir.Table) -> ir.Table:
    """Those who still had their role, with the seniority that they had then."""
    still = kept.filter(kept.until.isnull() | (kept.until > kept.as_of))
    placed = still.filter((still.rank_since <= still.as_of) & (still.rank_until > still.as_of))
    known_rank = (placed.rank_known_at <= placed.known_by).ifelse(placed["rank"], 0)
    return placed.mutate(rank=ibis.coalesce(known_rank, 0))


def _cut_turnover(kept: ir.Table) -> ir.Table:
    """Changes of people, with what was known by then of who serves their former employer."""
    is_known = kept.rival_known_at <= ibis.least(kept.known_by, kept.as_of)
    return kept.mutate(from_rival_buyer=is_known.ifelse(kept.from_rival_buyer, ibis.null("boolean")))


def _cut_promises(kept: ir.Table) -> ir.Table:
    """Promises; one that was kept later was not yet."""
    is_ahead = kept.done_at > kept.as_of
    return kept.mutate(
        is_done=is_ahead.fill_null(False).ifelse(ibis.literal(False), kept.is_done),
        done_at=is_ahead.ifelse(ibis.null("int64"), kept.done_at),
    )


def _cut_debriefs(kept: ir.Table) -> ir.Table:
    """Debriefs with the steps that were taken by the moment.

    A look back ends at the buyer's last word; whoever announced a debrief after it, while the deal was open, did so.
    """
    life = life_table()
    closes = life.select(record_id=life.deal_id, close_at=life.closed_at)
    told = kept.left_join(closes, "record_id")
    until = told.is_open.ifelse(told.as_of, ibis.greatest(told.as_of, ibis.coalesce(told.close_at - 1, told.as_of)))
    ahead = ibis.null("int64")
    return told.mutate(
        announced_at=(told.announced_at <= until).ifelse(told.announced_at, ahead),
        asked_at=(told.asked_at <= told.as_of).ifelse(told.asked_at, ahead),
        held_at=(told.held_at <= told.as_of).ifelse(told.held_at, ahead),
    )


#: tables of which more has to be cut than rows
_CUTS: dict[str, Callable[[ir.Table], ir.Table]] = {
    "member": _cut_members,
    "turnover": _cut_turnover,
    "promise": _cut_promises,
    "debrief": _cut_debriefs,
}


def cut_deals(home_currency: str, *, part: bool = False) -> ir.Table:
    """book.deal: stage, amount, owner, segment, product and channel as they stood at each moment.

    They come from the history; without one, from the deal itself only where its present state may be read, or what
    stood there before it was changed after the moment. The stage of a closed deal never is: it tells the outcome.
    """
    moment, life = moment_table(), life_table()
    deal = standing_rows("deal")
    deals = (
        moment.inner_join(life.select(record_id=life.deal_id, opened_at=life.opened_at), "record_id")
        .inner_join(deal, moment.record_id == deal.id, rname="{name}_now")
        .left_join(_read_standing(part=part), "deal_id", rname="{name}_stood")
        .left_join(_read_overwritten(part=part), "deal_id", rname="{name}_before")
    )
    amount_kept = deals.amount_changed.fill_null(False).ifelse(deals.amount_before, drop_nought(deals.amount))
    owner_kept = deals.owner_changed.fill_null(False).ifelse(deals.owner_before, deals.owner_id)
    snapshot = deals.may_snapshot
    priced = deals.mutate(
        amount_then=ibis.coalesce(deals.stood_amount, snapshot.ifelse(amount_kept, ibis.null("float64"))),
        owner_then=ibis.coalesce(deals.stood_owner, snapshot.ifelse(owner_kept, ibis.null("int64"))),
    )
    rated = add_rate(priced, "as_of", home_currency)
    amount = rated.amount_then * rated.rate
    return rated.select(
        "deal_id",
        "as_of",
        "opened_at",
        account_id=rated.account_id,
        owner_id=rated.owner_then,
        pipeline=rated.pipeline,
        stage=ibis.coalesce(
            rated.stood_stage, (rated.may_snapshot & rated.is_open).ifelse(rated.stage, ibis.null("string"))
        ),
        stage_entered_at=rated.stage_entered_at,
        amount=amount,
        size_band=name_size_band(amount),
        **{name: _read_word(rated, column) for name, column in _WORDS_STOOD.items()},
        history_complete=ibis.coalesce(rated.history_complete, False),
        is_look_back=~rated.is_open,
    )


def _read_word(deals: ir.Table, column: str) -> ir.StringValue:
    kept = deals[f"{column}_changed"].fill_null(False).ifelse(deals[f"{column}_before"], deals[column])
    return ibis.coalesce(deals[f"stood_{column}"], deals.may_snapshot.ifelse(kept, ibis.null("string")))


def _read_standing(*, part: bool) -> ir.Table:
    """The last known value of each field, one row a deal."""
    change, moment = read_rows("change", part=part), moment_table()
    joined = change.filter(change["field"].isin(_STOOD)).inner_join(
        moment.select("deal_id", "as_of", "known_by"), "deal_id"
    )
    readable = joined.filter((joined.changed_at <= joined.as_of) & (joined.known_at <= joined.known_by))
    last = pick_latest(readable, ["deal_id", "field"], ["changed_at", "sequence", "row_id"])
    owned = _find_owners(last, last.new_value)
    return owned.group_by("deal_id").aggregate(
        stood_stage=owned.new_value.max(where=owned["field"] == "stage"),
        stage_entered_at=owned.changed_at.max(where=owned["field"] == "stage"),
        stood_amount=parse_amount(owned.new_value).max(where=owned["field"] == "amount"),
        stood_owner=owned.told_owner.max(where=owned["field"] == "owner"),
        **{f"stood_{column}": owned.new_value.max(where=owned["field"] == column) for column in _WORDS_STOOD.values()},
    )


def _read_overwritten(*, part: bool) -> ir.Table:
    """What the first change that was not known at each moment did away with, where present state may be read.

    One row a deal. Such a change was made after the moment, or before it and known only later.
    """
    change, moment = read_rows("change", part=part), moment_table()
    asked = moment.filter(moment.may_snapshot).select("deal_id", "as_of", "known_by")
    joined = change.filter(change["field"].isin(_OVERWRITTEN)).inner_join(asked, "deal_id")
    later = joined.filter((joined.changed_at > joined.as_of) | (joined.known_at > joined.known_by))
    first = pick_first(later, ["deal_id", "field"], ["changed_at", "sequence", "row_id"])
    owned = _find_owners(first, first.old_value)
    return owned.group_by("deal_id").aggregate(
        amount_changed=(owned["field"] == "amount").any(),
        amount_before=parse_amount(owned.old_value).max(where=owned["field"] == "amount"),
        owner_changed=(owned["field"] == "owner").any(),
        owner_before=owned.told_owner.max(where=owned["field"] == "owner"),
        **{f"{column}_changed": (owned["field"] == column).any() for column in _WORDS_STOOD.values()},
        **{f"{column}_before": owned.old_value.max(where=owned["field"] == column) for column in _WORDS_STOOD.values()},
    )


def _find_owners(changes: ir.Table, value: ir.StringValue) -> ir.Table:
    """`changes` with `told_owner`: the seller whom the value names by the source's id."""
    seller = standing_rows("seller")
    owners = seller.group_by("source_id").aggregate(told_owner=seller.id.min(), other=seller.id.max())
    known = owners.filter(owners.told_owner == owners.other).drop("other")
    return changes.left_join(known, value == known.source_id, rname="{name}_of_seller")

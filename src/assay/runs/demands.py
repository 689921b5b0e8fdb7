"""Which fields the stages of a deal ask for, and whether they were filled at a moment."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.runs.record_tables import pick_first, pick_latest, standing_rows

#: name of a field, as stage_requirement and stage_history spell it -> the deal's column
_COLUMNS = {
    "amount": "amount",
    "close_date": "close_date_stated",
    "close_date_stated": "close_date_stated",
    "owner": "owner_id",
    "probability": "probability",
    "forecast_category": "forecast_category",
    "discount": "discount",
    "currency": "currency",
    "segment": "segment",
    "product": "product",
    "source_channel": "source_channel",
    "deal_type": "deal_type",
    "account": "account_id",
    "name": "name",
}

#: as stage_history names what a requirement may name by its column
_HISTORY_NAMES = {"close_date_stated": "close_date"}

_ROWS = ("deal_id", "row_id", "stage", "field")
_ORDER = ["changed_at", "sequence", "row_id"]


def read_demands() -> ir.Table:
    """Every field that some stage of the deal's pipeline asks for, with whether it is filled now (`stands`).

    A field that is no column of the deal is looked for among the user's own; `stands` is null where it is neither.
    """
    demand, deal = standing_rows("stage_requirement"), standing_rows("deal")
    asked = demand.select(
        row_id=demand.id,
        source=demand.source,
        instance=demand.instance,
        demand_pipeline=demand.pipeline,
        stage=demand.stage,
        field=demand["field"],
        demand_known_at=demand.known_at,
    )
    both = deal.inner_join(asked, ["source", "instance"])
    placed = both.filter(both.demand_pipeline.isnull() | (both.demand_pipeline == both.pipeline))
    key = placed["field"].strip().lower()
    keyed = placed.mutate(field=ibis.cases(*[(key == told, name) for told, name in _HISTORY_NAMES.items()], else_=key))
    told = keyed.left_join(_find_own_fields(), ["source", "instance", "field"], rname="{name}_of_own")
    holds = told.custom.lower().contains(ibis.literal('"').concat(told["field"], '":'))
    return told.select(
        "row_id",
        "stage",
        "field",
        deal_id=told.id,
        stands=ibis.cases(
            *[(told["field"] == name, told[column].notnull()) for name, column in _COLUMNS.items()],
            (told.is_own.fill_null(False), holds.fill_null(False)),
            else_=ibis.null("boolean"),
        ),
        known_at=ibis.greatest(told.known_at, told.demand_known_at),
        happened_at=ibis.null("int64"),
    )


def cut_demands(rows: ir.Table, changes: ir.Table, moment: ir.Table) -> ir.Table:
    """Of `rows` (read_demands) those whose stage the deal had come to by its moment, as book.demand has them.

    changes: the deal's history, uncut.  What the history tells of a field goes before what stands now, which is read
    only where the moment allows it.
    """
    asked = moment.select("deal_id", "as_of", "known_by", "may_snapshot")
    joined = changes.inner_join(asked, "deal_id")
    readable = joined.filter(joined.known_at <= joined.known_by)
    happened = readable.filter(readable.changed_at <= readable.as_of)
    known = rows.inner_join(asked, "deal_id")
    known = known.filter(known.known_at <= known.known_by).mutate(entered=known.stage.strip().lower())
    reached = known.inner_join(_find_entered(happened), ["deal_id", "entered"])
    stood = reached.left_join(_read_stood(happened), ["deal_id", "field"], rname="{name}_stood")
    told = stood.left_join(
        _read_before(readable.filter(readable.changed_at > readable.as_of)), ["deal_id", "field"], rname="{name}_before"
    )
    return told.select(
        *_ROWS,
        asked_at=told.asked_at,
        is_filled=ibis.coalesce(told.is_set, told.was_set, told.may_snapshot.ifelse(told.stands, ibis.null("boolean"))),
    )


def _find_entered(happened: ir.Table) -> ir.Table:
    """Each stage of a deal once, in small letters, with the first day on which it is known to have come to it."""
    moves = happened.filter(happened.field == "stage")
    came = moves.select("deal_id", entered=moves.new_value, entered_at=moves.changed_at)
    left = moves.select("deal_id", entered=moves.old_value, entered_at=ibis.null("int64"))
    deal = Book().deal
    stands = deal.select("deal_id", entered=deal.stage, entered_at=deal.stage_entered_at)
    steps = ibis.union(came, left, stands)
    words = steps.filter(steps.entered.notnull()).mutate(entered=steps.entered.strip().lower())
    return words.group_by(["deal_id", "entered"]).aggregate(asked_at=words.entered_at.min())


def _read_stood(happened: ir.Table) -> ir.Table:
    """Whether the last change of each field left it filled."""
    last = pick_latest(_fold_fields(happened), ["deal_id", "field"], _ORDER)
    return last.select("deal_id", "field", is_set=_is_told(last.new_value))


def _read_before(later: ir.Table) -> ir.Table:
    """Whether the first change after the moment found each field filled."""
    first = pick_first(_fold_fields(later), ["deal_id", "field"], _ORDER)
    return first.select("deal_id", "field", was_set=_is_told(first.old_value))


def _fold_fields(changes: ir.Table) -> ir.Table:
    return changes.mutate(field=changes.field.lower())


def _is_told(value: ir.StringValue) -> ir.BooleanValue:
    return value.strip().nullif("").notnull()


def _find_own_fields() -> ir.Table:
    """The user's own fields of deals, by source, in small letters: one that a deal lacks is empty there."""
    own = standing_rows("source_field")
    deals = own.filter(own.table_name == "deal")
    return deals.select("source", "instance", field=deals.field.lower(), is_own=True).distinct()

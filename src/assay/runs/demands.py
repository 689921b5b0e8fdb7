"""Which fields the stages of a deal ask for, and whether they were filled at a moment."""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.runs.money import drop_nought
from assay.runs.record_tables import pick_first, pick_latest, standing_rows

#: name of a field, as stage_history spells it -> the deal's column
_COLUMNS = {
    "amount": "amount",
    "close_date": "close_date_stated",
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
    "loss_reason": "loss_reason_stated",
}

#: names by which a rule may call a field -> the one in stage_history
_HISTORY_NAMES = {
    "close_date_stated": "close_date",
    "owner_id": "owner",
    "account_id": "account",
    "loss_reason_stated": "loss_reason",
    "channel": "source_channel",
}

_ROWS = ("deal_id", "row_id", "stage", "field")
_ORDER = ["changed_at", "sequence", "row_id"]

#: the source of rows that were written by hand and name none: rules of ours, whatever system the deals are in
_BY_HAND = "interchange"


def read_demands() -> ir.Table:
    """Every field that some stage of the deal's pipeline asks for, with whether it is filled now (`stands`).

    A stage is asked for by its code or its label: a row for each `word` under which the history may name it. A field
    that is no column of the deal is looked for among the user's own; `stands` is null where it is neither.
    """
    deal = standing_rows("deal").mutate(deal_pipeline=lambda rows: _fold_word(rows.pipeline))
    both = deal.inner_join(_spell_stages(), ["source", "instance"])
    placed = both.filter(both.demand_pipeline.isnull() | (both.demand_pipeline == both.deal_pipeline))
    told = placed.left_join(_find_own_fields(), ["source", "instance", "field"], rname="{name}_of_own")
    standing = [(told["field"] == name, _is_standing(told, column)) for name, column in _COLUMNS.items()]
    holds = _holds(told.custom, told.spelled) | _holds(told.custom, told.heading) | _holds(told.custom, told.other)
    return told.select(
        "row_id",
        "field",
        "word",
        deal_id=told.id,
        stage=told.asking_stage,
        stands=ibis.cases(*standing, (holds, True), (told.heading.notnull(), False), else_=ibis.null("boolean")),
        known_at=ibis.greatest(told.known_at, told.demand_known_at),
        happened_at=ibis.null("int64"),
    )


def cut_demands(rows: ir.Table, changes: ir.Table, moment: ir.Table) -> ir.Table:
    """Of `rows` (read_demands) those whose stage the deal had come to by its moment, as book.demand has them.

    changes: the deal's history, uncut.  What the history tells of a field goes before what stands now, which is read
    only where the moment allows it. A rule that is written twice counts once.
    """
    asked = moment.select("deal_id", "as_of", "known_by", "may_snapshot")
    joined = changes.inner_join(asked, "deal_id")
    readable = joined.filter(joined.known_at <= joined.known_by)
    happened, later = readable.filter(readable.changed_at <= readable.as_of), readable.changed_at > readable.as_of
    known = rows.inner_join(asked, "deal_id")
    reached = known.filter(known.known_at <= known.known_by).inner_join(_find_entered(happened), ["deal_id", "word"])
    rule = reached.group_by([*_ROWS, "stands", "may_snapshot"]).aggregate(asked_at=reached.asked_at.min())
    once = pick_first(rule.mutate(word=_fold_word(rule.stage)), ["deal_id", "word", "field"], ["row_id"])
    stood = once.left_join(_read_stood(happened), ["deal_id", "field"], rname="{name}_stood")
    told = stood.left_join(_read_before(readable.filter(later)), ["deal_id", "field"], rname="{name}_before")
    now = told.may_snapshot.ifelse(told.stands, ibis.null("boolean"))
    return told.select(*_ROWS, asked_at=told.asked_at, is_filled=ibis.coalesce(told.is_set, told.was_set, now))


def _spell_stages() -> ir.Table:
    """The rules, in small letters, once for each word that a deal's source uses for the stage."""
    rules, stage = _place_rules(), standing_rows("stage")
    by_code = rules.inner_join(_name_stages(stage, stage.code, stage.label), ["source", "instance", "word"])
    by_label = rules.inner_join(_name_stages(stage, stage.label, stage.code), ["source", "instance", "word"])
    other = ibis.union(by_code, by_label)
    same = other.stage_pipeline.isnull() | other.demand_pipeline.isnull()
    fitting = other.filter(same | (other.stage_pipeline == other.demand_pipeline))
    spelled = fitting.mutate(
        word=fitting.other_word, demand_pipeline=ibis.coalesce(fitting.demand_pipeline, fitting.stage_pipeline)
    )
    return ibis.union(rules, spelled.select(*rules.columns), distinct=True)


def _place_rules() -> ir.Table:
    """The rules of each source of deals: its own, and those that are written by hand and belong to none."""
    demand, deal = standing_rows("stage_requirement"), standing_rows("deal")
    field = _fold_field(demand["field"])
    rules = demand.select(
        "source",
        "instance",
        row_id=demand.id,
        asking_stage=demand.stage,
        word=_fold_word(demand.stage),
        demand_pipeline=_fold_word(demand.pipeline),
        field=ibis.cases(*[(field == told, name) for told, name in _HISTORY_NAMES.items()], else_=field),
        spelled=demand["field"].strip(),
        demand_known_at=demand.known_at,
    )
    sources = deal.select("source", "instance").distinct()
    by_hand = rules.filter(rules.source == _BY_HAND).drop("source", "instance").cross_join(sources)
    return ibis.union(rules.filter(rules.source != _BY_HAND), by_hand.select(*rules.columns))


def _name_stages(stage: ir.Table, word: ir.StringValue, other: ir.StringValue) -> ir.Table:
    named = stage.select(
        "source",
        "instance",
        stage_pipeline=_fold_word(stage.pipeline),
        word=_fold_word(word),
        other_word=_fold_word(other),
    )
    return named.filter(named.word != named.other_word)


def _is_standing(deals: ir.Table, column: str) -> ir.BooleanValue:
    return (drop_nought(deals[column]) if column == "amount" else deals[column]).notnull()


def _holds(custom: ir.StringValue, heading: ir.StringValue) -> ir.BooleanValue:
    """Whether the JSON of a deal's own fields has a value under a heading."""
    name = ibis.literal('"') + heading.replace("\\", "\\\\").replace('"', '\\"') + '":'
    packed = custom.replace('": ', '":')
    has_none = packed.contains(name + "null") | packed.contains(name + '""')
    return (packed.contains(name) & ~has_none).fill_null(False)


def _find_entered(happened: ir.Table) -> ir.Table:
    """Each stage of a deal once, in small letters, with the first day on which it is known to have come to it."""
    moves = happened.filter(happened.field == "stage")
    came = moves.select("deal_id", entered=moves.new_value, entered_at=moves.changed_at)
    left = moves.select("deal_id", entered=moves.old_value, entered_at=ibis.null("int64"))
    deal = Book().deal
    stands = deal.select("deal_id", entered=deal.stage, entered_at=deal.stage_entered_at)
    steps = ibis.union(came, left, stands)
    words = steps.filter(steps.entered.notnull()).mutate(word=_fold_word(steps.entered))
    return words.group_by(["deal_id", "word"]).aggregate(asked_at=words.entered_at.min())


def _read_stood(happened: ir.Table) -> ir.Table:
    """Whether the last change of each field left it filled."""
    last = pick_latest(_fold_fields(happened), ["deal_id", "field"], _ORDER)
    return last.select("deal_id", "field", is_set=_is_told(last, last.new_value))


def _read_before(later: ir.Table) -> ir.Table:
    """Whether the first change after the moment found each field filled."""
    first = pick_first(_fold_fields(later), ["deal_id", "field"], _ORDER)
    return first.select("deal_id", "field", was_set=_is_told(first, first.old_value))


def _fold_fields(changes: ir.Table) -> ir.Table:
    field = _fold_field(changes["field"])
    return changes.mutate(
        field=ibis.cases(*[(field == told, name) for told, name in _HISTORY_NAMES.items()], else_=field)
    )


def _is_told(changes: ir.Table, value: ir.StringValue) -> ir.BooleanValue:
    """Whether a value of the history fills its field; an amount of nought does not."""
    is_nought = (changes["field"] == "amount") & value.strip().re_search(r"^-?0+(\.0*)?$")
    return value.strip().nullif("").notnull() & ~is_nought.fill_null(False)


def _find_own_fields() -> ir.Table:
    """The own fields of each source of deals, as their headings are written: one that a deal lacks is empty there."""
    own = standing_rows("source_field")
    deals = own.filter(own.table_name == "deal").mutate(heading=own["field"], field=_fold_field(own["field"]))
    by_name = deals.group_by(["source", "instance", "field"])
    return by_name.aggregate(heading=deals.heading.min(), other=deals.heading.max())


def _fold_field(field: ir.StringValue) -> ir.StringValue:
    """`Close date`, `close-date` and `close_date` are one field."""
    return _fold_word(field).replace(" ", "_").replace("-", "_")


def _fold_word(word: ir.StringValue) -> ir.StringValue:
    return word.strip().lower()

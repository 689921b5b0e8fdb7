"""Append-only changes of a deal's stage, amount, close date and other fields."""

from assay.tables.column import Column, Table

STAGE_HISTORY = Table(
    "stage_history",
    "Append-only changes of a deal's stage, amount, close date and other fields.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column(
            "field",
            "text",
            "stage, amount, close_date, owner, probability, forecast_category, discount, loss_reason, segment, "
            "product, source_channel or any other",
            required=True,
        ),
        Column("old_value", "text", "old value"),
        Column("new_value", "text", "dates as YYYY-MM-DD, money as a plain decimal"),
        Column("changed_at", "time", "changed at", required=True),
        Column("changed_by", "id", "the seller", refers="seller"),
        Column(
            "basis",
            "text",
            "where the change was read",
            required=True,
            values=("source_history", "field_history", "snapshot_diff", "created"),
        ),
        Column("sequence", "whole", "order within one deal and moment", required=True),
    ),
    sort=("deal_id", "changed_at", "sequence"),
)

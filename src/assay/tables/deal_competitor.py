"""A competitor in one deal."""

from assay.tables.column import Column, Table

DEAL_COMPETITOR = Table(
    "deal_competitor",
    "A competitor in one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("competitor_id", "id", "the competitor", required=True, refers="competitor"),
        Column("part", "text", "part", required=True, values=("won_by", "incumbent", "present", "unknown")),
        Column("named_at", "time", "when it was first named"),
        Column("basis", "text", "basis"),
    ),
    sort=("deal_id", "id"),
)

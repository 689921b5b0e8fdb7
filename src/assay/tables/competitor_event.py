"""Something a competitor did, dated and sourced."""

from assay.tables.column import Column, Table

COMPETITOR_EVENT = Table(
    "competitor_event",
    "Something a competitor did, dated and sourced.",
    (
        Column("competitor_id", "id", "the competitor", required=True, refers="competitor"),
        Column("theme", "text", "theme"),
        Column("what", "text", "what", required=True),
        Column("occurred_at", "time", "occurred at"),
        Column("link", "text", "link"),
        Column("typed_by", "id", "the seller", refers="seller"),
    ),
)

"""A marketing campaign or nurture programme."""

from assay.tables.column import Column, Table

CAMPAIGN = Table(
    "campaign",
    "A marketing campaign or nurture programme.",
    (
        Column("name", "text", "name", required=True),
        Column("kind", "text", "kind"),
        Column("parent_id", "id", "the campaign that this one is a step of", refers="campaign"),
        Column("started_at", "time", "started at"),
        Column("ended_at", "time", "ended at"),
    ),
)

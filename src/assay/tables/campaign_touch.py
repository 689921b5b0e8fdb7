"""Marketing reached a person."""

from assay.tables.column import Column, Table

CAMPAIGN_TOUCH = Table(
    "campaign_touch",
    "Marketing reached a person.",
    (
        Column("campaign_id", "id", "the campaign", refers="campaign"),
        Column("person_id", "id", "the person", required=True, refers="person"),
        Column(
            "kind",
            "text",
            "member, sent, opened, clicked, registered, attended, submitted or the source's word",
            required=True,
        ),
        Column("responded", "yes_no", "responded"),
        Column("occurred_at", "time", "occurred at"),
    ),
    sort=("person_id", "occurred_at"),
)

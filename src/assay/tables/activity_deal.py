"""Which deal an activity belongs to."""

from assay.tables.column import Column, Table

ACTIVITY_DEAL = Table(
    "activity_deal",
    "Which deal an activity belongs to.",
    (
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column(
            "basis", "text", "basis", required=True, values=("source", "inferred_contact", "inferred_account", "manual")
        ),
        Column("confidence", "number", "0 to 1"),
    ),
    sort=("activity_id", "id"),
    is_laid=False,
)

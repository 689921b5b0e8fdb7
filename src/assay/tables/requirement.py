"""What the buyer required, or what we thought they did."""

from assay.tables.column import Column, Table

REQUIREMENT = Table(
    "requirement",
    "What the buyer required, or what we thought they did.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("what", "text", "what", required=True),
        Column("ours", "yes_no", "what we thought"),
        Column("theirs", "yes_no", "what the buyer required"),
        Column("met", "yes_no", "met"),
        Column("statement_id", "id", "the statement", refers="statement"),
    ),
    sort=("deal_id", "id"),
)

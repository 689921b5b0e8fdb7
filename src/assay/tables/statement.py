"""What a person said about a deal."""

from assay.tables.column import Column, Table

#: SQL of the statements that everybody may read who may see their deal; all others never leave their circle
OPEN_STATEMENT = "coalesce(circle, '') = ''"

STATEMENT = Table(
    "statement",
    "What a person said about a deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("side", "text", "side", required=True, values=("rep", "buyer", "peer", "manager", "auditor")),
        Column("speaker_id", "whole", "the person or seller who said it"),
        Column(
            "origin",
            "text",
            "origin",
            required=True,
            values=(
                "crm_reason",
                "crm_note",
                "email",
                "transcript",
                "debrief",
                "buyer_form",
                "letter_reply",
                "self_analysis",
                "peer_view",
                "investigation",
                "audit",
                "play",
            ),
        ),
        Column("occurred_at", "time", "occurred at"),
        Column("text", "text", "text", required=True),
        Column("circle", "text", "who may see it; empty: everybody who may see the deal"),
    ),
    sort=("deal_id", "occurred_at"),
)

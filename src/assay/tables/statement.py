"""What a person said about a deal."""

from assay.tables.column import Column, Table

#: SQL of the statements that everybody may read who may see their deal; all others never leave their circle
OPEN_STATEMENT = "coalesce(circle, '') = ''"

STATEMENT = Table(
    "statement",
    "What a person said about a deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("side", "text", "side", required=True, values=("rep", "buyer", "peer", "manager", "auditor", "unknown")),
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
        Column("quoted_table", "text", "a passage of another row, coded by a person: the table of that row"),
        Column("quoted_row", "whole", "id of that row"),
        Column("quoted_start", "whole", "first character of the passage in the text of that row, from 0"),
        Column("quoted_end", "whole", "character after its last"),
    ),
    sort=("deal_id", "occurred_at"),
)

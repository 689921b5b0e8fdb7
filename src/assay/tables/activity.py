"""A call, e-mail, meeting, demo, proposal, task, note, chat or letter."""

from assay.tables.column import Column, Table

ACTIVITY = Table(
    "activity",
    "A call, e-mail, meeting, demo, proposal, task, note, chat or letter.",
    (
        Column(
            "kind",
            "text",
            "kind",
            required=True,
            values=("call", "email", "meeting", "demo", "proposal", "task", "note", "chat", "letter"),
        ),
        Column(
            "direction",
            "text",
            "inbound: from the buyer",
            required=True,
            values=("inbound", "outbound", "internal", "unknown"),
        ),
        Column("occurred_at", "time", "occurred at"),
        Column("due_at", "time", "due at"),
        Column("completed_at", "time", "completed at"),
        Column(
            "status",
            "text",
            "status",
            required=True,
            values=("planned", "held", "moved", "cancelled", "missed", "unknown"),
        ),
        Column("duration_s", "whole", "seconds"),
        Column("subject", "text", "subject"),
        Column("body", "text", "body"),
        Column("attachments", "text", "attachments"),
        Column("recording", "text", "recording"),
        Column("is_automated", "yes_no", "sent by a system, such as a sequence"),
        Column("thread", "text", "thread"),
        Column("owner_id", "id", "the seller", refers="seller"),
    ),
    sort=("occurred_at", "id"),
    is_laid=False,
)

"""A structured talk after a close."""

from assay.tables.column import Column, Table

DEBRIEF = Table(
    "debrief",
    "A structured talk after a close.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("announced_at", "time", "announced at"),
        Column("asked_at", "time", "asked at"),
        Column("channel", "text", "channel"),
        Column("answer", "text", "answer", values=("agreed", "declined", "silent")),
        Column("held_at", "time", "held at"),
        Column("kind", "text", "kind", required=True, values=("buyer", "self", "peer", "investigation", "audit")),
        Column("guide", "text", "guide"),
        Column("by_whom", "id", "the seller", refers="seller"),
    ),
    sort=("deal_id", "id"),
)

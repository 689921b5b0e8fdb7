"""One turn of speech in a transcript."""

from assay.tables.column import Column, Table

UTTERANCE = Table(
    "utterance",
    "One turn of speech in a transcript.",
    (
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("position", "whole", "position", required=True),
        Column("start_ms", "whole", "start ms"),
        Column("end_ms", "whole", "end ms"),
        Column("speaker", "text", "as the transcript names them"),
        Column("person_id", "id", "the person", refers="person"),
        Column("seller_id", "id", "the seller", refers="seller"),
        Column("side", "text", "side", required=True, values=("buyer", "seller", "partner", "unknown")),
        Column("text", "text", "text", required=True),
    ),
    sort=("activity_id", "position"),
)

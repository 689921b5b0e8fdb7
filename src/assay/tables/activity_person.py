"""Who took part in an activity."""

from assay.tables.column import Column, Table

ACTIVITY_PERSON = Table(
    "activity_person",
    "Who took part in an activity.",
    (
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("person_id", "id", "the person", refers="person"),
        Column("seller_id", "id", "the seller", refers="seller"),
        Column("side", "text", "side", required=True, values=("buyer", "seller", "partner", "unknown")),
        Column(
            "part",
            "text",
            "part",
            required=True,
            values=("from", "to", "cc", "organizer", "attendee", "caller", "callee"),
        ),
        Column("named_as", "text", "the name or address by which the source named them"),
    ),
    sort=("activity_id", "id"),
    is_laid=False,
)

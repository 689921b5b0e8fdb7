"""Anyone on our side."""

from assay.tables.column import Column, Table

SELLER = Table(
    "seller",
    "Anyone on our side.",
    (
        Column("name", "text", "name"),
        Column("email", "text", "lower case"),
        Column("role", "text", "role"),
        Column("team", "text", "team"),
        Column("manager_id", "id", "the seller", refers="seller"),
        Column("hired_on", "day", "hired on"),
        Column("is_active", "yes_no", "is active"),
        Column(
            "same_as",
            "id",
            "the seller of an earlier source who is the same person; this row is deleted then",
            refers="seller",
        ),
    ),
)

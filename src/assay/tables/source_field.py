"""A field of the user's own, as found in the source."""

from assay.tables.column import Column, Table

SOURCE_FIELD = Table(
    "source_field",
    "A field of the user's own, as found in the source.",
    (
        Column("table_name", "text", "the canonical table", required=True),
        Column("field", "text", "the heading", required=True),
        Column("type", "text", "type", required=True, values=("text", "number", "day", "time", "yes_no")),
        Column("fill_share", "number", "share of rows that hold a value, 0 to 1"),
        Column("examples", "json", "up to five values"),
    ),
)

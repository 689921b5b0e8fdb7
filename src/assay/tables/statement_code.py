"""A statement coded into a driver and a theme."""

from assay.tables.column import Column, Table

STATEMENT_CODE = Table(
    "statement_code",
    "A statement coded into a driver and a theme.",
    (
        Column("statement_id", "id", "the statement", required=True, refers="statement"),
        Column("driver", "text", "driver", required=True),
        Column("theme", "text", "theme"),
        Column("about", "id", "empty: about us", refers="competitor"),
        Column("polarity", "text", "polarity"),
        Column("span", "text", "span"),
        Column("coder", "text", "coder", required=True, values=("rule", "model", "person")),
        Column("confidence", "number", "0 to 1"),
    ),
    sort=("statement_id", "id"),
)

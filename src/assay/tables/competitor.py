"""A company that sells against us."""

from assay.tables.column import Column, Table

COMPETITOR = Table(
    "competitor",
    "A company that sells against us.",
    (
        Column("name", "text", "name", required=True),
        Column("aliases", "json", "list of other names"),
    ),
)

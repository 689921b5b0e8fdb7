"""Somebody joined, left, was promoted or moved at the buyer."""

from assay.tables.column import Column, Table

PERSON_CHANGE = Table(
    "person_change",
    "Somebody joined, left, was promoted or moved at the buyer.",
    (
        Column("account_id", "id", "the account", refers="account"),
        Column("person_id", "id", "the person", refers="person"),
        Column("name", "text", "name"),
        Column("title", "text", "the new title"),
        Column("old_title", "text", "old title"),
        Column("change", "text", "change", required=True, values=("joined", "left", "promoted", "moved")),
        Column("from_employer", "text", "from employer"),
        Column("mandate", "text", "such as cost cutting"),
        Column("occurred_at", "time", "occurred at"),
        Column("basis", "text", "basis", required=True, values=("import", "crm_title_change", "typed")),
    ),
    sort=("account_id", "occurred_at"),
)

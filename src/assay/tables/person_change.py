"""Somebody joined, left, was promoted or moved at the buyer, or the record first learnt their title."""

from assay.tables.column import Column, Table
from assay.tables.person import PERSON

_SENIORITY = PERSON.column("seniority").values

PERSON_CHANGE = Table(
    "person_change",
    "Somebody joined, left, was promoted or moved at the buyer, or the record first learnt their title.",
    (
        Column("account_id", "id", "the account", refers="account"),
        Column("person_id", "id", "the person", refers="person"),
        Column("name", "text", "name"),
        Column("title", "text", "the new title"),
        Column("old_title", "text", "old title"),
        Column("seniority", "text", "of the person with the new title", values=_SENIORITY),
        Column("old_seniority", "text", "of the person before", values=_SENIORITY),
        Column(
            "change",
            "text",
            "recorded: the person had no title in the record before, which is no change at the buyer",
            required=True,
            values=("joined", "left", "promoted", "moved", "recorded"),
        ),
        Column("from_employer", "text", "from employer"),
        Column("mandate", "text", "such as cost cutting"),
        Column("occurred_at", "time", "occurred at"),
        Column("basis", "text", "basis", required=True, values=("import", "crm_title_change", "typed")),
    ),
    sort=("account_id", "occurred_at"),
)

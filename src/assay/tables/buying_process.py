"""How an account gathers information and decides."""

from assay.tables.column import Column, Table

BUYING_PROCESS = Table(
    "buying_process",
    "How an account gathers information and decides.",
    (
        Column("account_id", "id", "the account", required=True, refers="account"),
        Column("how", "text", "how", required=True),
        Column("who_decides", "text", "who decides"),
        Column("occurred_at", "time", "occurred at"),
        Column("statement_id", "id", "the statement", refers="statement"),
    ),
)

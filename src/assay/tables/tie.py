"""A relationship through which somebody could talk to a buyer."""

from assay.tables.column import Column, Table

TIE = Table(
    "tie",
    "A relationship through which somebody could talk to a buyer.",
    (
        Column("person_id", "id", "the person", required=True, refers="person"),
        Column("account_id", "id", "the account", refers="account"),
        Column("deal_id", "id", "the deal", refers="deal"),
        Column(
            "kind",
            "text",
            "what ties them",
            required=True,
            values=("adviser", "partner", "reference", "former_employee", "colleague"),
        ),
        Column("since", "time", "since"),
        Column("until", "time", "until"),
        Column("basis", "text", "how it is known"),
    ),
)

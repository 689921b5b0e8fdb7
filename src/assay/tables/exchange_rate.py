"""One unit of a currency in the home currency on a day."""

from assay.tables.column import Column, Table

EXCHANGE_RATE = Table(
    "exchange_rate",
    "One unit of a currency in the home currency on a day.",
    (
        Column("currency", "text", "currency", required=True),
        Column("day", "day", "day", required=True),
        Column("rate", "number", "rate", required=True),
    ),
    sort=("currency", "day"),
)

"""What currencies were worth on a day, all of one instance in one currency, which the source chose.

Salesforce calls that one the corporate currency. It need not be the home currency in which money is shown: what a deal
is worth there follows from the rates of both.
"""

from assay.tables.column import Column, Table

EXCHANGE_RATE = Table(
    "exchange_rate",
    "What currencies were worth on a day, all in one currency that the source chose.",
    (
        Column("currency", "text", "currency", required=True),
        Column("day", "day", "day", required=True),
        Column("rate", "number", "one unit of the currency in the one that the source chose", required=True),
    ),
    sort=("currency", "day"),
)

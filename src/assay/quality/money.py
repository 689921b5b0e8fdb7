"""Deals that no figure in money can count."""

import duckdb

from assay.quality.remark import Remark, count_rows

_NO_RATE = """
amount IS NOT NULL AND currency IS NOT NULL
AND currency <> (SELECT currency FROM deal WHERE currency IS NOT NULL AND amount IS NOT NULL AND NOT is_deleted
  GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
AND currency NOT IN (SELECT currency FROM exchange_rate WHERE NOT is_deleted)"""


def check_amounts(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals without an amount, and those whose currency has no exchange rate."""
    none, of, no_rate, priced = count_rows(
        connection,
        f"""SELECT count(*) FILTER (amount IS NULL), count(*), count(*) FILTER ({_NO_RATE}), count(amount)
        FROM deal WHERE NOT is_deleted""",
    )
    currencies = connection.execute(
        f"SELECT currency, count(*) FROM deal WHERE {_NO_RATE} AND NOT is_deleted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5"
    ).fetchall()
    return [
        Remark(
            "No amount",
            none,
            of,
            "deals",
            none,
            "They are left out of every figure in money, and have no size by which to compare them.",
            "Include the amount in the export, and fill it in where the CRM lacks it, of lost deals too.",
            "mend" if none * 2 < of else "export",
        ),
        Remark(
            "Amount in a currency without an exchange rate",
            no_rate,
            priced,
            "deals with an amount",
            no_rate,
            "They are left out of every figure in money.",
            "Import exchange rates: a file exchange_rate.csv with the columns currency, day, rate.",
            "export",
            tuple(f"{currency}: {n:,}" for currency, n in currencies),
        ),
    ]

"""A company on the buyer's side."""

from assay.tables.column import Column, Table

ACCOUNT = Table(
    "account",
    "A company on the buyer's side.",
    (
        Column("name", "text", "the name as the source has it", required=True),
        Column("domain", "text", "web domain"),
        Column("industry", "text", "industry"),
        Column("employee_count", "whole", "number of employees"),
        Column("annual_revenue", "money", "annual revenue"),
        Column("country", "text", "country"),
        Column("parent_account_id", "id", "the account", refers="account"),
        Column("owner_id", "id", "the seller", refers="seller"),
    ),
)

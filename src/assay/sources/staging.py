"""The staging tables between a mapping and the landing: DuckDB tables that live as long as one import.

land_<table>    every canonical column but import_run and file_no, and `row` (source row, NULL for rows that stem from a
                whole file, such as source_field), `order_no` (of two rows with one id the later wins), `primary_row`
                (false: a by-product, which may only fill what is empty).
land_provides   which columns of which table the primary rows of row_from..row_to state: what they leave empty is empty.
land_name       the name that a file gives to an id which rows of other files hold.
land_skip       source rows that land nothing on purpose, with the reason; they count as merged.
land_alias      old_id is another id of the row new_id of table_name; references within this import point to new_id.
reject          source rows that cannot be used (raw.REJECT_COLUMNS).
"""

import duckdb

from assay.sources.raw import REJECT_COLUMNS
from assay.store.quoting import quote_name
from assay.tables import CANONICAL
from assay.tables.column import Table

#: canonical columns that the import itself fills
MADE_LATER = ("import_run", "file_no")

_FIXED = {
    "land_provides": {
        "table_name": "VARCHAR",
        "column_name": "VARCHAR",
        "row_from": "BIGINT",
        "row_to": "BIGINT",
    },
    "land_name": {"source": "VARCHAR", "kind": "VARCHAR", "id": "VARCHAR", "name": "VARCHAR"},
    "land_skip": {"row": "BIGINT", "reason": "VARCHAR"},
    "land_alias": {"table_name": "VARCHAR", "old_id": "BIGINT", "new_id": "BIGINT"},
    "reject": REJECT_COLUMNS,
}


def staging_columns(table: Table) -> dict[str, str]:
    """Column -> DuckDB type of the staging table of a canonical table."""
    columns = {column.name: column.sql_type for column in table.columns if column.name not in MADE_LATER}
    return {**columns, "row": "BIGINT", "order_no": "BIGINT", "primary_row": "BOOLEAN"}


def create_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the staging tables that the connection does not hold yet."""
    wanted = {f"land_{table.name}": staging_columns(table) for table in CANONICAL}
    for name, columns in {**wanted, **_FIXED}.items():
        spec = ", ".join(f"{quote_name(column)} {kind}" for column, kind in columns.items())
        connection.execute(f"CREATE TABLE IF NOT EXISTS {quote_name(name)} ({spec})")

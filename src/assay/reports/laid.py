"""Whether a connection reads the rows of deals from where they lie by deal."""

import duckdb

#: the name under which the file with such rows is attached
LAID = "laid"


def is_laid(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether rows are found by indices there, for which nothing else may be filtered on in the same breath."""
    found = connection.execute(f"SELECT 1 FROM duckdb_databases() WHERE database_name = '{LAID}'").fetchall()
    return bool(found)

"""Keys of rows that Assay adds beside those of a source."""

from assay.domain.key import SEPARATOR, hash_sql


def row_key_sql(source: str, instance: str, table: str, source_id: str) -> str:
    """DuckDB SQL for the key of a row whose source, instance and source id are given as SQL (domain/key.py)."""
    return hash_sql(f"{source} || '{SEPARATOR}' || {instance} || '{SEPARATOR}{table}{SEPARATOR}' || {source_id}")

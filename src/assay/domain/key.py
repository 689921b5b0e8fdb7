"""One stable integer key for every row of the record.

A key is 63 bits of the MD5 of `source|instance|table|source_id`: the same in Python and in DuckDB's SQL, no table of
keys to keep, and integer joins. At ten million rows of one table two rows share a key once in 180,000
records; an import that finds such a pair is refused.
"""

import hashlib

SEPARATOR = "|"


def make_key(source: str, instance: str, table: str, source_id: str) -> int:
    """The key of one row: 0 <= key < 2**63."""
    text = SEPARATOR.join((source, instance, table, source_id))
    # the last eight bytes, the lowest first: the upper half of DuckDB's md5_number
    return int.from_bytes(hashlib.md5(text.encode(), usedforsecurity=False).digest()[8:], "little") >> 1


def key_sql(source: str, instance: str, table: str, source_id_sql: str) -> str:
    """DuckDB SQL for the key of the row whose source id is given by `source_id_sql`; NULL stays NULL."""
    prefix = SEPARATOR.join((source, instance, table, "")).replace("'", "''")
    return hash_sql(f"'{prefix}' || {source_id_sql}")


def hash_sql(text_sql: str) -> str:
    """DuckDB SQL for the key of a whole text, such as make_key puts together; NULL stays NULL."""
    # the same as md5_number_lower(...) >> 1, at a quarter of its cost
    return f"(md5_number({text_sql}) >> 65)::BIGINT"

"""Ids that a spreadsheet has spoilt: it keeps 15 digits of a number and writes long ones as 1.23E+17."""

import re
from collections.abc import Sequence

import duckdb

_ID = re.compile(r"(?:^|[^A-Za-z])(?i:ids?)$|[a-z](?:Id|ID)s?$|^(?i:id)\b")
_SCIENTIFIC = r"\d(?:[.,]\d+)?E\+\d+"
_ROUNDED = r"\d{15}0+"
LOOK_AT = 100_000
"""Rows looked at: a spreadsheet that spoils ids does so in every row."""
FEWEST = 2
"""Values that must look spoilt before anything is said."""


def note_spoilt_ids(connection: duckdb.DuckDBPyConnection, table: str, headings: Sequence[str]) -> list[str]:
    """A note for each column of ids in a raw table whose values look spoilt."""
    notes = []
    for index, heading in enumerate(headings):
        if not _ID.search(heading):
            continue
        cell = f"c{index}"
        # a plain look first: patterns are dear, and almost no id is spoilt
        written = f"{cell} >= '0' AND {cell} < ':' AND contains({cell}, 'E+')"
        long_id = f"strlen({cell}) > 15"
        query = (
            f"SELECT count(*) FILTER ({written} AND regexp_full_match({cell}, '{_SCIENTIFIC}')), "
            f"count(*) FILTER ({long_id} AND ends_with({cell}, '0') AND regexp_full_match({cell}, '{_ROUNDED}')), "
            f"count(*) FILTER ({long_id}) FROM (SELECT {cell} FROM {table} LIMIT {LOOK_AT})"
        )
        [(scientific, rounded, long)] = connection.execute(query).fetchall()
        if scientific >= FEWEST:
            notes.append(f"{heading}: {scientific:,} ids are written as 1.23E+17; export them as text")
        if rounded >= FEWEST and rounded == long:
            notes.append(
                f"{heading}: all {rounded:,} long ids end in 0, as when Excel keeps 15 digits; export them as text"
            )
    return notes

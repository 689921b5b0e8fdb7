"""Finds the deal that somebody means."""

from assay.domain.errors import InputError
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES


def find_deal(home: Home, told: str) -> tuple[int, str]:
    """The id and name of the deal with this id, id of its source, or name. Raises InputError for none or several."""
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 20 else -1
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        found = connection.execute(
            """SELECT id, coalesce(name, source_id) FROM deal WHERE NOT is_deleted
               AND (id = $1 OR source_id = $2 OR lower(name) = lower($2)) LIMIT 2""",
            [number if number < 2**63 else -1, told],
        ).fetchall()
    if len(found) == 1 and told:
        return int(found[0][0]), str(found[0][1])
    what = "More than one deal is" if found and told else "No deal is"
    raise InputError(
        f"{what} called “{told}”.", fix="Give the id of the CRM, or the number in the address of its page."
    )

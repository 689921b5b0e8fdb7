"""Whether what follows from a run was worked out, and of which run."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Followed:
    """run_id: the run that it was worked out of last; empty where it never was.  is_current: that is the last one."""

    run_id: str = ""
    is_current: bool = False

    @property
    def is_made(self) -> bool:
        """Whether it was worked out at all."""
        return bool(self.run_id)


def find_followed(connection: duckdb.DuckDBPyConnection, part: str) -> Followed:
    """How the part of that name stands."""
    found = connection.execute(
        """SELECT c.run_id, c.run_id = r.run_id FROM conclusion c LEFT JOIN run r ON true WHERE c.part = ?""", [part]
    ).fetchall()
    return Followed(str(found[0][0]), bool(found[0][1])) if found else Followed()

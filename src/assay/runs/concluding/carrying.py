"""What follows from an earlier run stands until it is worked out of this one."""

from assay.runs.clock import Clock
from assay.runs.earlier import Earlier
from assay.runs.gathering import Gathering
from assay.tables.concluded.every import CONCLUDED


def carry_conclusions(gathering: Gathering, earlier: Earlier | None, clock: Clock) -> None:
    """Tables fin_NAME of all that was concluded from the earlier run, which the table conclusion names.

    Nothing of it stands where an earlier day was asked about: it may tell what was not known by then.
    """
    then = earlier.identity if earlier else None
    stands = then is not None and then.as_of <= clock.as_of and then.known_by <= clock.known_by
    for table in CONCLUDED:
        gathering.make(f"fin_{table.name}", f"SELECT * FROM {table.name} WHERE {str(stands).lower()}")

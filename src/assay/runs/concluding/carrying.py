"""What follows from an earlier run stands until it is worked out of this one."""

from assay.runs.clock import Clock
from assay.runs.earlier import Earlier
from assay.runs.gathering import Gathering
from assay.store.quoting import quote_name
from assay.tables.concluded.every import CONCLUDED


def carry_conclusions(gathering: Gathering, earlier: Earlier | None, clock: Clock) -> None:
    """Tables fin_NAME of all that was concluded from the earlier run, which the table conclusion names.

    Nothing of it stands where an earlier day was asked about: it may tell what was not known by then; nor rows that an
    earlier version of Assay wrote without a column that they must have by now.
    """
    then = earlier.identity if earlier else None
    stands = then is not None and then.as_of <= clock.as_of and then.known_by <= clock.known_by
    for table in CONCLUDED:
        whole = [f"{quote_name(column.name)} IS NOT NULL" for column in table.columns if column.required]
        conditions = " AND ".join([str(stands).lower(), *whole])
        gathering.make(f"fin_{table.name}", f"SELECT * FROM {table.name} WHERE {conditions}")

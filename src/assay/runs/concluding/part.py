"""One part of what follows from a run."""

from collections.abc import Callable
from dataclasses import dataclass

from assay.runs.clock import Clock
from assay.runs.gathering import Gathering
from assay.store.home import Home
from assay.tables.column import Table

#: takes a step as it begins, and the share that is done, 0 to 1
Report = Callable[[str, float], None]


@dataclass(frozen=True)
class Work:
    """What a part reads.

    gathering: its engine holds the record as the run read it, its local DuckDB the results under the names of their
    tables, the record too where that lies in a folder, and of the parts before this one each table under new_NAME.
    clock: the run's own moment: nothing known later counts.  report: tells how far a long part is.
    """

    gathering: Gathering
    clock: Clock
    home: Home
    run_id: str
    report: Report


@dataclass(frozen=True)
class Part:
    """tables: those that `make` makes, each as local table new_NAME with the columns of the table.

    step: what is shown while it works.  version: greater by one whenever it would say something else of the same run.
    needs: what else it rests on, such as a setting, as a text; the part is made anew when that changes.
    """

    name: str
    step: str
    tables: tuple[Table, ...]
    make: Callable[[Work], None]
    version: int = 1
    needs: Callable[[Home], str] = lambda home: ""

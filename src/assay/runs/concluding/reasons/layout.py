"""Deals by drivers as a run knows them: how long each deal lived, and which drivers there are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.runs.deal_weeks import MOST_WEEKS, WEEK
from assay.runs.gathering import Gathering
from assay.words.taxonomy import Taxonomy
from assay.words.taxonomy.driver import OTHER, UNKNOWN

Whole = NDArray[np.int64]

#: outcomes that are losses
LOST = ("lost", "no_decision")


@dataclass(frozen=True)
class Layout:
    """Deals (n,) in the order of their ids, and drivers (k,) in that of the taxonomy.

    first: epoch seconds from which its weeks are counted.  length: how many weeks it has, 1 at least.
    """

    deal_id: Whole
    view: NDArray[np.object_]
    outcome: NDArray[np.object_]
    first: Whole
    until: Whole
    length: Whole
    drivers: tuple[str, ...]
    whose: tuple[str, ...]

    @property
    def lost(self) -> NDArray[np.bool_]:
        lost: NDArray[np.bool_] = np.isin(self.outcome.astype(str), LOST)
        return lost

    @property
    def asked(self) -> NDArray[np.bool_]:
        """Those that a verdict is reached of: lost ones and open ones."""
        asked: NDArray[np.bool_] = self.lost | (self.view == "open")
        return asked


def lay_out(gathering: Gathering, taxonomy: Taxonomy) -> Layout:
    """The deals of the run. A deal whose opening is not known begins with the first thing said of it.

    Of a life of more than MOST_WEEKS weeks its last ones are read.
    """
    found = gathering.local.connection.execute(
        """SELECT m.deal_id, m.view, m.outcome, m.as_of AS until,
            least(coalesce(m.opened_at, s.first, m.as_of - 1), m.as_of - 1) AS first
        FROM moment m LEFT JOIN (
            SELECT deal_id, min(occurred_at) AS first FROM mention GROUP BY 1) s ON s.deal_id = m.deal_id
        ORDER BY m.deal_id"""
    ).fetchnumpy()
    until = np.asarray(found["until"], dtype=np.int64)
    first = np.maximum(np.asarray(found["first"], dtype=np.int64), until - MOST_WEEKS * WEEK)
    drivers = [driver for driver in taxonomy.in_use if driver.code not in (OTHER, UNKNOWN)]
    return Layout(
        deal_id=np.asarray(found["deal_id"], dtype=np.int64),
        view=np.asarray(found["view"], dtype=object),
        outcome=np.asarray(found["outcome"], dtype=object),
        first=first,
        until=until,
        length=np.clip((until - first) // WEEK + 1, 1, MOST_WEEKS),
        drivers=tuple(driver.code for driver in drivers),
        whose=tuple(driver.whose for driver in drivers),
    )

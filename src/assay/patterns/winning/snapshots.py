"""Deals as they were known on days a month apart, while they were open."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from assay.domain.spans import DAY
from assay.stats.additive import Columns
from assay.stats.censored import weigh_by_censoring

Flag = NDArray[np.bool_]
Whole = NDArray[np.int64]
Number = NDArray[np.float64]


@dataclass(frozen=True)
class Snapshots:
    """Rows in the order of deal and day, (n,) each.

    deal: its id.  at: the day, epoch seconds.  opened, closed, close_known: of the deal; closed is nan while it is
    open.  won: 1 for deals that are won by now.  values: (n, k) as named, nan where missing, kinds as codes of `kinds`.
    end_stage: code of the stage in which an ended deal was last open.  stated: the probability that the CRM stated
    then, nan where it states none.  beyond: deals that were not drawn.
    """

    deal: Whole
    at: Whole
    opened: Number
    closed: Number
    close_known: Number
    won: Number
    names: tuple[str, ...]
    is_kind: tuple[bool, ...]
    values: Number
    kinds: dict[str, tuple[str, ...]]
    end_stage: Number
    stated: Number
    beyond: int

    @property
    def columns(self) -> Columns:
        """What a score is made of."""
        return Columns(self.names, self.is_kind, self.values)

    def take(self, rows: Flag) -> "Snapshots":
        """The same of `rows`."""
        by_row = {"deal", "at", "opened", "closed", "close_known", "won", "values", "end_stage", "stated"}
        return replace(self, **{one.name: getattr(self, one.name)[rows] for one in fields(self) if one.name in by_row})

    def without(self, shut_out: set[str]) -> "Snapshots":
        """The same less some columns."""
        kept = np.asarray([name not in shut_out for name in self.names], dtype=bool)
        return replace(
            self,
            names=tuple(name for name in self.names if name not in shut_out),
            is_kind=tuple(kind for kind, stays in zip(self.is_kind, kept, strict=True) if stays),
            values=self.values[:, kept],
        )

    def read_ends(self, moment: int) -> tuple[Flag, Number]:
        """Which deals were known at the moment to have ended, and what each row weighs for what has not.

        Open deals are watched up to the moment, and count as cut off there (weigh_by_censoring).
        """
        has_ended = np.nan_to_num(self.close_known, nan=np.inf) <= moment
        until = np.where(has_ended, np.nan_to_num(self.closed), float(moment))
        return has_ended, weigh_by_censoring(np.ceil((until - self.at) / DAY), has_ended)

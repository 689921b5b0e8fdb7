"""Which deals a reader may see, as every query takes it that tells of deals beside the one that is open."""

from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import list_ids


@dataclass(frozen=True)
class Sight:
    """By default all deals. sellers: those of these owners alone, None for all.  deals: besides, these single ones.

    closed: not these, whatever else opens them.
    """

    sellers: Collection[int] | None = None
    deals: Collection[int] = ()
    closed: Collection[int] = ()

    def sql(self, deal: str) -> str:
        """SQL of the condition on the table of deals that is called `deal`."""
        opened = "true"
        if self.sellers is not None:
            opened = f"({deal}.owner_id IN ({list_ids(self.sellers)}) OR {deal}.id IN ({list_ids(self.deals)}))"
        return f"coalesce({opened} AND {deal}.id NOT IN ({list_ids(self.closed)}), false)"


EVERYTHING = Sight()

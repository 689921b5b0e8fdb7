"""Which deals somebody may see: what every query of the catalogue takes."""

from dataclasses import dataclass

from assay.asking.sight import Sight


@dataclass(frozen=True)
class Scope:
    """The deals that one user may see: all of them, or those of some sellers and some single ones besides.

    team_sellers: whose sellers' deals the patterns of the user's team are made of; None for all.  closed: deals that
    are shut to the user for now, whatever else opens them, such as one that is to be audited without knowing it.
    """

    everything: bool = False
    sellers: frozenset[int] = frozenset()
    deals: frozenset[int] = frozenset()
    team_sellers: frozenset[int] | None = frozenset()
    closed: frozenset[int] = frozenset()

    def holds(self, deal_id: int, owner_id: int | None) -> bool:
        """Whether the deal may be seen."""
        if deal_id in self.closed:
            return False
        return self.everything or owner_id in self.sellers or deal_id in self.deals

    @property
    def sight(self) -> Sight:
        """The same, as queries beyond the catalogue take it."""
        return Sight(None if self.everything else self.sellers, self.deals, self.closed)


NOTHING = Scope()

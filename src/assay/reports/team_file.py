"""What the team page is made from: rows of the results as read, before any wording or drawing."""

from dataclasses import dataclass

from assay.reports.before_file import Balance, Before
from assay.reports.deal_file import Run

#: outcomes that the list of lost deals holds
LOST = ("lost", "no_decision")


@dataclass(frozen=True)
class Total:
    """All deals of one outcome; `value` is the sum in the home currency over the `priced` ones, None where it would
    tell of single deals.
    """

    outcome: str
    deals: int
    priced: int
    value: float | None


@dataclass(frozen=True)
class Rate:
    """Outcomes of one cohort and period, with the win rate on one base and its 95 % interval."""

    cohort: str
    period: str
    base: str
    won: int
    lost: int
    no_decision: int
    disqualified: int
    open: int
    unknown: int
    rate: float | None
    low: float | None
    high: float | None
    won_value: float | None
    lost_value: float | None

    @property
    def decided(self) -> int:
        return self.won + self.lost + self.no_decision


@dataclass(frozen=True)
class Age:
    """Shares won and lost by one age."""

    age_days: int
    won: float
    won_low: float
    won_high: float
    lost: float
    lost_low: float
    lost_high: float
    at_risk: int


@dataclass(frozen=True)
class Coverage:
    """How many deals of one view one signal could answer."""

    signal: str
    view: str
    deals: int
    unknown: int


@dataclass(frozen=True)
class Group:
    """Outcomes of the deals that hold one value of the field asked for."""

    value: str
    won: int
    lost: int
    no_decision: int
    open: int
    won_value: float | None

    @property
    def decided(self) -> int:
        return self.won + self.lost + self.no_decision


@dataclass(frozen=True)
class Currency:
    """A currency other than the home currency: its deals, the rates at which they count, how many have none."""

    code: str
    deals: int
    lowest: float | None
    highest: float | None
    unpriced: int


@dataclass(frozen=True)
class ListedDeal:
    """One line of a list of ended deals; `findings` is how many signals fired."""

    id: int
    source_id: str
    name: str
    account: str
    outcome: str
    closed_at: int | None
    amount: float | None
    findings: int


@dataclass(frozen=True)
class TeamFile:
    """Everything that the team page says."""

    run: Run
    invented: bool
    totals: tuple[Total, ...]
    rates: tuple[Rate, ...]
    ages: tuple[Age, ...]
    coverage: tuple[Coverage, ...]
    currencies: tuple[Currency, ...]
    ended: tuple[ListedDeal, ...]
    field: str
    groups: tuple[Group, ...]
    before: tuple[Before, ...]
    balance: Balance

    @property
    def lost(self) -> tuple[ListedDeal, ...]:
        """Deals lost, or ended without a decision."""
        return tuple(deal for deal in self.ended if deal.outcome in LOST)

    @property
    def others(self) -> tuple[ListedDeal, ...]:
        """Deals that ended in another way: won, disqualified."""
        return tuple(deal for deal in self.ended if deal.outcome not in LOST)

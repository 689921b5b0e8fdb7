"""Which deals the figures of a page rest on, and the SQL of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from assay.reports.catalogue.scope import Scope
from assay.runs.rates import write_quarter
from assay.store.quoting import quote_text

#: every deal's moment, also where a connection shows some alone: main.moment would be its own table of that name
WHOLE = "memory.main.moment"

#: cohort -> the moment by which its deals are counted
MOMENTS = {"opening": "opened_at", "closing": "closed_at"}

#: what win rates are taken over
BASES = ("all", "sold")


@dataclass(frozen=True)
class Choice:
    """What deals must be, all at once.

    population: the sellers whose deals somebody's patterns are made of; None for every deal.  team, unit: the sellers
    of a team of ours, or of one as the CRM names it; None for any.  first, last: quarters such as 2025-Q1, empty for
    none, of the cohort's moment.  base: "sold" leaves out deals that ended without a decision.  fiscal_start: the month
    with which the first quarter begins.
    """

    population: frozenset[int] | None = None
    team: frozenset[int] | None = None
    unit: frozenset[int] | None = None
    segment: str = ""
    product: str = ""
    cohort: str = "closing"
    first: str = ""
    last: str = ""
    base: str = "all"
    fiscal_start: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether these are all deals of the record."""
        return self.population is None and not self.list_terms()

    def list_terms(self) -> list[str]:
        """A condition for each thing chosen besides the population, on moment as m and deal as d."""
        at = f"m.{MOMENTS[self.cohort]}"
        found = [write_owned(sellers) for sellers in (self.team, self.unit) if sellers is not None]
        found += [f"m.segment = {quote_text(self.segment)}"] if self.segment else []
        found += [f"m.product = {quote_text(self.product)}"] if self.product else []
        ends = ((">=", self.first), ("<=", self.last))
        quarter_of = write_quarter(at, self.fiscal_start)
        bounds = [f"{quarter_of} {sign} {quote_text(quarter)}" for sign, quarter in ends if quarter]
        found += [f"({at} IS NOT NULL AND {' AND '.join(bounds)})"] if bounds else []
        return found + (["m.outcome <> 'no_decision'"] if self.base == "sold" else [])

    def write_population(self) -> str:
        """The condition on deals that nobody's choice goes beyond."""
        return "true" if self.population is None else write_owned(self.population)


def write_owned(sellers: Iterable[int]) -> str:
    """The condition that one of `sellers` owns the deal d."""
    numbers = ", ".join(str(int(seller)) for seller in sorted(sellers))
    return f"coalesce(d.owner_id IN ({numbers}), false)" if numbers else "false"


def write_hidden(scope: Scope) -> str:
    """Whether the deal d is one that may not be opened."""
    closed = ", ".join(str(int(deal)) for deal in sorted(scope.closed))
    if scope.everything:
        return f"d.id IN ({closed})" if closed else "false"
    granted = ", ".join(str(int(deal)) for deal in sorted(scope.deals))
    either = f" OR d.id IN ({granted})" if granted else ""
    seen = f"({write_owned(scope.sellers)}{either})"
    return f"NOT ({seen} AND d.id NOT IN ({closed}))" if closed else f"NOT {seen}"

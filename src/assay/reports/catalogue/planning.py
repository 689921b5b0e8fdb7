"""Chooses where a query on deals begins, which SQLite cannot know: how many deals each value has is told here."""

from dataclasses import dataclass, replace

from assay.reports.catalogue.filtering import Filters, narrow_deals
from assay.reports.catalogue.layout import CALLS
from assay.reports.catalogue.opening import Catalogue, Rows
from assay.reports.catalogue.scope import Scope

#: fetching a deal and sorting it costs about so many times as much as passing by it in an index
_FETCH = 4


@dataclass(frozen=True)
class Plan:
    """A query: `source` is what follows FROM, with the deals as d; `terms` what follows WHERE."""

    source: str
    terms: tuple[str, ...]
    index: str
    narrow: bool
    is_walk: bool = False

    def add(self, *terms: str) -> "Plan":
        """The same with further conditions on d."""
        return replace(self, terms=(*self.terms, *terms))

    def read(self, catalogue: Catalogue, scope: Scope, columns: str, rest: str = "") -> Rows:
        """Rows of `columns`; rest: ORDER BY and what comes after."""
        return catalogue.read(scope, self._write(columns, rest), index=self.index, narrow=self.narrow)

    def count(self, catalogue: Catalogue, scope: Scope, most: int) -> int:
        """How many deals there are, at most `most`."""
        query = f"SELECT count(*) FROM ({self._write('1', f'LIMIT {int(most)}')})"
        return int(catalogue.read(scope, query, index=self.index, narrow=self.narrow)[0][0])

    def _write(self, columns: str, rest: str) -> str:
        return f"SELECT {columns} FROM {self.source} WHERE {' AND '.join(self.terms) or '1'} {rest}"


def plan_query(catalogue: Catalogue, scope: Scope, filters: Filters, walk: str, need: int) -> Plan:
    """The cheapest way to `need` deals in the order of the index deal_by_`walk`."""
    total = max(int(catalogue.meta["deals"]), 1)
    narrowing = narrow_deals(catalogue, filters)
    terms = tuple(narrowing.terms)
    in_scope = catalogue.count_in(scope)
    share = narrowing.share * min(in_scope / total, 1)
    # in the lists of home stand few of all deals, so that their index is short
    cost = min(float(total), need / max(share, 1 / total)) * (0.2 if walk in CALLS else 1)
    best = Plan("seen AS d", terms, f"deal_by_{walk}", narrow=False, is_walk=True)
    if not scope.everything and in_scope * _FETCH < cost:
        best, cost = Plan("seen AS d", terms, "", narrow=True), in_scope * _FETCH
    for count, index, linked in narrowing.drivers:
        if count * _FETCH < cost:
            cost = count * _FETCH
            source = f"({linked}) AS c CROSS JOIN seen AS d ON d.place = c.place" if linked else "seen AS d"
            best = Plan(source, terms, index, narrow=False)
    return best

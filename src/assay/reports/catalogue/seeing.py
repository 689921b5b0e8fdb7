"""The one place that says which deals a query may read. Queries read from `seen`, which holds no deal out of scope."""

import re
from collections.abc import Mapping

from assay.domain.errors import InputError
from assay.reports.catalogue.scope import Scope

_FORBIDDEN = re.compile(r"(\bfrom|\bjoin|,)\s*(main\s*\.\s*)?[\"'`\[]?deal(?!\w)", re.IGNORECASE)
_SEEN = re.compile(r"\b(from|join)\s+seen\b", re.IGNORECASE)


def write_seen(scope: Scope, owners: Mapping[int, int], *, index: str = "", narrow: bool = False) -> str:
    """The common table `seen` of a query: the columns of `deal`, of the deals that may be seen.

    owners: seller id -> owner_no, of sellers who own deals. index: read in its order. narrow: begin with the deals
    in scope, for a scope that holds few.
    """
    how = f" INDEXED BY {index}" if index else ""
    closed = ", ".join(str(int(deal)) for deal in sorted(scope.closed))
    apart = f" AND id NOT IN ({closed})" if closed else ""
    if scope.everything:
        return f"WITH seen AS (SELECT * FROM deal{how}{f' WHERE id NOT IN ({closed})' if closed else ''})"
    numbers = ", ".join(str(owners[seller]) for seller in sorted(scope.sellers) if seller in owners)
    granted = ", ".join(str(int(deal)) for deal in sorted(scope.deals))
    own = f"SELECT place FROM deal WHERE owner_no IN ({numbers})"
    let = f"SELECT place FROM deal WHERE id IN ({granted})"
    if narrow:
        return f"WITH seen AS (SELECT * FROM deal WHERE place IN ({own} UNION ALL {let}){apart})"
    either = f" OR place IN ({let})" if granted else ""
    return f"WITH seen AS (SELECT * FROM deal{how} WHERE (owner_no IN ({numbers}){either}){apart})"


def refuse_unseen(query: str) -> None:
    """Raises InputError for a query on deals that does not read them from `seen` alone."""
    if _FORBIDDEN.search(query) or not _SEEN.search(query):
        raise InputError(
            "A query on deals went around what the user may see.", fix="Read from seen, as Catalogue.read gives it."
        )

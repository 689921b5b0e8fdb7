"""A list as CSV: every deal of it, written as it is read."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

from assay.reports.catalogue.listing import ListedDeal
from assay.web.csv_lines import write_lines

#: heading -> how it is had from a deal
_TEXTS = ("source", "source_id", "name", "account", "outcome", "owner", "team", "segment", "product", "stage")
_DAYS = ("opened_at", "closed_at", "last_word_at")
HEADINGS = (
    "deal_id",
    *_TEXTS,
    "amount",
    "currency",
    "value",
    *_DAYS,
    "silence_days",
    "p_dead",
    "findings",
    "reason_stated",
)


def write_rows(deals: Iterable[ListedDeal], home_currency: str) -> Iterator[str]:
    """The lines, the headings first; value is in the home currency, which its heading names."""
    headings = [f"value_{home_currency}" if name == "value" else name for name in HEADINGS]
    return chain(["\ufeff"], write_lines(chain([headings], map(_list_cells, deals))))


def _list_cells(deal: ListedDeal) -> list[object]:
    days = [getattr(deal, name) for name in _DAYS]
    return [
        str(deal.id),
        *(getattr(deal, name) for name in _TEXTS),
        deal.amount,
        deal.currency,
        deal.value,
        *("" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat() for moment in days),
        deal.silence_days,
        None if deal.p_dead is None else round(deal.p_dead, 4),
        deal.findings,
        deal.reason,
    ]

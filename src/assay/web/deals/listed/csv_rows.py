"""A list as CSV: every deal of it, written as it is read, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from assay.domain.formula import guard_formula
from assay.reports.catalogue.listing import ListedDeal

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


class _Line:
    """What the CSV writer writes into: hands the line back."""

    def write(self, text: str) -> str:
        return text


def write_rows(deals: Iterable[ListedDeal], home_currency: str) -> Iterator[str]:
    """The lines, the headings first; value is in the home currency, which its heading names."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([f"value_{home_currency}" if name == "value" else name for name in HEADINGS])
    for deal in deals:
        yield writer.writerow(_list_cells(deal))


def _list_cells(deal: ListedDeal) -> list[object]:
    days = [getattr(deal, name) for name in _DAYS]
    return [
        str(deal.id),
        *(guard_formula(getattr(deal, name) or "") for name in _TEXTS),
        deal.amount,
        guard_formula(deal.currency or ""),
        deal.value,
        *("" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat() for moment in days),
        deal.silence_days,
        None if deal.p_dead is None else round(deal.p_dead, 4),
        deal.findings,
        guard_formula(deal.reason or ""),
    ]

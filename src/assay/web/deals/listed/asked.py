"""What the address of a list asks for: read leniently, and written back as short as it can be."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.layout import ORDERS
from assay.reports.catalogue.listing import After, Order
from assay.web.deals.listed.reasons import seek_reasons

#: parameter of the address -> field of Filters that takes several words, or several ids
WORDS = {
    "outcome": "outcomes",
    "team": "teams",
    "segment": "segments",
    "product": "products",
    "signal": "signals",
    "reason": "reasons",
}
NUMBERS = {"owner": "owners", "rival": "rivals"}

#: parameter -> (field of Filters, whether it names the last day)
DAYS = {
    "opened_from": ("opened_from", False),
    "opened_to": ("opened_until", True),
    "closed_from": ("closed_from", False),
    "closed_to": ("closed_until", True),
}

FIRST_ORDER = Order("opened", descending=True)
_MOST_VALUES, _MOST_TEXT, _LARGEST_ID = 50, 200, 2**63 - 1


@dataclass
class Asked:
    """A list as asked for. pairs: the parameters that were understood, in a fixed order, without order and page.

    problems: parameter -> what is wrong with what was typed.
    """

    filters: Filters
    order: Order
    after: After | None
    pairs: list[tuple[str, str]]
    problems: dict[str, str] = field(default_factory=dict)

    def write(
        self, *, without: tuple[str, str] | None = None, order: Order | None = None, after: After | None = None
    ) -> str:
        """The address's query, less one pair, in another order, or from another deal on."""
        pairs = [pair for pair in self.pairs if pair != without]
        chosen = order or self.order
        if chosen != FIRST_ORDER:
            pairs.append(("sort", f"{'-' if chosen.descending else ''}{chosen.name}"))
        if after is not None:
            pairs.append(("after", write_after(after)))
        return urlencode(pairs)


def read_asked(query: QueryDict) -> Asked:
    """What a query asks for. What cannot be understood plays no part; of days it is told."""
    wanted: dict[str, object] = {}
    pairs: list[tuple[str, str]] = []
    problems: dict[str, str] = {}
    for name, column in {**WORDS, **NUMBERS}.items():
        values = _read_values(query.getlist(name), is_number=name in NUMBERS)
        pairs += [(name, value) for value in values]
        if values:
            wanted[column] = _make_values(name, values)
    for name, (column, is_last) in DAYS.items():
        text = query.get(name, "").strip()[:_MOST_TEXT]
        if not text:
            continue
        day = _read_day(text)
        if day is None:
            problems[name] = _("“%(text)s” is no day. Write it as 2026-03-31.") % {"text": text}
            continue
        pairs.append((name, day.isoformat()))
        wanted[column] = _find_start(day + timedelta(days=1) if is_last else day)
    text = " ".join(query.get("text", "").replace("\0", "").split())[:_MOST_TEXT]
    if text:
        pairs.append(("text", text))
        wanted["text"] = text
    filters = Filters(**wanted)  # type: ignore[arg-type]
    return Asked(filters, _read_order(query.get("sort", "")), _read_after(query.get("after", "")), pairs, problems)


def write_after(after: After) -> str:
    """Where the next page begins, as the address holds it."""
    text = json.dumps([after.key, after.place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_after(text: str) -> After | None:
    try:
        key, place = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, binascii.Error):
        return None
    is_place = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < _LARGEST_ID
    is_key = key is None or (isinstance(key, str | int | float) and not isinstance(key, bool))
    if not is_place or not is_key or key != key or key in (float("inf"), float("-inf")):
        return None
    return After(key, place)


def _read_values(texts: Sequence[str], *, is_number: bool) -> list[str]:
    values = dict.fromkeys(text.strip()[:_MOST_TEXT] for text in texts[:_MOST_VALUES] if text.strip())
    if not is_number:
        return list(values)
    return [value for value in values if value.isascii() and value.isdecimal() and int(value) <= _LARGEST_ID]


def _make_values(name: str, values: Sequence[str]) -> tuple[object, ...]:
    if name == "reason":
        return seek_reasons(values)
    return tuple(int(value) for value in values) if name in NUMBERS else tuple(values)


def _read_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year < 9999 else None


def _find_start(day: date) -> int:
    """Days of deals are those of UTC, on every page and in every file."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _read_order(text: str) -> Order:
    name = text.removeprefix("-")
    return Order(name, text.startswith("-")) if name in ORDERS else FIRST_ORDER

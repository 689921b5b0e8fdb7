"""The log read back: filtered, cut into pages that stay fast however long it grows, and as CSV."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from assay.web.csv_lines import write_lines
from assay.web.people.log import LogEntry

#: rows on one page
PAGE = 50
_HEADINGS = ("at", "who", "act", "kind", "id", "what", "detail", "address")


@dataclass(frozen=True)
class Page:
    """Some rows of the log, newest first. older, newest: what follows ? in the address of the next and first page."""

    rows: list[LogEntry]
    older: str
    newest: str
    is_first: bool


def filter_log(told: dict[str, Any]) -> QuerySet[LogEntry]:
    """The rows that a LogForm's cleaned data asks for; days are those of the current time zone."""
    found = LogEntry.objects.all()
    if told.get("who"):
        found = found.filter(who__icontains=told["who"])
    for name in ("act", "kind"):
        if told.get(name):
            found = found.filter(**{name: told[name]})
    if told.get("since"):
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(told["since"], time.min)))
    if told.get("until"):
        found = found.filter(at__lt=timezone.make_aware(datetime.combine(told["until"] + timedelta(days=1), time.min)))
    return found


def cut_page(request: HttpRequest, found: QuerySet[LogEntry]) -> Page:
    """The page after the row that ?before= names (its time and id), the first one without or where it says nothing."""
    start = _read_start(request.GET.get("before", ""))
    if start is not None:
        at, number = start
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=number))
    rows = list(found[: PAGE + 1])
    asked = request.GET.copy()
    asked.pop("before", None)
    newest = asked.urlencode()
    older = ""
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        asked["before"] = f"{last.at.isoformat()}~{last.pk}"
        older = asked.urlencode()
    return Page(rows[:PAGE], older, newest, start is None)


def _read_start(text: str) -> tuple[datetime, int] | None:
    at, _, number = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(number)) if moment.tzinfo else None
    except ValueError:
        return None


def write_csv(rows: Iterable[LogEntry]) -> Iterator[str]:
    """The rows as CSV, line by line. Times are UTC."""
    return write_lines(chain([_HEADINGS], map(_list_cells, rows)))


def _list_cells(row: LogEntry) -> tuple[object, ...]:
    detail = json.dumps(row.detail, ensure_ascii=False, sort_keys=True) if row.detail else ""
    at = row.at.isoformat(timespec="seconds")
    return at, row.who, row.act, row.kind, row.object_id, row.what, detail, row.address


def list_values(name: str) -> list[str]:
    """The different values of a column of the log."""
    return sorted(LogEntry.objects.order_by().values_list(name, flat=True).distinct())

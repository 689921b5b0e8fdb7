"""All cases of a signal in one history: those with another baseline lie in another time, each with its own.

So one question serves them all, where the price of a question is that of planning it, whatever the number of rows.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from signals.histories import Case, History, Row

#: whole weeks, after which the calendar of the years up to 2099 repeats itself: 28 years
SPAN_DAYS = 10_227
SPAN = SPAN_DAYS * 86_400

#: 1 January 2010: what the cases tell lies within the 28 years from then
FIRST = 1_262_304_000

_TIMES = ("as_of", "since", "until", "valid_from", "valid_to")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def lay_end_to_end(cases: Sequence[Case]) -> History:
    """Deals keep their ids; each is answered by the baseline of its own case alone."""
    spans: dict[str, list[Case]] = {}
    for case in cases:
        spans.setdefault(str(case.history.rows["baseline"]), []).append(case)
    laid = History()
    for number, group in enumerate(spans.values()):
        for case in group:
            for name, rows in case.history.rows.items():
                if name != "baseline":
                    laid.rows[name] += [_move(row, number) for row in rows]
        laid.rows["baseline"] += [_move(_keep_within(row), number) for row in group[0].history.rows["baseline"]]
    return laid


def _move(row: Row, spans: int) -> Row:
    return {column: _move_value(column, value, spans) for column, value in row.items()}


def _move_value(column: str, value: Any, spans: int) -> Any:
    if isinstance(value, int) and (column.endswith("_at") or column in _TIMES):
        return value + spans * SPAN
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return str(date.fromisoformat(value) + timedelta(days=spans * SPAN_DAYS))
        except ValueError:
            return value
    return value


def _keep_within(row: Row) -> Row:
    """The part of a baseline's validity that lies within one span; nothing of it when it lies outside."""
    return {**row, "valid_from": max(row["valid_from"], FIRST), "valid_to": min(row["valid_to"], FIRST + SPAN)}

"""The fields of deals as they stand now, those of the source's own too, which might tell how a deal ended."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.patterns.winning.leaks import Candidate
from assay.runs.concluding.part import Work
from assay.tables.deal import DEAL

Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: deals of which fields are read: enough to know a leak by
_MOST_DEALS = 6_000

#: not tried: names, keys, and what says nothing of a deal
_BUT = frozenset(("name", "account_id", "owner_id", "opened_at", "history_complete"))

#: field of the deal -> field of its history
_HISTORIES = {"close_date_stated": "close_date", "loss_reason_stated": "loss_reason", "win_reason_stated": "win_reason"}


def read_candidates(work: Work, used: Collection[str]) -> tuple[list[Candidate], Whole, Number, Number]:
    """The fields, and of the deals read: their ids, when they ended (nan: open), 1 for won.

    used: columns of the score; a field that is none of them has no history that could be read.
    Of an earlier day nothing is read: what stands in a field now was not known then.
    """
    if not work.clock.is_now:
        return [], np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    engine = work.gathering.engine
    lives = work.gathering.rows(
        f"SELECT deal_id, closed_at, (outcome = 'won')::INT FROM run_wp_life ORDER BY deal_id LIMIT {_MOST_DEALS}"
    )
    engine.put("run_wp_asked", {"deal_id": "int64"}, [(row[0],) for row in lives])
    own = [column for column in DEAL.own if column.name not in _BUT]
    listed = ", ".join(f'd."{column.name}"' for column in own)
    rows = engine.rows(
        f"SELECT d.id, {listed}, d.custom FROM deal AS d JOIN run_wp_asked AS a ON a.deal_id = d.id ORDER BY d.id"
    )
    deal = np.asarray([row[0] for row in lives], dtype=np.int64)
    ended = np.asarray([np.nan if row[1] is None else row[1] for row in lives], dtype=np.float64)
    won = np.asarray([row[2] for row in lives], dtype=np.float64)
    if len(rows) != len(deal):
        return [], np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    after = _read_changes(work)
    found = []
    for place, column in enumerate(own, 1):
        history = _HISTORIES.get(column.name, column.name)
        found.append(_make(column.name, "own", [row[place] for row in rows], after.get(history)))
    customs = [json.loads(row[-1]) if row[-1] else {} for row in rows]
    for name in sorted({name for custom in customs for name in custom}):
        found.append(_make(name, "custom", [custom.get(name) for custom in customs], after.get(name)))
    read = {name.removeprefix("field:") for name in used}
    kept = [replace(one, has_history=one.name in read) for one in found if one.is_filled.any()]
    return kept, deal, ended, won


def _read_changes(work: Work) -> dict[str, tuple[float, int]]:
    """Of each field with a history the share of changes at the close or after it, and in how many ended deals."""
    found = work.gathering.rows(
        """SELECT c.field, avg((c.changed_at >= l.closed_at)::INT), count(DISTINCT c.deal_id)
        FROM run_wp_change AS c JOIN run_wp_life AS l ON l.deal_id = c.deal_id AND l.closed_at IS NOT NULL GROUP BY 1"""
    )
    return {name: (float(share), int(deals)) for name, share, deals in found}


def _make(name: str, kind: str, values: Sequence[Any], changes: tuple[float, int] | None) -> Candidate:
    share, deals = changes or (None, 0)
    told = [None if value is None or value == "" else value for value in values]
    numbers = _read_numbers(told)
    if numbers is not None:
        return Candidate(name, kind, number=numbers, after_end=share, changed=deals)
    words = np.asarray(["" if value is None else str(value) for value in told], dtype=object)
    return Candidate(name, kind, word=words, after_end=share, changed=deals)


def _read_numbers(values: Sequence[Any]) -> Number | None:
    """The values as numbers, a day as its number; None where one of them is neither."""
    found = np.full(len(values), np.nan)
    for place, value in enumerate(values):
        if value is None:
            continue
        try:
            found[place] = float(value.toordinal()) if hasattr(value, "toordinal") else float(value)
        except (TypeError, ValueError):
            return None
    return found

"""What came before losses stands until enough more deals have ended, and never rests on what came later."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assay.domain.interval import Interval
from assay.runs import weighed
from assay.runs.clock import Clock
from assay.runs.dated_events import EVENTS
from assay.runs.event_matching import Matched, Shares
from assay.runs.preceding import Preceding
from assay.runs.weighed import FEW, Weighed, weigh_or_keep, write_weighed

SPREAD = Interval(0.9, 1.3, 1.9, 70)


def find(event: str) -> Preceding:
    matched = Matched(2, 4, SPREAD, SPREAD, SPREAD, 0.1)
    shares = Shares(SPREAD, None)
    return Preceding(event, 3, 9, 2, 8, 2, shares, matched, SPREAD, None, SPREAD, 0.2, (1.0, 2.5))


FOUND = tuple(find(event.name) for event in EVENTS)


def ask(
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, Any], *, ended: int, as_of: int = 200, **asked: Any
) -> Weighed:
    """A run on a day with so many ended deals; what is found anew bears no interval."""
    fresh = [replace(found, hazard=None) for found in FOUND]
    monkeypatch.setattr(weighed, "weigh_events", lambda gathering, clock: fresh)
    gathering = SimpleNamespace(rows=lambda query: [(ended,)])
    clock = Clock(as_of=as_of, known_by=as_of, is_now=False, record_ends=as_of)
    return weigh_or_keep(gathering, clock, asked.get("world", "EUR"), kept, renew=asked.get("renew", False))  # type: ignore[arg-type]


def keep(ended: int = FEW, as_of: int = 100) -> dict[str, Any]:
    """What a run left, as it comes back from JSON."""
    kept: dict[str, Any] = json.loads(json.dumps(write_weighed(Weighed(as_of, ended, FOUND), "EUR")))
    return kept


def test_what_was_found_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, keep(), ended=FEW + 10) == Weighed(100, FEW, FOUND)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ({}, {"ended": FEW}),
        (keep(), {"ended": int(FEW * 1.05)}),
        (keep(ended=FEW - 1), {"ended": FEW - 1}),
        (keep(), {"ended": FEW - 1}),
        (keep(as_of=300), {"ended": FEW}),
        (keep(), {"ended": FEW, "world": "USD"}),
        (keep(), {"ended": FEW, "renew": True}),
        ({**keep(), "found": []}, {"ended": FEW}),
    ],
    ids=["first", "a twentieth more", "few", "fewer than then", "known later", "another currency", "renewed", "others"],
)
def test_it_is_weighed_anew_where_it_would_not_do(
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, Any], asked: dict[str, Any]
) -> None:
    again = ask(monkeypatch, kept, **asked)
    assert (again.as_of, again.ended) == (200, asked["ended"])
    assert all(found.hazard is None for found in again.found)

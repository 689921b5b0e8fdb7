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
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, Any], *, changed: int = 0, deals: int = FEW, **asked: Any
) -> Weighed:
    """A run on day 200, of so many deals; what is found anew bears no interval."""
    fresh = [replace(found, hazard=None) for found in FOUND]
    monkeypatch.setattr(weighed, "weigh_events", lambda gathering, clock: fresh)
    gathering = SimpleNamespace(rows=lambda query: [(deals,)])
    clock = Clock(as_of=200, known_by=200, is_now=False, record_ends=200)
    return weigh_or_keep(gathering, clock, kept, changed, renew=asked.get("renew", False))  # type: ignore[arg-type]


def keep(changed: int = 0, as_of: int = 100) -> dict[str, Any]:
    """What a run left, as it comes back from JSON."""
    kept: dict[str, Any] = json.loads(json.dumps(write_weighed(Weighed(as_of, changed, FOUND))))
    return kept


def test_what_was_found_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, keep()) == Weighed(100, 0, FOUND)


def test_changes_of_several_runs_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask(monkeypatch, keep(), changed=FEW // 30)
    assert (first.as_of, first.changed) == (100, FEW // 30)
    second = ask(monkeypatch, keep(first.changed), changed=FEW // 30)
    assert (second.as_of, second.changed) == (200, 0)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ({}, {}),
        (keep(), {"changed": FEW // 20}),
        (keep(), {"deals": FEW - 1}),
        (keep(as_of=300), {}),
        (keep(), {"renew": True}),
        ({**keep(), "found": []}, {}),
        ({**keep(), "method": 0}, {}),
    ],
    ids=["first", "a twentieth changed", "few deals", "known later", "renewed", "other events", "another method"],
)
def test_it_is_weighed_anew_where_it_would_not_do(
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, Any], asked: dict[str, Any]
) -> None:
    again = ask(monkeypatch, kept, **asked)
    assert (again.as_of, again.changed) == (200, 0)
    assert all(found.hazard is None for found in again.found)

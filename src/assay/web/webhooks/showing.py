"""Deliveries as pages show them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assay.web.webhooks.concluding import MOST_ATTEMPTS
from assay.web.webhooks.models import Delivery, Event, Problem, State


@dataclass(frozen=True)
class DeliveryView:
    """One delivery. said: what came of the last attempt.  left: how many attempts are still to come at most."""

    delivery: Delivery
    said: str
    left: int
    can_send_again: bool


@dataclass(frozen=True)
class TryView:
    """One attempt."""

    at: datetime
    said: str
    took_ms: int


def show_deliveries(deliveries: Iterable[Delivery]) -> list[DeliveryView]:
    """In their order."""
    return [
        DeliveryView(
            delivery=one,
            said=say_outcome(one.status, one.problem, one.detail),
            left=max(MOST_ATTEMPTS - one.attempts, 0),
            can_send_again=not one.is_test and one.state != State.WAITING,
        )
        for one in deliveries
    ]


def show_tries(delivery: Delivery) -> list[TryView]:
    """The attempts, the latest first."""
    return [
        TryView(datetime.fromisoformat(one["at"]), say_outcome(one["status"], one["problem"], ""), one["took_ms"])
        for one in reversed(delivery.tries)
    ]


def show_body(event: Event) -> str:
    """What was sent, laid out for people; as it is where an erasure left no JSON of it."""
    try:
        told: Any = json.loads(event.body)
    except ValueError:
        return event.body
    return json.dumps(told, ensure_ascii=False, indent=2)


def say_outcome(status: int | None, problem: str, detail: str) -> str:
    """What came of an attempt, in a few words; empty before the first."""
    parts = [str(status)] if status is not None else []
    if problem:
        parts.append(str(Problem(problem).label))
    return ": ".join([*parts, detail] if detail else parts)

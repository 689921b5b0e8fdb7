"""Parts that other rooms add to the page of a debrief, such as the guide, the call, or the letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.web.debriefs.models import Debrief
from assay.web.request import Request


@dataclass(frozen=True)
class Part:
    """One part of the page: a template that is included, with what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


#: (request, debrief) -> a part, or None where there is nothing for this person. Added to when an app is ready.
MORE_PARTS: list[Callable[[Request, Debrief], Part | None]] = []


def list_parts(request: Request, debrief: Debrief) -> list[Part]:
    """The parts of others, in the order in which they were added."""
    return [part for make in MORE_PARTS if (part := make(request, debrief)) is not None]

"""Changes of the questions that guides are made of: each state is kept, and nothing is ever deleted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.debriefs.guides.templates import bring_shipped, keep_state
from assay.web.debriefs.models import QuestionTemplate
from assay.web.people.log import note
from assay.web.request import Request

#: a question of the company's own stands before those that close the talk
_BEFORE_CLOSING = 95


class StaleTemplate(Exception):
    """Somebody else has changed the question since the page was made."""


def add_template(request: Request, changes: Mapping[str, Any]) -> QuestionTemplate:
    """A question of the company's own; the same one sent twice is added once."""
    bring_shipped()
    with transaction.atomic():
        for row in QuestionTemplate.objects.filter(shipped=0):
            if row.texts == changes["texts"] and row.retired_at is None:
                return row
        number = QuestionTemplate.objects.filter(shipped=0).count() + 1
        key = f"company_{number}"
        row = QuestionTemplate(key=key, part=key, place=_BEFORE_CLOSING, is_own=True, **changes)
        row.changed_by = request.user
        row.save()
        keep_state(row, "added", request.user)
        note(request, "added", "question", row.key, str(row))
    return row


def change_template(request: Request, key: str, seen: int, act: str, changes: Mapping[str, Any]) -> QuestionTemplate:
    """The question's next state. Raises StaleTemplate, QuestionTemplate.DoesNotExist."""
    with transaction.atomic():
        row = QuestionTemplate.objects.select_for_update().get(key=key)
        if all(getattr(row, name) == value for name, value in changes.items()):
            return row
        if row.version != seen:
            raise StaleTemplate
        _keep(request, row, act, changes)
    return row


def retire_template(request: Request, key: str, seen: int) -> None:
    """Asks it no more; guides that have it keep it. Raises as change_template."""
    if not QuestionTemplate.objects.get(key=key).retired_at:
        change_template(request, key, seen, "retired", {"retired_at": timezone.now()})


def bring_back(request: Request, key: str, seen: int) -> None:
    """Offers a retired question again. Raises as change_template."""
    change_template(request, key, seen, "brought_back", {"retired_at": None})


def move_template(request: Request, key: str, seen: int, outcome: str, *, up: bool) -> None:
    """Lets it change places with its neighbour among the standing ones after such an outcome. Raises as above."""
    with transaction.atomic():
        standing = QuestionTemplate.objects.select_for_update().filter(retired_at=None)
        rows = [row for row in standing if outcome in row.on]
        at = next((at for at, row in enumerate(rows) if row.key == key), None)
        if at is None:
            raise QuestionTemplate.DoesNotExist
        if rows[at].version != seen:
            raise StaleTemplate
        other = at - 1 if up else at + 1
        if not 0 <= other < len(rows):
            return
        one, two = rows[at], rows[other]
        first, second = two.place, one.place
        if first == second:
            first, second = (first, second + 1) if up else (first + 1, second)
        _keep(request, one, "moved", {"place": first})
        _keep(request, two, "moved", {"place": second})


def _keep(request: Request, row: QuestionTemplate, act: str, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.is_own, row.changed_at, row.changed_by = True, timezone.now(), request.user
    row.save()
    keep_state(row, act, request.user)
    note(request, "changed", "question", row.key, str(row), how=act)

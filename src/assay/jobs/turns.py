"""What is done again and again, by whichever worker comes first."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay.jobs.models import Turn
from assay.jobs.queue import enqueue

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Due:
    seconds: float
    act: Callable[[], object]


_DUE: dict[str, _Due] = {}


def every(seconds: float, kind: str, **arguments: Any) -> None:
    """Has a job of `kind` made every so many seconds, unless the last one has not ended."""
    do_every(seconds, kind, lambda: enqueue(kind, arguments, key=f"every {kind}"))


def do_every(seconds: float, name: str, act: Callable[[], object]) -> None:
    """Has `act` called every so many seconds by one of the workers, in its own process: it has to be short."""
    _DUE[name] = _Due(seconds, act)


def take_turns() -> None:
    """Does what is due. Each thing is done by the one worker that moves its turn on."""
    now = timezone.now()
    known = {turn.name: turn.due_at for turn in Turn.objects.all()}
    for name, due in _DUE.items():
        if name in known and known[name] > now:
            continue
        if _move_on(name, name in known, timedelta(seconds=due.seconds)):
            due.act()


def _move_on(name: str, is_known: bool, seconds: timedelta) -> bool:
    now = timezone.now()
    if is_known:
        return Turn.objects.filter(name=name, due_at__lte=now).update(due_at=now + seconds) == 1
    try:
        with transaction.atomic():
            Turn.objects.create(name=name, due_at=now + seconds)
    except IntegrityError:
        return False
    return True

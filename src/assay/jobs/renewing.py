"""Work asked for by itself, whenever what it makes is not that of the newest versions."""

import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any

from assay.domain.errors import AssayError
from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue
from assay.store.home import Home, open_home

_log = logging.getLogger(__name__)


def renew(
    kind: str, find_due: Callable[[Home], Mapping[str, Any] | None], *, but: Collection[str] = (State.FAILED,)
) -> None:
    """Asks for work of a kind, unless the last of the kind was asked for the same and is in one of the states `but`.

    find_due: the versions to make it of, as arguments of the work; None where it is up to date.
    """
    try:
        due = find_due(open_home())
    except AssayError as error:
        _log.warning("%s", error)
        return
    if due is None:
        return
    last = Job.objects.filter(kind=kind).first()
    if last is None or last.state not in but or last.arguments != due:
        enqueue(kind, due, key=kind)

"""The long work of this room: counting what would go, and erasing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.store.home import open_home

#: the steps of an erasure, in their order
STEPS = ("record", "recordings", "workflow")


@work("erasure_plan", _("Counting what would be erased"))
def plan(progress: Progress, side: str, number: str) -> Mapping[str, Any]:
    """What erasing a person would change. Nothing is changed, and nothing kept but the counts."""
    from assay.web.erasing.erasing import count_all, find_person

    progress.report(0, 1)
    home = open_home()
    return {"counts": count_all(home, find_person(home, side, number))}


@work("erasure", _("Erasing a person"))
def erase_person(progress: Progress, erasure: int) -> Mapping[str, Any]:
    """All of it. Waits for a running import or run; killed on the way, it goes on where it was."""
    from assay.web.erasing.erasing import erase
    from assay.web.erasing.models import Erasure

    progress.report(0, len(STEPS))
    progress.seal()
    done = erase(
        open_home(), Erasure.objects.get(pk=erasure), lambda step: progress.report(STEPS.index(step), len(STEPS))
    )
    return {"counts": done.counts}

"""What was said in a debrief, as far as the user may read it."""

from assay.web.debriefs.allowing import filter_readable
from assay.web.debriefs.models import Answer, Debrief
from assay.web.request import Request


def list_readable(request: Request, debrief: Debrief) -> list[Answer]:
    """What was said in a debrief and may be read by the user, without what says nothing."""
    found = debrief.answers.filter(removed_at=None).exclude(text="").select_related("debrief").prefetch_related("tags")
    return filter_readable(request, found)

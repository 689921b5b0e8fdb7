"""What was noted in calls, for whoever may read it."""

from dataclasses import dataclass

from assay.asking.guide.quotes import mark_quotes
from assay.web.debriefs.allowing import filter_readable
from assay.web.debriefs.models import Answer, Debrief
from assay.web.debriefs.models.answers import Origin
from assay.web.request import Request


@dataclass(frozen=True)
class Said:
    """One answer: its words in pieces, each with whether they are the speaker's own, and the drivers heard in it."""

    answer: Answer
    pieces: list[tuple[str, bool]]
    drivers: list[str]


def list_said(request: Request, debrief: Debrief) -> list[Said]:
    """What was handed over of the calls, as far as the user may read it."""
    rows = Answer.objects.filter(debrief=debrief, origin=Origin.DEBRIEF, removed_at=None).exclude(finished_at=None)
    rows = rows.select_related("debrief").prefetch_related("tags")
    return [
        Said(one, mark_quotes(one.text, one.quotes), [tag.driver for tag in one.tags.all()])
        for one in filter_readable(request, rows)
        if one.text.strip()
    ]

"""What stands on the page of today: debriefs and tasks that are due, the oldest first."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.reports.catalogue.listing import find_deal
from assay.reports.catalogue.opening import Catalogue
from assay.web.debriefs.models import Task
from assay.web.debriefs.tasks import list_tasks, name_tasks
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.request import Request


def list_due(request: Request, catalogue: Catalogue) -> Section | None:
    """The user's own tasks, those due first; None where there is none. Deals that no run has seen yet wait for one."""
    tasks = list_tasks(request)
    count = tasks.count()
    if not count:
        return None
    words = name_tasks()
    lines: list[Line] = []
    for task in tasks[: 4 * SHOWN]:
        deal = find_deal(catalogue, request.scope, task.deal_id)
        if deal is not None and len(lines) < SHOWN:
            lines.append(Line(deal, _say(task, words), address=task.address))
    if not lines:
        return None
    return Section(
        name="tasks",
        title=_("Debriefs and tasks"),
        rule=_(
            "What you have to do about deals that ended, and about open ones whose buyer was met. The oldest first."
        ),
        lines=lines,
        count=count,
        all_at=reverse("debriefs"),
    )


def _say(task: Task, words: dict[str, str]) -> str:
    told = task.text or words.get(task.kind, task.kind.replace("_", " "))
    day = date_format(task.due, "SHORT_DATE_FORMAT")
    late = task.due < timezone.localdate()
    return (_("%(what)s; was due %(day)s") if late else _("%(what)s; until %(day)s")) % {"what": told, "day": day}

"""The list of debriefs in scope: what is due, what waits for somebody, what is done, what was taken out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.asking.states import State
from assay.web.debriefs.allowing import list_visible
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.models.words import KindWord
from assay.web.debriefs.tasks import list_tasks
from assay.web.people.log import note
from assay.web.people.sellers import name_sellers
from assay.web.request import Request

PAGE_SIZE = 50


@dataclass(frozen=True)
class Tab:
    """One part of the list."""

    name: str
    label: str
    query: str
    count: int
    here: bool


def split() -> dict[str, Q]:
    """The parts: each debrief belongs to one."""
    now = timezone.now()
    ahead = Q(state=State.SCHEDULED, scheduled_for__gt=now)
    unanswered = Q(state=State.ASKED, answer="")
    waiting = ahead | unanswered
    over = Q(state=State.ASKED, answer__in=("declined", "silent"))
    out = Q(state__in=(State.DECLINED, State.WITHDRAWN))
    done = Q(state=State.CLOSED)
    return {
        "due": ~(waiting | over | out | done),
        "waiting": waiting,
        "refused": over,
        "done": done,
        "out": out,
    }


@require_safe
def show_list(request: Request) -> HttpResponse:
    """Debriefs in scope by part and kind, those whose deal ended last first."""
    parts = split()
    part = request.GET.get("part", "due")
    part = part if part in parts else "due"
    kind = request.GET.get("kind", "")
    kind = kind if kind in KindWord.values else ""
    mine = request.GET.get("mine") == "yes"
    found = list_visible(request)
    if kind:
        found = found.filter(kind=kind)
    if mine:
        found = found.filter(asker=request.user)
    counts = found.aggregate(**{name: Count("pk", filter=query) for name, query in parts.items()})
    page = Paginator(found.filter(parts[part]).select_related("asker"), PAGE_SIZE).get_page(request.GET.get("page"))
    names = name_sellers(one.owner_id for one in page if one.asker is None)
    for one in page:
        one.seller_name = names.get(one.owner_id, "")  # type: ignore[attr-defined]  # for the template alone
    kept = [(name, value) for name, value in (("kind", kind), ("mine", "yes" if mine else "")) if value]
    context: dict[str, Any] = {
        "tabs": [
            Tab(name, label, urlencode([("part", name), *kept]), counts[name], name == part)
            for name, label in name_parts().items()
        ],
        "page": page,
        "part": part,
        "kind": kind,
        "mine": mine,
        "kinds": KindWord.choices,
        "query": urlencode([("part", part), *kept]),
        "tasks": list(list_tasks(request)[:PAGE_SIZE]),
        "today": timezone.localdate(),
    }
    note(request, "saw", "debriefs", "", part)
    return render(request, "debriefs/list.html", context)


def name_parts() -> dict[str, str]:
    """What the parts are called."""
    return {
        "due": _("Due"),
        "waiting": _("Waiting"),
        "refused": _("Declined or no answer"),
        "done": _("Done"),
        "out": _("Taken out"),
    }


def list_of_deal(request: Request, deal_id: int) -> list[Debrief]:
    """The debriefs of one deal that the user may see."""
    return list(list_visible(request).filter(deal_id=deal_id).select_related("asker").order_by("kind", "number"))

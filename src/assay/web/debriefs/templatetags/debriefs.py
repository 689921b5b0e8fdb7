"""The part about debriefs on the file of a deal."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from assay.web.debriefs.announcing.views import may_announce
from assay.web.debriefs.listed.views import list_of_deal
from assay.web.debriefs.models import Announcement, Task
from assay.web.debriefs.steps.page import name_roles
from assay.web.debriefs.tasks import name_tasks
from assay.web.spoken_taxonomy import speak_taxonomy

register = template.Library()


@register.inclusion_tag("debriefs/panel.html", takes_context=True)
def debrief_panel(context: dict[str, Any], deal_id: int, owner_id: int | None, outcome: str) -> dict[str, Any]:
    """The deal's debriefs, and whether one was announced to its buyer; on an open deal with a way to announce it."""
    request = context["request"]
    return {
        "request": request,
        "deal_id": deal_id,
        "is_open": outcome == "open",
        "is_lost": outcome in {"lost", "no_decision"},
        "announced": Announcement.objects.filter(deal_id=deal_id, removed_at=None).first(),
        "announce_due": Task.objects.filter(deal_id=deal_id, kind="announce", done_at=None, dropped_at=None).exists(),
        "can_announce": may_announce(request, owner_id),
        "debriefs": list_of_deal(request, deal_id),
    }


@register.filter
def moment(seconds: int | None) -> datetime | None:
    """A time of the record as Django's filters take it."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@register.filter
def name_role(role: str) -> str:
    """A role at the buyer in words; empty where the CRM names none."""
    return name_roles().get(role, role.replace("_", " "))


@register.filter
def name_task(task: Task) -> str:
    """What is to be done, in words: its own, or those of its kind."""
    return task.text or name_tasks().get(task.kind, task.kind.replace("_", " "))


@register.filter
def name_fault(fault: str) -> str:
    """What loads a question, in words."""
    return {
        "closed": _("Closed"),
        "leading": _("Leading"),
        "double": _("Two questions in one"),
        "defensive": _("Defends us"),
        "manipulative": _("Puts pressure on"),
        "reselling": _("Sells"),
        "blaming": _("Blames the buyer"),
    }.get(fault, fault)


@register.filter
def name_act(act: str) -> str:
    """What was done to a question, in words."""
    return {
        "shipped": _("came with the product"),
        "added": _("added"),
        "changed": _("changed"),
        "moved": _("moved"),
        "retired": _("retired"),
        "brought_back": _("offered again"),
    }.get(act, act)


@register.filter
def name_turn(fault: str) -> str:
    """What our own words turn to, in words."""
    return {
        "resells": _("Selling"),
        "argues": _("Defending"),
        "disparages": _("Speaking ill of somebody"),
        "pressures": _("Pressing"),
    }.get(fault, fault)


@register.filter
def name_driver(code: str) -> str:
    """A driver by its name in the taxonomy."""
    known = speak_taxonomy().by_code
    return known[code].name if code in known else code.replace("_", " ")

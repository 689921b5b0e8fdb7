"""Words of the record on the pages of this room."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from assay.asking.audits.rows import AuditRow
from assay.web.learning.actions.figures import name_driver
from assay.web.learning.models import HeardWeights

register = template.Library()

register.filter(name_driver)


@register.filter
def name_row(row: AuditRow) -> str:
    """What kind of row it is, and which way it went."""
    kinds = {
        "email": _("e-mail"),
        "call": _("call"),
        "meeting": _("meeting"),
        "demo": _("demo"),
        "proposal": _("proposal"),
        "chat": _("chat"),
        "letter": _("letter"),
        "change": _("changed"),
        "person_change": _("at the buyer"),
    }
    ways = {"inbound": _("from the buyer"), "outbound": _("from us")}
    missed = {"cancelled": _("cancelled"), "missed": _("missed"), "moved": _("moved"), "planned": _("planned")}
    return ", ".join(
        word for word in (kinds.get(row.kind, row.kind), ways.get(row.direction), missed.get(row.status)) if word
    )


@register.filter
def name_field(field: str) -> str:
    """A field of a deal."""
    named = {
        "stage": _("stage"),
        "amount": _("amount"),
        "close_date": _("expected close"),
        "discount": _("discount"),
    }
    return named.get(field, field.replace("_", " "))


@register.filter
def name_change(change: str) -> str:
    """What somebody at the buyer did."""
    named = {"joined": _("joined"), "left": _("left"), "promoted": _("was promoted"), "moved": _("moved")}
    return named.get(change, change)


@register.filter
def percent(share: float | None) -> str:
    """A share in full per cent."""
    return "" if share is None else str(round(100 * share))


@register.filter
def say(title: str) -> str:
    """The title of a signal in the language of whoever reads."""
    return _(title)


@register.filter
def name_cue(kind: str) -> str:
    """What a buying cue is about."""
    named = {
        "timeline": _("by when"),
        "budget": _("money"),
        "decider": _("who decides"),
        "implementation": _("bringing it in"),
        "reference": _("who has it already"),
    }
    return named.get(kind, kind)


@register.inclusion_tag("learning/weights.html")
def heard_weights() -> dict[str, Any]:
    """The weights of those heard that the last run kept."""
    return {"kept": HeardWeights.objects.filter(heard__gt=0).first()}

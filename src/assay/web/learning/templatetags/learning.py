"""Words of the record on the pages of this room."""

from django import template
from django.utils.translation import gettext as _

from assay.asking.audits.rows import AuditRow

register = template.Library()


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

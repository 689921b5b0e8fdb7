"""How agreement is written and drawn, the history of drivers, and the coded passages of a deal."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assay.domain.interval import Interval
from assay.web.coding.deal_words import list_rows

register = template.Library()

_WIDTH, _HEIGHT = 160, 14


@register.filter
def decimal(value: float) -> str:
    """Two figures after the point."""
    return number_format(value, 2)


@register.filter
def percent(value: float) -> str:
    """A share of 0 to 1 in per cent."""
    return f"{number_format(100 * value, 0)}\u00a0%"


@register.filter
def moment(seconds: int) -> str:
    """Epoch seconds as a day and a time."""
    return date_format(localtime(datetime.fromtimestamp(seconds, UTC)), "DATETIME_FORMAT")


@register.simple_tag
def interval(found: Interval) -> SafeString:
    """The estimate on its scale from 0 to 1, with its interval; the figures stand beside it in words."""
    low, mid, high = map(_place, (found.low, found.mid, found.high))
    return format_html(
        '<svg class="interval" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">'
        '<path class="scale" d="M4 7H{end}"/><path class="range" d="M{low} 7H{high}"/>'
        '<circle cx="{mid}" cy="7" r="4"/></svg>',
        w=_WIDTH,
        h=_HEIGHT,
        end=_WIDTH - 4,
        low=low,
        mid=mid,
        high=high,
    )


def _place(value: float) -> float:
    return round(min(max(value, 0), 1) * (_WIDTH - 8) + 4, 1)


@register.simple_tag
def say_act(act: dict[str, Any], names: dict[str, str]) -> str:
    """What was done to the drivers, in words."""
    named = ", ".join(names.get(code, code) for code in act.get("codes", ()))
    into = ", ".join(names.get(code, code) for code in act.get("into", ()))
    words = {
        "added": _("%(named)s added"),
        "changed": _("%(named)s changed"),
        "merged": _("%(named)s merged into %(into)s"),
        "split": _("%(named)s split into %(into)s"),
        "retired": _("%(named)s retired"),
        "restored": _("%(named)s in use again"),
        "group": _("the group %(named)s named"),
        "imported": _("brought as a file: %(named)s"),
        "by_hand": _("found in the home's taxonomy.yml, written by hand"),
    }
    return words.get(str(act.get("act")), str(act.get("act"))) % {"named": named, "into": into}


@register.inclusion_tag("coding/deal_words.html", takes_context=True)
def coded_words(context: dict[str, Any], deal_id: int) -> dict[str, Any]:
    """The coded passages of one deal, each with a way to correct it."""
    rows = list_rows(context["request"], deal_id)
    coded, waiting = [row for row in rows if not row.is_open], [row for row in rows if row.is_open]
    return {"rows": rows, "coded": coded, "waiting": waiting}

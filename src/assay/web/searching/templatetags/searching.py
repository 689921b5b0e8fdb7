"""How the day of a hit is written."""

from datetime import UTC, datetime

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(moment: int) -> str:
    """Epoch seconds as a day. Days of deals are those of UTC, on every page and in every file."""
    return date_format(datetime.fromtimestamp(moment, UTC), "DATE_FORMAT")


@register.filter
def iso_day(moment: int) -> str:
    """Epoch seconds as 2026-03-31."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()

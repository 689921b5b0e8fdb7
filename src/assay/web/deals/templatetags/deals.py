"""How days, money and shares of deals are written, in the format of the person who reads."""

from datetime import UTC, datetime

from django import template
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assay.web.deals.words import name_outcome

register = template.Library()

#: keeps a number and its unit on one line
_TIE = "\u00a0"


@register.filter
def day(moment: int | None) -> str:
    """Epoch seconds as a day. Days of deals are those of UTC, on every page and in every file."""
    if moment is None:
        return ""
    return date_format(datetime.fromtimestamp(moment, UTC), "DATE_FORMAT").replace(" ", _TIE)


@register.filter
def short_day(moment: int | None) -> str:
    """Epoch seconds as a day in a column."""
    if moment is None:
        return ""
    return date_format(datetime.fromtimestamp(moment, UTC).date(), _("j M Y"), use_l10n=False).replace(" ", _TIE)


@register.filter
def reason_anchor(driver: str) -> str:
    """Where a driver stands on the file of a deal."""
    return f"reason-{driver.replace('_', '-')}"


@register.filter
def iso_day(moment: int | None) -> str:
    """Epoch seconds as 2026-03-31."""
    return "" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat()


@register.filter
def money(amount: float | None, currency: str = "") -> str:
    """A whole amount with its currency."""
    if amount is None:
        return ""
    text = number_format(round(amount), 0, use_l10n=True, force_grouping=True)
    return f"{currency}{_TIE}{text}" if currency else text


@register.filter
def share(value: float | None) -> str:
    """A share of 0 to 1 in per cent; nothing beyond 99 %, which no record of some hundred silences knows."""
    if value is None:
        return ""
    if value > 0.99:
        return _("over 99 percent")
    return f"{number_format(100 * value, 0)}{_TIE}%"


@register.filter
def outcome(code: str) -> str:
    """An outcome in words."""
    return name_outcome(code)


@register.simple_tag
def aria_sort(sorted_: str) -> SafeString:
    """The attribute that tells how a column is sorted; nothing where it is not."""
    known = {"ascending": 'aria-sort="ascending"', "descending": 'aria-sort="descending"'}
    return mark_safe(known.get(sorted_, ""))  # noqa: S308

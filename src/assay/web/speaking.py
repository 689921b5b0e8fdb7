"""What is worded below the web, said in the language and the format of the reader."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from assay.domain.tongue import Tongue


def _write_number(value: float, decimals: int) -> str:
    # rounded here: a float would be cut
    return number_format(Decimal(f"{value:.{decimals}f}"), decimals, use_l10n=True, force_grouping=True)


def _write_short(day: date) -> str:
    return date_format(day, gettext("j M Y"), use_l10n=False)


def _write_long(day: date) -> str:
    return date_format(day, gettext("j F Y"), use_l10n=False)


#: to be spoken within a request, and within the language of a mail
READER = Tongue(
    translate=gettext,
    count=ngettext,
    number=_write_number,
    day=_write_short,
    long_day=_write_long,
    month=lambda day: date_format(day, "F Y", use_l10n=False),
    short_month=lambda day: date_format(day, "M", use_l10n=False),
)

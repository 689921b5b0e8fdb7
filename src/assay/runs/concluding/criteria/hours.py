"""How long an activity takes that does not tell its length: stated by a person, or assumed, and said to be so."""

from assay.domain.errors import InputError
from assay.store.home import Home

#: hours of such an activity where nobody stated them
ASSUMED = 0.5


def read_hours_each(home: Home) -> float:
    """Hours of an activity without a length: the setting criteria_hours, else ASSUMED.

    Raises InputError for anything but a number from 0 to 24.
    """
    told = home.settings.get("criteria_hours", "").strip()
    if not told:
        return ASSUMED
    try:
        hours = float(told)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= 24:
        raise InputError(f"criteria_hours is {told!r}; expected hours from 0 to 24.", fix='Write "0.5" or "1".')
    return hours

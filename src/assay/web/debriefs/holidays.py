"""The holidays on which nobody is called: a setting of the home; without it weekends alone count."""

from datetime import date

from assay.asking.when import read_holidays
from assay.domain.errors import InputError
from assay.store.home import open_home


def list_holidays() -> tuple[date, ...]:
    """The days of the setting `holidays`. Raises InputError where something else stands there."""
    told = open_home().settings.get("holidays", "")
    try:
        return read_holidays(told)
    except ValueError as error:
        raise InputError(
            f"The setting holidays cannot be read: {error}.", fix="Write days such as 2026-12-25, with commas between."
        ) from error

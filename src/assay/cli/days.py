"""The day that a command asks about."""

from datetime import datetime

from assay.store.home import Home, open_home


def open_day(as_of: datetime | None) -> Home:
    """The home with the results of that day, made where they are not there yet; by default those of the last run."""
    from assay.runs.earlier_day import make_day

    return make_day(open_home(), as_of) if as_of else open_home()

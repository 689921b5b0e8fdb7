"""Results as of an earlier day, made beside those of the last run and kept for the next time."""

import shutil
from dataclasses import replace
from datetime import datetime

from assay.runs.coding.working import code_words
from assay.runs.concluding.working import conclude_run
from assay.runs.running import run_signals
from assay.store.home import Home

#: days whose results are kept
MOST_DAYS = 5


def make_day(home: Home, day: datetime) -> Home:
    """The home whose results are those of the end of that day: only what was known by then counts in them.

    Made on the first time and whenever the record has changed since; the pages go on showing the last run.
    Raises InputError where the record holds nothing by that day, or ends before it.
    """
    asked = replace(home, asked_day=f"{day:%Y-%m-%d}")
    run_signals(asked, as_of=day, renew_baseline=False)
    code_words(asked)
    conclude_run(asked)
    _drop_days(home, but=asked.asked_day)
    return asked


def _drop_days(home: Home, but: str) -> None:
    """Leaves those that were made last."""
    others = sorted((path for path in home.days.iterdir() if path.name != but), key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) + 1 - MOST_DAYS)]:
        shutil.rmtree(path, ignore_errors=True)

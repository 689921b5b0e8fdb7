"""Preparing the words of the record for searching, as a job."""

import logging
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.domain.errors import AssayError
from assay.jobs.kinds import work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import do_every
from assay.store import open_place
from assay.store.home import open_home
from assay.tables import TABLES

_log = logging.getLogger(__name__)


@work("words", _("Preparing the search"))
def write_searched_words(progress: Progress, record: int = 0) -> Mapping[str, Any]:
    """The words of the record, written anew where it has changed. record: its version, as it was asked for."""
    from assay.reports.catalogue.words.writing import write_words

    def tell(doing: str, share: float) -> None:
        progress.report(round(100 * share), 100, doing)

    written = write_words(open_home(), tell)
    return {"file": written.name if written else ""}


def renew_words() -> None:
    """Asks for the words where they are not those of the record, unless writing them from it has failed."""
    from assay.reports.catalogue.words.writing import is_words_stale

    home = open_home()
    try:
        if not is_words_stale(home):
            return
        version = open_place(home.record, TABLES).version()
    except AssayError as error:
        _log.warning("%s", error)
        return
    last = Job.objects.filter(kind="words").first()
    if last is None or last.state != State.FAILED or last.arguments.get("record") != version:
        enqueue("words", {"record": version}, key="words")


do_every(10, "words of the record", renew_words)

"""Preparing the words of the record for searching, as a job."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.renewing import renew
from assay.jobs.turns import do_every
from assay.store import open_place
from assay.store.home import open_home
from assay.tables import TABLES


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

    renew(
        "words",
        lambda home: {"record": open_place(home.record, TABLES).version()} if is_words_stale(home) else None,
    )


do_every(10, "words of the record", renew_words)

"""Work that coding asks for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.store.home import open_home


@work("codes", _("Writing codes of people into the record"), quick=True, show="coding")
def write_codes(progress: Progress) -> Mapping[str, Any]:
    """All codes in force; the record takes what it does not hold yet. The next run reads them."""
    from assay.web.coding.recording import write_standing

    progress.report(0, 1)
    progress.seal()
    kept = write_standing(open_home())
    return {"version": kept.version, "changed": kept.changed}

"""The work of this room: digests and notices go out when they are due."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import do_every


@work("digests", _("Sending digests"), quick=True)
def send_digests(progress: Progress) -> Mapping[str, Any]:
    """All that is due. Killed and done once more, it sends nothing twice: each mail is taken before it is sent."""
    from assay.web.digests.sending import send_due

    progress.report(0, 1)
    progress.seal()
    return {"sent": send_due()}


def _ask_for_digests() -> None:
    from assay.web.digests.sending import is_anything_due

    if is_anything_due():
        enqueue("digests", key="digests")


do_every(120, "digests that are due", _ask_for_digests)

"""The work of this room: what is due is sent, whichever worker comes first."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import do_every


@work("webhooks", _("Sending webhooks"), quick=True, show="webhooks")
def send_webhooks(progress: Progress, endpoint: int) -> Mapping[str, Any]:
    """What is due to one address. Done once more it sends nothing twice: each attempt is taken before it is made."""
    from assay.web.webhooks.sending import send_due

    progress.report(0, 1)
    progress.seal()
    return {"attempts": send_due(endpoint)}


@work("announce_run", _("Telling of a run"), quick=True)
def announce_run(progress: Progress, run: str) -> Mapping[str, Any]:
    """Tells once that a run has ended. run: its id."""
    from assay.web.webhooks.runs import tell_run

    progress.report(0, 1)
    return {"told": tell_run(run)}


def _ask_for_sending() -> None:
    from assay.web.webhooks.announcing import ask_for_sending
    from assay.web.webhooks.concluding import give_up_abandoned
    from assay.web.webhooks.sending import list_due
    from assay.web.webhooks.switching import is_on

    give_up_abandoned()
    due = list_due().filter(endpoint__is_active=True).order_by()
    if due.exists() and is_on():
        for endpoint in due.values_list("endpoint", flat=True).distinct():
            ask_for_sending(endpoint)


def _ask_to_announce_run() -> None:
    from assay.web.webhooks.runs import find_untold

    run = find_untold()
    if run:
        enqueue("announce_run", {"run": run}, key="announce_run")


do_every(4, "webhooks that are due", _ask_for_sending)
do_every(10, "runs that webhooks tell of", _ask_to_announce_run)

"""The work of this room: preparing a text to be looked at, and sending one that was approved."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from assay.domain.errors import InputError
from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.store.home import open_home
from assay.web.outgoing.models import Outgoing, State


@work("opinion_text", _("Preparing a text to be looked at"), quick=True, show="outgoing")
def prepare_outgoing(progress: Progress, outgoing: int) -> Mapping[str, Any]:
    """What would leave about a deal. Done once more it changes nothing."""
    from assay.web.outgoing.preparing import prepare_text

    row = Outgoing.objects.filter(pk=outgoing).first()
    if row is None or row.state != State.PREPARING:
        return {}
    progress.report(0, 1, gettext_noop("hiding people, addresses and numbers"))
    try:
        prepare_text(open_home(), row)
    except InputError as error:
        Outgoing.objects.filter(pk=outgoing).update(state=State.FAILED, problem=error.message)
        raise
    return {"address": reverse("outgoing_text", args=[outgoing])}


@work("opinion", _("Asking for a second opinion"), show="outgoing")
def send_outgoing(progress: Progress, outgoing: int) -> Mapping[str, Any]:
    """The language model's codes of an approved text. Killed while it is asked, it is asked again."""
    from assay.web.outgoing.sending import send_text

    row = Outgoing.objects.filter(pk=outgoing).first()
    if row is None or row.state == State.SENT:
        return {}
    send_text(open_home(), row, lambda doing: progress.report(0, 1, doing), progress.seal)
    return {"address": reverse("outgoing_text", args=[outgoing])}

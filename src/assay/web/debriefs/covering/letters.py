"""The letters of the deals at hand, with what came back to each."""

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.letters import Letter, LettersCounted, count_letters
from assay.web.debriefs.models import BuyerMessage


def count_sent(deals: Collection[int] | None, days: int) -> LettersCounted:
    """Letters that went within so many days about these deals, or about all for None."""
    since = timezone.now() - timedelta(days=days)
    rows = BuyerMessage.objects.filter(kind=BuyerMessage.Kind.LETTER, sent_at__gte=since).select_related("debrief")
    found = []
    for row in rows.prefetch_related("replies"):
        if deals is not None and row.debrief.deal_id not in deals:
            continue
        kinds = [one.kind for one in row.replies.all() if one.removed_at is None]
        found.append(Letter(timezone.localdate(row.sent_at), kinds, row.debrief.state == "withdrawn"))
    return count_letters(found, timezone.localdate())


def name_kinds() -> dict[str, str]:
    """What may have come back, as the page has it."""
    return {
        "more_senior": _("an answer from somebody more senior"),
        "call": _("a call"),
        "reply": _("an answer"),
        "nothing": _("no answer"),
    }

"""A second opinion asked for on the command line: the same row, the same log, the same approval as on the pages."""

import getpass

from django.utils import timezone

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.web.outgoing.finding import find_deal
from assay.web.outgoing.models import Outgoing, State
from assay.web.outgoing.preparing import prepare_text
from assay.web.outgoing.sending import send_text
from assay.web.people.log import note
from assay.words.second_opinion.settings import open_settings


def ask_at_once(home: Home, deal_id: int, digest: str) -> str:
    """Sends the text of this digest, which somebody has read on the terminal, and tells the codes.

    Raises InputError where the text is another one by now.
    """
    open_settings(home)
    _, name = find_deal(home, str(deal_id))
    who = f"{getpass.getuser()} (command line)"
    row = Outgoing(deal_id=deal_id, deal_name=name[:300], made_by=who)
    prepare_text(home, row)
    if row.digest != digest:
        row.delete()
        raise InputError(
            "The text is not the one that was shown with this digest.", fix="Look at it again, then approve."
        )
    row.state, row.approved_digest, row.decided_by, row.decided_at = State.APPROVED, digest, who, timezone.now()
    row.save()
    note(None, "approved", "outgoing", row.pk, name, digest=digest, by=who)
    send_text(home, row)
    lines = [f"{row.model} at {row.host} ({row.way}), {row.tokens_in} tokens in, {row.tokens_out} out:"]
    for one in row.compared:
        theirs = ", ".join(f"{code['driver']} ({code['shown']!r})" for code in one["seconds"]) or "none"
        lines.append(f"  passage {one['passage']}: ours {one['driver'] or 'open'}, second {theirs}: {one['standing']}")
    lines += [f"  refused: {remark}" for remark in row.remarks]
    return "\n".join(lines)

"""The words of the log as people read them; in the log itself they stand as the code writes them."""

from django.utils.translation import gettext_lazy as _

_ACTS = {
    "accepted": _("accepted"),
    "added": _("added"),
    "announced": _("announced"),
    "approved": _("approved"),
    "cancelled": _("cancelled"),
    "changed": _("changed"),
    "coded": _("coded"),
    "connected": _("connected"),
    "ended": _("ended"),
    "exported": _("exported"),
    "failed": _("failed"),
    "granted": _("granted"),
    "heard": _("heard"),
    "linked": _("linked"),
    "made": _("made"),
    "moved": _("took further"),
    "opened": _("opened"),
    "placed": _("placed"),
    "redid": _("put back"),
    "refused": _("refused"),
    "removed": _("removed"),
    "revoked": _("revoked"),
    "sent": _("sent"),
    "saw": _("saw"),
    "searched": _("searched"),
    "signed_in": _("signed in"),
    "signed_out": _("signed out"),
    "started": _("started"),
    "stopped": _("stopped"),
    "undid": _("undid"),
    "unlinked": _("unlinked"),
    "unplaced": _("took out"),
}
_KINDS = {
    "announcement": _("announcement"),
    "code": _("code"),
    "deal": _("deal"),
    "deals": _("deals"),
    "debrief": _("debrief"),
    "debriefs": _("debriefs"),
    "feed": _("repeated import"),
    "guide": _("guide"),
    "import": _("import"),
    "invitation": _("invitation"),
    "job": _("work"),
    "log": _("log"),
    "outgoing": _("text that leaves"),
    "passage": _("passage"),
    "password": _("password"),
    "patterns": _("patterns"),
    "question": _("question"),
    "record": _("record"),
    "recording": _("recording"),
    "report": _("report"),
    "second_factor": _("second factor"),
    "session": _("session"),
    "sign_in": _("signing in"),
    "taxonomy": _("taxonomy"),
    "team": _("team"),
    "token": _("link for a buyer"),
    "user": _("user"),
    "view": _("saved view"),
}
_WORDS = _ACTS | _KINDS


def write_word(value: str) -> str:
    """A word of the log in the reader's language; where it has none, in plain English: signed_in is "signed in"."""
    return str(_WORDS.get(value) or value.replace("_", " "))

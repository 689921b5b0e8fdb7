"""Words for what the record holds as codes."""

from django.utils.translation import gettext as _


def name_outcome(outcome: str) -> str:
    """An outcome as a person says it."""
    names = {
        "open": _("open"),
        "won": _("won"),
        "lost": _("lost"),
        "no_decision": _("no decision"),
        "disqualified": _("disqualified"),
        "unknown": _("outcome unknown"),
    }
    return names.get(outcome, outcome)

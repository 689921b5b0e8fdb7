"""Results of calls and ends of deals in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from assay.web.plays.models import PlayCall

register = template.Library()


@register.filter
def name_result(result: str) -> str:
    """What came back in a call."""
    return str(dict(PlayCall.Result.choices).get(result, result))


@register.filter
def name_end(outcome: str) -> str:
    """How a deal stands or ended."""
    named = {
        "open": _("still open"),
        "won": _("won"),
        "lost": _("lost"),
        "no_decision": _("no decision"),
        "disqualified": _("disqualified"),
    }
    return named.get(outcome, outcome)

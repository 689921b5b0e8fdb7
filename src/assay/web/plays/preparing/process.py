"""How this account gathers information and decides, as they told it: shown before anybody approaches them (M1)."""

from django.utils.translation import gettext as _

from assay.asking.ask import ask_through
from assay.asking.brief import list_questions, read_process
from assay.web.plays.preparing.parts import Prepared, PreparedPart
from assay.web.request import Request


def show_process(request: Request, prepared: Prepared) -> PreparedPart:
    """The buying process, and the buyer's questions that are still open; said too where neither is known."""
    ask = ask_through(prepared.reading.connection)
    context = {
        "process": read_process(ask, prepared.account_id),
        "questions": list_questions(ask, prepared.deal_id)[:5],
    }
    return PreparedPart("process", _("How they decide"), "plays/parts/process.html", 10, context)

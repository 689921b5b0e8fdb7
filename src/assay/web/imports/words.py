"""Words for people: classes of stages, kinds of files, fields."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_CLASSES = {
    "open": gettext_lazy("open"),
    "won": gettext_lazy("won"),
    "lost": gettext_lazy("lost"),
    "no_decision": gettext_lazy("no decision"),
    "disqualified": gettext_lazy("disqualified"),
    "unknown": gettext_lazy("not known"),
}
_KINDS = {
    "deals": gettext_lazy("Deals, one a row"),
    "contacts": gettext_lazy("People of the buyer, one a row"),
    "activities": gettext_lazy("Activities such as calls and meetings, one a row"),
}
_FIELDS = {
    "the deal's id": gettext_lazy("Id of the deal"),
    "the stage that the deal is in": gettext_lazy("Stage of the deal"),
    "the deal's name": gettext_lazy("Name of the deal"),
    "the buyer's company": gettext_lazy("Company of the buyer"),
    "the rep who owns the deal": gettext_lazy("Rep who owns the deal"),
    "the deal's amount": gettext_lazy("Amount"),
    "the currency": gettext_lazy("Currency"),
    "the day on which the deal was opened": gettext_lazy("Day on which it was opened"),
    "the close date": gettext_lazy("Close date"),
    "the reason of the loss": gettext_lazy("Reason of the loss"),
    "the reason of the win": gettext_lazy("Reason of the win"),
    "the competitor": gettext_lazy("Competitor"),
    "the product": gettext_lazy("Product"),
    "the segment": gettext_lazy("Segment"),
    "where the deal came from": gettext_lazy("Where it came from"),
    "the person's id": gettext_lazy("Id of the person"),
    "the person's name": gettext_lazy("Full name"),
    "the person's first name": gettext_lazy("First name"),
    "the person's last name": gettext_lazy("Last name"),
    "the person's e-mail address": gettext_lazy("E-mail address"),
    "the person's job title": gettext_lazy("Job title"),
    "the person's company": gettext_lazy("Company"),
    "the id of the deal that the person had a part in": gettext_lazy("Id of the deal that the person had a part in"),
    "the person's part in the deal": gettext_lazy("Part in the deal"),
    "the activity's id": gettext_lazy("Id of the activity"),
    "the id of the activity's deal": gettext_lazy("Id of its deal"),
    "the kind of activity, such as call or meeting": gettext_lazy("Kind, such as call or meeting"),
    "when it happened": gettext_lazy("When it happened"),
    "the subject": gettext_lazy("Subject"),
    "the text": gettext_lazy("Text"),
    "whether it came in or went out": gettext_lazy("Whether it came in or went out"),
    "who took part": gettext_lazy("Who took part"),
    "the rep": gettext_lazy("Rep"),
}


def name_class(stage_class: str) -> str:
    """A class of stages in words."""
    return str(_CLASSES.get(stage_class, stage_class))


def name_kind(kind: str) -> str:
    """What the rows of a file are."""
    return str(_KINDS.get(kind, kind))


def name_field(question: str) -> str:
    """What a column can hold, from the question that the command line asks for it."""
    return str(_FIELDS.get(question, question))


def say_parsed(parsed: int, rows: int) -> str:
    """How many rows can be read as what a column shall hold."""
    return _("%(parsed)s of %(rows)s rows can be read") % {"parsed": f"{parsed:,}", "rows": f"{rows:,}"}

"""The questions of the own analysis: a short form for a minute, and a longer one."""

from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.team.questions import Asked

SHORT = (
    Asked("reasons", _("Which reasons do you see?"), "reasons", _("As many as you see. “I do not know” is an answer.")),
    Asked("competitor", _("Who won it?"), "competitor"),
    Asked("price_gap", _("How did our price stand beside the one that won?"), "gap"),
    Asked("note", _("Anything else, in a sentence or two?"), rows=3),
)
SHORT_WON = (
    Asked("reasons", _("Which of these came up and did not cost us the deal?"), "reasons"),
    Asked("competitor", _("Who else was in it?"), "competitor"),
    Asked("price_gap", _("How did our price stand beside the others?"), "gap"),
    Asked("note", _("What made it work, in a sentence or two?"), rows=3),
)
LONG = (
    Asked("why_buy", _("Why should they have bought?"), help=_("As you saw it then.")),
    Asked("deciders", _("Who decided, and how well did we know them?"), "deciders"),
    Asked("equipped", _("Was our contact equipped to argue for us?"), "equipped"),
    Asked("equipped_with", _("What did they have, and what was missing?"), rows=2),
    Asked("done_well", _("What did we do well?")),
    Asked("fell_short", _("Where did we fall short?")),
    Asked("mine", _("What is yours to own?"), help=_("For yourself first. Say I where it was you.")),
)
#: question -> parts of the buyer's guide that answer the same
BESIDE = {
    "note": ("deciding",),
    "competitor": ("rival",),
    "price_gap": ("price",),
    "why_buy": ("need", "compared"),
    "deciders": ("process",),
    "equipped": ("information", "approach"),
    "equipped_with": ("information", "approach"),
    "done_well": ("well",),
    "fell_short": ("closing", "trust"),
    "mine": ("turning",),
}


def list_short(outcome: str) -> tuple[Asked, ...]:
    """The short form, for how the deal ended."""
    return SHORT_WON if outcome == "won" else SHORT


def list_questions(outcome: str) -> tuple[Asked, ...]:
    """All questions in their order."""
    return (*list_short(outcome), *LONG)

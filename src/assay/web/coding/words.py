"""Words for what codes hold."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from assay.tables.statement_code import NO_REASON
from assay.words.taxonomy import Taxonomy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIDES: "dict[str, StrOrPromise]" = {
    "rep": _("our side"),
    "buyer": _("the buyer"),
    "peer": _("a peer"),
    "manager": _("a manager"),
    "auditor": _("an auditor"),
    "unknown": _("somebody"),
}
ORIGINS: "dict[str, StrOrPromise]" = {
    "crm_reason": _("reason entered in the CRM"),
    "crm_note": _("note in the CRM"),
    "email": _("e-mail"),
    "transcript": _("transcript"),
    "debrief": _("debrief"),
    "buyer_form": _("form filled in by the buyer"),
    "letter_reply": _("reply to a letter"),
    "self_analysis": _("self-analysis"),
    "peer_view": _("a peer's view"),
    "investigation": _("investigation"),
    "audit": _("audit"),
    "play": _("play"),
}
ABOUT: "dict[str, StrOrPromise]" = {
    "us": _("us"),
    "competitor": _("a competitor"),
    "incumbent": _("the incumbent"),
    "buyer": _("the buyer"),
    "unknown": _("cannot be told"),
}
POLARITIES: "dict[str, StrOrPromise]" = {
    "for": _("speaks for them"),
    "against": _("speaks against them"),
    "mixed": _("both"),
    "unknown": _("cannot be told"),
}
WHOSE: "dict[str, StrOrPromise]" = {
    "ours": _("ours to act on"),
    "theirs": _("theirs to act on"),
    "circumstance": _("circumstance"),
}
NOTHING = _("Says nothing about a reason")


def name_driver(taxonomy: Taxonomy, code: str) -> str:
    """A driver as people read it: through what it was merged into; one that was split is marked so."""
    if code == NO_REASON:
        return str(NOTHING)
    now = taxonomy.read_code(code)
    if len(now) == 1:
        return taxonomy.by_code[now[0]].name
    if not now:
        return code
    return str(_("%(name)s (before the split)") % {"name": taxonomy.by_code[code].name})


def name_theme(taxonomy: Taxonomy, code: str) -> str:
    """A theme as people read it; empty for none."""
    return next((theme.name for theme in taxonomy.themes if theme.code == code), code)


def list_split(taxonomy: Taxonomy) -> list[str]:
    """The drivers whose old codes may be one of several today."""
    return [driver.code for driver in taxonomy.drivers if len(taxonomy.read_code(driver.code)) > 1]

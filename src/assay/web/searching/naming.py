"""What pages call the kinds of hits, and where a statement comes from."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "deal": _("Deals"),
    "account": _("Accounts"),
    "buyer": _("Buyers"),
    "seller": _("Sellers"),
    "statement": _("Statements"),
    "speech": _("What was said in talks"),
    "email": _("E-mails and letters"),
    "talk": _("Calls, meetings and demos"),
    "note": _("Notes and tasks"),
}

ORIGINS = {
    "crm_reason": _("reason entered in the CRM"),
    "crm_note": _("note in the CRM"),
    "email": _("e-mail"),
    "transcript": _("transcript"),
    "debrief": _("debrief"),
    "buyer_form": _("form filled in by the buyer"),
    "letter_reply": _("reply to a letter"),
    "self_analysis": _("self-analysis"),
    "peer_view": _("view of a peer"),
    "investigation": _("investigation"),
    "audit": _("audit"),
    "play": _("play"),
}

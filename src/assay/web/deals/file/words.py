"""Names that reports give to the parts of a deal's file: here so that they are collected to be translated.

Reports are made below the web, without its catalogue; their templates ask for each of these words as it stands.
"""

from django.utils.translation import gettext_noop as _

NAMES = (
    _("This company is invented: every name, number and word on this page is made up."),
    # facts at the head
    _("Amount"),
    _("Owner"),
    _("Opened"),
    _("Closed"),
    _("Open for"),
    _("Took"),
    _("Stage"),
    _("Product"),
    _("Id"),
    # plain facts
    _("Buyer's last word"),
    _("Silence since then"),
    _("Messages"),
    _("Held"),
    _("People met"),
    _("Known and not met"),
    _("Roles"),
    _("Stages"),
    _("Close date"),
    _("Campaign touches"),
    _("Competitors named"),
    _("Closing"),
    # sides
    _("The rep"),
    _("The buyer"),
    _("Peers"),
    _("The manager"),
    _("An auditor"),
    # where a step leads
    _("What is missing"),
    _("Each side"),
    _("Who took part"),
    _("What stands out"),
)

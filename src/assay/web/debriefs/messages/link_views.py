"""A link to the buyer's own page, handed over by a person. Who works on the debrief hands it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assay.web.debriefs.mailing.links import PAGE, fill_links
from assay.web.debriefs.messages.finding import find_person
from assay.web.debriefs.models import AskedPerson
from assay.web.debriefs.tokens import revoke_links
from assay.web.people.letters import is_company_named
from assay.web.people.log import note
from assay.web.request import Request


@never_cache
@require_http_methods(["GET", "POST"])
def give_link(request: Request, number: int, person: int) -> HttpResponse:
    """A link to the buyer's own page, to hand over in another way: shown once. Or all links of that person end."""
    asked = find_person(request, number, person)
    why_not = find_why_no_link(asked)
    debrief, link = asked.debrief, ""
    if request.method == "POST":
        if why_not:
            messages.error(request, why_not)
            return redirect("debrief", number)
        if request.POST.get("act") == "end":
            revoke_links(asked)
            note(request, "revoked", "debrief", number, debrief.deal_name, deal=str(debrief.deal_id))
            messages.success(request, _("No link of this person opens any more."))
            return redirect("debrief_link", number, person)
        link = fill_links(PAGE, asked, request.user, debrief.language)
        note(request, "made", "debrief", number, debrief.deal_name, link=str(asked.pk), deal=str(debrief.deal_id))
    now = timezone.now()
    standing = asked.tokens.filter(revoked_at=None, expires_at__gt=now).select_related("made_by")
    context = {
        "debrief": debrief,
        "person": asked,
        "link": link,
        "standing": standing,
        "why_not": why_not,
        "has_company": is_company_named(),
    }
    return render(request, "debriefs/messages/link.html", context)


def find_why_no_link(person: AskedPerson) -> str:
    """Why nobody hands this person a link; empty where one may."""
    if person.asked_at is None:
        return _("Ask by voice first: the page is for those who choose it.")
    return "" if person.debrief.is_standing else _("This debrief is taken out.")

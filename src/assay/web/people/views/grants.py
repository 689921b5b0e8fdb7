"""Grants: who may see which single deal, until when, and as what."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.people import granting
from assay.web.people.allowing import managers_only
from assay.web.people.forms import GrantForm
from assay.web.people.sellers import search_deals
from assay.web.request import Request

#: more are found by the name of a deal or a person
MOST_SHOWN = 500


@managers_only
def list_all(request: Request) -> HttpResponse:
    """Grants that stand, and those that are over."""
    found = list(granting.list_grants(request)[:MOST_SHOWN])
    uses = granting.count_uses(found)
    rows = [(grant, uses[grant.pk]) for grant in found]
    context = {
        "standing": [row for row in rows if row[0].is_standing],
        "over": [row for row in rows if not row[0].is_standing],
        "now": timezone.now(),
    }
    return render(request, "people/grants.html", context)


@managers_only
@require_http_methods(["GET", "POST"])
def give(request: Request) -> HttpResponse:
    """Opens a deal (?deal=) to somebody; without a deal, asks for its name."""
    asked = request.GET.get("deal", "")
    if not asked:
        text = request.GET.get("q", "").strip()[:200]
        sellers = None if request.user.is_administrator else request.scope.sellers
        found = search_deals(text, sellers) if text else []
        return render(request, "people/grant_deal.html", {"text": text, "found": found})
    deal = (
        granting.find_grantable(request, int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) < 20
        else None
    )
    if deal is None:
        raise Http404
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        grant = granting.give_grant(request, deal, told["user"], told["reason"], told["days"], told["why"])
        shown = {
            "deal": deal.name,
            "user": grant.user,
            "until": date_format(timezone.localtime(grant.expires_at), "DATETIME_FORMAT"),
        }
        messages.success(request, _("%(deal)s is open to %(user)s until %(until)s.") % shown)
        return redirect("grants")
    return render(request, "people/grant.html", {"form": form, "deal": deal}, status=422 if form.errors else 200)


@managers_only
@require_POST
def take_back(request: Request, grant_id: int) -> HttpResponse:
    """Ends a grant at once."""
    grant = get_object_or_404(granting.list_grants(request), pk=grant_id)
    granting.take_back(request, grant)
    messages.success(
        request, _("%(deal)s is no longer open to %(user)s.") % {"deal": grant.deal_name, "user": grant.user}
    )
    return redirect("grants")

"""Confirms, corrects and takes back; and leads from a notice to what can be done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import AssayError
from assay.web.confirming.allowing import find_closed_deal, may_confirm
from assay.web.confirming.forms import CorrectForm
from assay.web.confirming.keeping import StaleVerdict, keep_verdict
from assay.web.confirming.models import Act, Notice
from assay.web.confirming.reading import ClosedDeal, find_confirmed, name_drivers
from assay.web.confirming.telling import tell_owners
from assay.web.confirming.ways import find_way, sees_deal
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.whole_numbers import read_version


@require_POST
def confirm(request: Request, deal_id: int) -> HttpResponse:
    """Yes, that is why: the drivers that the page named. Where the verdict is another by now, it is shown anew."""
    deal = _find_allowed(request, deal_id)
    if not deal.mains or set(request.POST.getlist("mains")) != set(deal.mains):
        messages.error(request, _("The verdict has changed since you opened the page. Look, then try again."))
        return _lead_back(deal_id)
    return _keep(request, deal, Act.CONFIRMED, list(deal.mains), request.POST.get("note", "").strip()[:2000])


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: Request, deal_id: int) -> HttpResponse:
    """The main reasons as somebody knows them."""
    deal = _find_allowed(request, deal_id)
    known = find_confirmed(deal_id)
    initial = {"mains": known.mains if known and known.is_standing else deal.mains,
               "note": known.note if known and known.is_standing else ""}  # fmt: skip
    form = CorrectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _keep(request, deal, Act.CORRECTED, form.cleaned_data["mains"], form.cleaned_data["note"])
    taxonomy = speak_taxonomy()
    chosen = request.POST.getlist("mains") if form.is_bound else initial["mains"]
    context = {
        "deal": deal,
        "form": form,
        "groups": [(name, [(code, label, code in chosen) for code, label in pairs]) for name, pairs in form.groups],
        "computed": name_drivers(deal.mains, taxonomy),
        "version": known.version if known else 0,
    }
    note_visit(request, "saw", "verdict", deal_id, deal.name, deal=str(deal_id))
    return render(request, "confirming/correct.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: Request, deal_id: int) -> HttpResponse:
    """The verdict stands alone again, and nobody is told any more."""
    deal = _find_allowed(request, deal_id)
    known = find_confirmed(deal_id)
    if known is None or (not known.is_standing and known.version != read_version(request) + 1):
        return _lead_back(deal_id)
    return _keep(request, deal, Act.TAKEN_BACK, known.mains, known.note)


def _find_allowed(request: Request, deal_id: int) -> ClosedDeal:
    deal = find_closed_deal(request, deal_id)
    if not may_confirm(request, deal_id, deal.owner_id):
        raise PermissionDenied
    return deal


def _keep(request: Request, deal: ClosedDeal, act: Act, mains: list[str], words: str) -> HttpResponse:
    try:
        kept = keep_verdict(request, deal, read_version(request), act, mains, words)
    except StaleVerdict:
        messages.error(request, _("Somebody has said something of this verdict meanwhile. Look, then try again."))
        return _lead_back(deal.deal_id)
    try:
        told = tell_owners(kept)
    except AssayError:
        told = 0  # a worker tells them once there are results
    if act == Act.TAKEN_BACK:
        messages.success(request, _("It is taken back. What was told of it is withdrawn."))
    elif told:
        text = ngettext(
            "It is noted. The owner of %(n)s open deal in the same situation is told.",
            "It is noted. The owners of %(n)s open deals in the same situation are told.",
            told,
        )
        messages.success(request, text % {"n": told})
    else:
        messages.success(request, _("It is noted. No open deal is likely enough to be in the same situation."))
    return _lead_back(deal.deal_id)


def _lead_back(deal_id: int) -> HttpResponse:
    return redirect(reverse("deal", args=[deal_id]) + "#confirmed")


@never_cache
@require_safe
def open_notice(request: Request, number: int) -> HttpResponse:
    """Leads to what can be done for the deal, and takes the notice off the page of today."""
    found = Notice.objects.filter(pk=number, user=request.user).first()
    if found is None:
        raise Http404
    if found.seen_at is None:
        Notice.objects.filter(pk=found.pk, seen_at=None).update(seen_at=timezone.now())
    sees_loss = sees_deal(request, found.loss_id)
    return redirect(find_way(found.deal_id, found.driver, found.loss_id, sees_loss=sees_loss))

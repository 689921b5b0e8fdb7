"""Says to the buyer of an open deal that a debrief follows, whatever the outcome (A3), and records that it was said."""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.debriefs.models import Announcement
from assay.web.debriefs.recording import ask_to_record
from assay.web.debriefs.steps.forms import AnnounceForm
from assay.web.debriefs.tasks import finish_task
from assay.web.people.log import note
from assay.web.people.models import Role
from assay.web.people.sellers import find_deal
from assay.web.request import Request


@dataclass(frozen=True)
class Met:
    """A deal that the user may see."""

    id: int
    name: str
    owner_id: int | None


def find_seen(request: Request, deal_id: int) -> Met:
    """The deal. Raises Http404 where there is none, or none that the user may see."""
    found = find_deal(deal_id) if deal_id < 2**63 else None
    if found is None or not request.scope.holds(deal_id, found[1]):
        raise Http404
    return Met(deal_id, *found)


def may_announce(request: Request, owner_id: int | None) -> bool:
    """Its owner, who talks to the buyer, and the owner's managers."""
    if request.user.is_administrator or (
        request.user.role == Role.MANAGER and owner_id is not None and owner_id in request.scope.sellers
    ):
        return True
    return owner_id is not None and request.user.seller_links.filter(seller_id=owner_id).exists()


@never_cache
@require_http_methods(["GET", "POST"])
def announce(request: Request, deal_id: int) -> HttpResponse:
    """The wording, and a form that says that it was said. Sent twice it is recorded once."""
    deal = find_seen(request, deal_id)
    standing = Announcement.objects.filter(deal_id=deal_id, removed_at=None).first()
    can = may_announce(request, deal.owner_id)
    form = AnnounceForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST":
        if not can:
            raise PermissionDenied
        if form.is_valid() and form.cleaned_data["day"] > timezone.localdate():
            form.add_error("day", _("This day is still to come. Come back when it was said."))
        if standing is None and form.is_valid():
            _keep(request, deal, form)
            messages.success(request, _("It is recorded that the debrief is announced."))
        if form.is_valid():
            return redirect("announce", deal_id)
    status = 422 if form.errors else 200
    context = {"deal": deal, "standing": standing, "form": form, "can": can}
    return render(request, "debriefs/announce.html", context, status=status)


def _keep(request: Request, deal: Met, form: AnnounceForm) -> None:
    told = form.cleaned_data
    now = timezone.now()
    said_at = min(timezone.make_aware(datetime.combine(told["day"], time(12))), now)
    values = {
        "deal_name": deal.name[:300],
        "owner_id": deal.owner_id,
        "announced_at": said_at,
        "channel": told["channel"],
        "said_by": request.user,
        "made_at": now,
        "removed_at": None,
    }
    try:
        with transaction.atomic():
            old = Announcement.objects.select_for_update().filter(deal_id=deal.id).first()
            if old is None:
                Announcement.objects.create(deal_id=deal.id, **values)
            else:
                Announcement.objects.filter(pk=old.pk).update(**values, version=old.version + 1)
            finish_task(f"announce {deal.id}", request.user)
            note(request, "announced", "deal", deal.id, deal.name, channel=told["channel"])
            ask_to_record(request.user)
    except IntegrityError:  # the other of two clicks was faster
        return


@require_POST
def remove(request: Request, deal_id: int) -> HttpResponse:
    """It was recorded by mistake."""
    deal = find_seen(request, deal_id)
    if not may_announce(request, deal.owner_id):
        raise PermissionDenied
    with transaction.atomic():
        for one in Announcement.objects.select_for_update().filter(deal_id=deal_id, removed_at=None):
            one.removed_at, one.version = timezone.now(), one.version + 1
            one.save(update_fields=["removed_at", "version"])
            note(request, "removed", "announcement", deal_id, deal.name, deal=str(deal_id))
            ask_to_record(request.user)
    messages.success(request, _("The debrief counts as not announced again."))
    return redirect("announce", deal_id)

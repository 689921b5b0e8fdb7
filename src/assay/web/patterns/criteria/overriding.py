"""Somebody decides about a deal against the rules, or takes that back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.domain.errors import InputError
from assay.web.patterns.criteria.bearing import bear_on_deal
from assay.web.patterns.criteria.saving import keep_override, withdraw_override
from assay.web.patterns.criteria.standing import read_criteria
from assay.web.request import Request
from assay.web.results import Reading, open_reading


@require_POST
def decide(request: Request, deal_id: int) -> HttpResponse:
    """Pursue anyway, or decline anyway, with a reason."""
    choice, why = request.POST.get("choice", ""), request.POST.get("why", "").strip()
    with _open_or_missing() as reading:
        name, owner = _find_deal(request, reading, deal_id)
        bearings = bear_on_deal(reading, read_criteria(reading), deal_id)
    against = [one.applied.says for one in bearings if one.meets == "yes" and one.applied.direction != choice]
    if choice not in ("pursue", "decline"):
        raise Http404
    if not why:
        messages.error(request, _("A decision against the rules needs a reason: say in a few words why."))
    else:
        keep_override(request, deal_id=deal_id, deal_name=name, owner_id=owner, choice=choice, why=why, rules=against)
        messages.success(request, _("Kept. What comes of the deal will be counted beside the rules."))
    return redirect(reverse("deal", args=[deal_id]) + "#criteria")


@require_POST
def withdraw(request: Request, deal_id: int) -> HttpResponse:
    """The decision is taken back."""
    with _open_or_missing() as reading:
        _find_deal(request, reading, deal_id)
    withdraw_override(request, deal_id)
    return redirect(reverse("deal", args=[deal_id]) + "#criteria")


def _open_or_missing() -> Reading:
    try:
        return open_reading()
    except InputError as error:
        raise Http404 from error


def _find_deal(request: Request, reading: Reading, deal_id: int) -> tuple[str, int | None]:
    """Name and owner of an open deal in scope. Raises Http404 for any other."""
    rows = reading.connection.execute(
        """SELECT d.name, d.owner_id FROM deal AS d JOIN moment AS m ON m.deal_id = d.id
        WHERE d.id = ? AND m.outcome = 'open'""",
        [deal_id],
    ).fetchall()
    if not rows or not request.scope.holds(deal_id, rows[0][1]):
        raise Http404
    return str(rows[0][0] or deal_id), rows[0][1]

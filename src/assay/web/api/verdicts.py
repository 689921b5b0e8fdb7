"""Verdicts by the API: read, confirmed, corrected and taken back, each over the version that was read."""

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from ninja import Router

from assay.domain.errors import AssayError, InputError
from assay.web.api.asking import find_seen
from assay.web.api.shapes.plain import Id
from assay.web.api.shapes.verdicts import Verdict, VerdictIn
from assay.web.api.versions import NotMatched, demand_match, mark_version, read_match
from assay.web.confirming.allowing import find_closed_deal, may_confirm
from assay.web.confirming.forms import CorrectForm
from assay.web.confirming.keeping import StaleVerdict, keep_verdict
from assay.web.confirming.models import Act
from assay.web.confirming.reading import ClosedDeal, find_confirmed
from assay.web.confirming.telling import tell_owners
from assay.web.people.log import note_visit
from assay.web.request import Request

router = Router(tags=["deals"])


@router.get("deals/{deal_id}/verdict", response=Verdict, summary="Why a deal ended, and what somebody said of it")
def read_verdict(request: Request, response: HttpResponse, deal_id: Id) -> Verdict:
    """Of deals that ended without a win. Its ETag is to be sent as If-Match with whatever changes it."""
    deal = find_closed_deal(request, find_seen(request, deal_id)[0])
    note_visit(request, "saw", "verdict", deal.deal_id, deal.name, deal=str(deal.deal_id), by="api")
    return _answer(request, response, deal)


@router.post("deals/{deal_id}/verdict/confirm", response=Verdict, summary="Say that the verdict is right")
def confirm_verdict(request: Request, response: HttpResponse, deal_id: Id, told: VerdictIn) -> Verdict:
    """mains has to be what the verdict names now. Owners of open deals in the same situation are told."""
    deal = _find_allowed(request, deal_id)
    if not deal.mains:
        raise InputError("The verdict names no reason to confirm.", fix="Correct it: PUT the reasons that you know.")
    if set(told.mains) != set(deal.mains):
        raise InputError(f"The verdict names {', '.join(deal.mains)}.", fix="Read it again, or correct it with PUT.")
    return _keep(request, response, deal, Act.CONFIRMED, list(deal.mains), told.note.strip())


@router.put("deals/{deal_id}/verdict", response=Verdict, summary="Say what it was instead")
def correct_verdict(request: Request, response: HttpResponse, deal_id: Id, told: VerdictIn) -> Verdict:
    """Owners of open deals in the same situation are told."""
    deal = _find_allowed(request, deal_id)
    form = CorrectForm({"mains": told.mains, "note": told.note})
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise InputError(f"{field}: {errors[0]}", fix="Send codes of drivers, at least one.")
    return _keep(request, response, deal, Act.CORRECTED, form.cleaned_data["mains"], form.cleaned_data["note"])


@router.delete("deals/{deal_id}/verdict", response=Verdict, summary="Take back what was said of the verdict")
def take_verdict_back(request: Request, response: HttpResponse, deal_id: Id) -> Verdict:
    """The verdict of the run stands alone again."""
    deal = _find_allowed(request, deal_id)
    known = find_confirmed(deal.deal_id)
    if known is None or not known.is_standing:
        seen = known.version if known else 0
        demand_match(request, seen, _describe(request, deal).model_dump(mode="json"))
        raise InputError("Nobody has said anything of this verdict that could be taken back.", fix="Nothing is to do.")
    return _keep(request, response, deal, Act.TAKEN_BACK, known.mains, known.note)


def _find_allowed(request: Request, deal_id: str) -> ClosedDeal:
    deal = find_closed_deal(request, find_seen(request, deal_id)[0])
    if not may_confirm(request, deal.deal_id, deal.owner_id):
        raise PermissionDenied
    return deal


def _keep(
    request: Request, response: HttpResponse, deal: ClosedDeal, act: Act, mains: list[str], words: str
) -> Verdict:
    seen = read_match(request)
    try:
        kept = keep_verdict(request, deal, seen, act, mains, words)
    except StaleVerdict as error:
        now = _describe(request, deal)
        raise NotMatched(now.version, now.model_dump(mode="json")) from error
    # where there are no results yet a worker tells them once there are
    with suppress(AssayError):
        tell_owners(kept)
    return _answer(request, response, deal)


def _answer(request: Request, response: HttpResponse, deal: ClosedDeal) -> Verdict:
    told = _describe(request, deal)
    mark_version(response, told.version)
    return told


def _describe(request: Request, deal: ClosedDeal) -> Verdict:
    return Verdict.of(deal, find_confirmed(deal.deal_id), may_confirm=may_confirm(request, deal.deal_id, deal.owner_id))

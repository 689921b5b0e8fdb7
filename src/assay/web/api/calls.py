"""Calls of plays by the API: recorded, read, and the concern that was heard named."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from ninja import Router, Status

from assay.domain.errors import InputError
from assay.web.api.plays import find_changeable, match_play, read_driver, tell_play, tell_stale
from assay.web.api.shapes import plays as shapes
from assay.web.api.shapes.plain import Number
from assay.web.api.versions import demand_match, mark_version
from assay.web.people.log import note_visit
from assay.web.people.saving import StaleRow
from assay.web.plays.allowing import find_play
from assay.web.plays.calling.forms import CallForm
from assay.web.plays.calling.recording import keep_call, set_concern
from assay.web.plays.models import Play, PlayCall
from assay.web.request import Request

router = Router(tags=["plays"])


@router.post("plays/{number}/calls", response={201: shapes.PlayShape}, summary="Record what came back in a call")
def record_call(request: Request, response: HttpResponse, number: Number, told: shapes.CallIn) -> Any:
    """The buyer's words go into the record. The version is that of the play."""
    play = find_changeable(request, number)
    seen = match_play(request, play, told.version)
    if not play.is_open:
        raise InputError("This play has ended.", fix="Make a new one.")
    form = CallForm({**told.dict(), "version": seen})
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise InputError(f"{field}: {errors[0]}", fix="Send what is missing.")
    try:
        keep_call(request, play, seen, form.cleaned_data)
    except StaleRow as error:
        raise tell_stale(request, number) from error
    return Status(201, tell_play(response, find_play(request, number)))


@router.get("plays/{number}/calls/{call}", response=shapes.CallShape, summary="One call")
def read_call(request: Request, response: HttpResponse, number: Number, call: Number) -> shapes.CallShape:
    """Its ETag is to be sent as If-Match with the concern."""
    play = find_play(request, number)
    found = _find_call(play, call)
    mark_version(response, found.version)
    note_visit(request, "saw", "play", play.pk, play.deal_name, deal=str(play.deal_id), by="api")
    return shapes.CallShape.of(found)


@router.post(
    "plays/{number}/calls/{call}/concern", response=shapes.PlayShape, summary="Say which concern the words name"
)
def set_call_concern(
    request: Request, response: HttpResponse, number: Number, call: Number, told: shapes.ConcernIn
) -> shapes.PlayShape:
    """Goes into the record with the buyer's words. The version is that of the call."""
    play = find_changeable(request, number)
    found = _find_call(play, call)
    if not play.is_open:
        raise InputError("This play has ended.", fix="What was heard in it stands as it is.")
    driver = read_driver(told.driver)
    with transaction.atomic():
        standing = PlayCall.objects.select_for_update().get(pk=found.pk)
        demand_match(request, standing.version, shapes.CallShape.of(standing).model_dump(mode="json"))
        set_concern(request, standing, driver)
    return tell_play(response, find_play(request, number))


def _find_call(play: Play, call: int) -> PlayCall:
    found = play.calls.filter(pk=call, removed_at=None).first()
    if found is None:
        raise Http404
    return found

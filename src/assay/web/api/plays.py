"""Plays by the API: listed, made, and their calls recorded."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from assay.asking.ask import Ask, ask_through
from assay.asking.when import next_workday
from assay.asking.whom import Candidate
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.rescue.situation import name_lot
from assay.web.api import shapes
from assay.web.api.asking import find_seen
from assay.web.api.scripts import prepare_told, propose_texts
from assay.web.debriefs.holidays import list_holidays
from assay.web.material.choosing import choose_offers
from assay.web.people.log import note_visit
from assay.web.people.saving import StaleRow
from assay.web.plays.allowing import find_doer, find_play, list_visible, may_change
from assay.web.plays.calling.forms import CallForm
from assay.web.plays.calling.recording import keep_call, set_concern
from assay.web.plays.making import make_play
from assay.web.plays.models import Play
from assay.web.plays.preparing.facts import read_facts
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.suggesting import is_held_back
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.scripts.checking import check_texts
from assay.web.scripts.part import list_names
from assay.web.whole_numbers import read_id
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["plays"])

_MOST = 200

Number = Annotated[int, Field(ge=1, lt=2**31)]


@router.get("plays", response=list[shapes.PlayShape], summary="Plays that the person may see, those due first")
def list_plays(request: Request, mine: bool = False) -> list[shapes.PlayShape]:
    """At most 200. mine: of the person alone."""
    found = list_visible(request).filter(dropped_at=None).prefetch_related("calls")
    if mine:
        found = found.filter(owner=request.user)
    return [shapes.PlayShape.of(play) for play in found[:_MOST]]


@router.get("plays/{number}", response=shapes.PlayShape, summary="One play")
def read_play(request: Request, number: Number) -> shapes.PlayShape:
    """With its calls."""
    play = find_play(request, number)
    note_visit(request, "saw", "play", play.pk, play.deal_name, deal=str(play.deal_id), by="api")
    return shapes.PlayShape.of(play)


@router.post("plays", response={201: shapes.PlayShape}, summary="Make a play for an open deal")
def make(request: Request, told: shapes.PlayIn) -> Any:
    """Whoever owns the deal does it; by the next working day and with the strongest contact unless told otherwise."""
    number, name, owner = find_seen(request, told.deal_id)
    driver = _read_driver(told.driver)
    loss_id, loss_name = None, ""
    if told.loss_id is not None:
        loss_id, loss_name, _ = find_seen(request, told.loss_id)
    lot = told.lot or name_lot(loss_id, [driver])
    if is_held_back(number, driver, lot, loss_id) and not told.forced_why.strip():
        raise InputError("This deal is held out by lot.", fix="Send forced_why: why it has to be called all the same.")
    with open_reading() as reading:
        facts = read_facts(reading.connection, number, driver)
        if facts is None or facts.outcome != "open":
            raise InputError("This deal is not open.", fix="A play is made for an open deal.")
        contact = _choose(list_people(reading, number), told.contact_id)
        called = (contact.name, contact.title) if contact else ()
        names = list_names(request, owner, *called)
        ask = ask_through(reading.connection)
        prepared = prepare_told(reading, number, name, owner, driver, (loss_id, loss_name))
        texts = propose_texts(request, ask, prepared, contact.person_id if contact else None, told)
        texts["offer_note"] = told.offer_note
        _refuse_leaks(request, ask, texts, loss_id, number, names)
        offers = choose_offers(request, ask, number, driver, told.offers)
    play = make_play(
        request, deal_id=number, deal_name=name[:300], deal_owner_id=owner, loss_id=loss_id, loss_name=loss_name[:300],
        driver=driver, probability=facts.p, value=facts.value, lot=lot, forced_why=told.forced_why,
        source=Play.Source.VERDICT if loss_id is not None else Play.Source.REASONS, owner=find_doer(request, owner),
        due=told.due or next_workday(timezone.localdate(), list_holidays()),
        contact_id=contact.person_id if contact else None, contact_name=contact.name[:200] if contact else "",
        offers=offers, **texts,
    )  # fmt: skip
    return Status(201, shapes.PlayShape.of(play))


def _refuse_leaks(
    request: Request, ask: Ask, texts: Mapping[str, str], loss_id: int | None, deal_id: int, names: Sequence[str]
) -> None:
    """names: of those who may be named. Raises InputError for the first text that would give a buyer away."""
    for part, said in check_texts(request, ask, texts, loss_id, deal_id, names).items():
        raise InputError(
            f"The {part.replace('_', ' ')} would give another buyer away. {' '.join(said)}", fix="Reword it."
        )


def _choose(people: list[Candidate], asked: str | None) -> Candidate | None:
    able = [one for one in people if may_call(one)]
    if asked is None:
        return able[0] if able else None
    chosen = next((one for one in people if one.person_id == read_id(asked)), None)
    if chosen is None:
        raise InputError(f"Nobody of this deal has the id {asked}.", fix="Leave contact_id out, or send one of them.")
    if chosen not in able:
        raise InputError(f"{chosen.name} must not be contacted.", fix="Choose somebody else.")
    return chosen


def _read_driver(code: str) -> str:
    taxonomy = load_taxonomy(settings.HOME)
    if not is_reason(code, taxonomy):
        known = ", ".join(one.code for one in taxonomy.in_use if is_reason(one.code, taxonomy))
        raise InputError(f"There is no reason {code!r}.", fix=f"Send one of {known}.")
    return code


@router.post("plays/{number}/calls", response={201: shapes.PlayShape}, summary="Record what came back in a call")
def record_call(request: Request, number: Number, told: shapes.CallIn) -> Any:
    """The buyer's words go into the record. Sent twice within minutes it is one call."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    if not play.is_open:
        raise InputError("This play has ended.", fix="Make a new one.")
    form = CallForm(told.dict())
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise InputError(f"{field}: {errors[0]}", fix="Send what is missing.")
    try:
        keep_call(request, play, form.cleaned_data["version"], form.cleaned_data)
    except StaleRow as error:
        raise InputError(
            f"The play has changed since version {told.version}.", fix="Read it again, then send its version."
        ) from error
    return Status(201, shapes.PlayShape.of(find_play(request, number)))


@router.post(
    "plays/{number}/calls/{call}/concern", response=shapes.PlayShape, summary="Say which concern the words name"
)
def set_call_concern(request: Request, number: Number, call: Number, told: shapes.ConcernIn) -> shapes.PlayShape:
    """Goes into the record with the buyer's words."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    found = play.calls.filter(pk=call, removed_at=None).first()
    if found is None:
        raise Http404
    if not play.is_open:
        raise InputError("This play has ended.", fix="What was heard in it stands as it is.")
    set_concern(request, found, _read_driver(told.driver))
    return shapes.PlayShape.of(find_play(request, number))

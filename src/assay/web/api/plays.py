"""Plays by the API: listed, read, made, changed and given up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status

from assay.asking.ask import Ask, ask_through
from assay.asking.when import next_workday
from assay.asking.whom import Candidate
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.rescue.situation import name_lot
from assay.web.api.asking import find_seen
from assay.web.api.paging import Page, give_page
from assay.web.api.scripts import prepare_told, propose_texts
from assay.web.api.shapes import plays as shapes
from assay.web.api.shapes.plain import Number
from assay.web.api.versions import NotMatched, demand_match, mark_version
from assay.web.debriefs.holidays import list_holidays
from assay.web.material.choosing import change_offers, choose_offers
from assay.web.people.log import note_visit
from assay.web.people.models import User
from assay.web.people.saving import StaleRow
from assay.web.plays.allowing import find_doer, find_play, list_visible, may_change
from assay.web.plays.making import change_play, make_play
from assay.web.plays.models import Play
from assay.web.plays.preparing.facts import read_facts
from assay.web.plays.preparing.forms import DropPlayForm, EditPlayForm, demand_coming
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.suggesting import is_held_back
from assay.web.plays.views import list_callable
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.scripts.checking import CHECKED, check_standing, check_texts
from assay.web.scripts.part import list_names
from assay.web.whole_numbers import read_id
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["plays"])


@router.get("plays", response=list[shapes.PlayShape], summary="Plays that the person may see, those due first")
def list_plays(request: Request, response: HttpResponse, mine: bool = False, page: Page = 1) -> list[shapes.PlayShape]:
    """100 a page, without those given up. mine: of the person alone."""
    found = list_visible(request).filter(dropped_at=None).prefetch_related("calls")
    if mine:
        found = found.filter(owner=request.user)
    return [shapes.PlayShape.of(play) for play in give_page(request, response, found, page)]


@router.get("plays/{number}", response=shapes.PlayShape, summary="One play")
def read_play(request: Request, response: HttpResponse, number: Number) -> shapes.PlayShape:
    """With its calls. Its ETag is to be sent as If-Match with whatever changes it."""
    play = find_play(request, number)
    note_visit(request, "saw", "play", play.pk, play.deal_name, deal=str(play.deal_id), by="api")
    return tell_play(response, play)


def tell_play(response: HttpResponse, play: Play) -> shapes.PlayShape:
    """The play, with its version as ETag."""
    mark_version(response, play.version)
    return shapes.PlayShape.of(play)


def find_changeable(request: Request, number: int) -> Play:
    """Raises Http404 where the person may not see it, PermissionDenied where only that."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    return play


def match_play(request: Request, play: Play, told: int | None = None) -> int:
    """The version that the sender saw and that stands. Raises NoVersion, NotMatched."""
    return demand_match(request, play.version, shapes.PlayShape.of(play).model_dump(mode="json"), told)


def tell_stale(request: Request, number: int) -> NotMatched:
    """Somebody was faster: what stands now."""
    now = find_play(request, number)
    return NotMatched(now.version, shapes.PlayShape.of(now).model_dump(mode="json"))


@router.patch("plays/{number}", response=shapes.PlayShape, summary="Change who does a play, when, with whom or how")
def change(request: Request, response: HttpResponse, number: Number, told: shapes.PlayChange) -> shapes.PlayShape:
    """What would give another buyer away is refused, as when a play is made."""
    play = find_changeable(request, number)
    seen = match_play(request, play)
    if not play.is_open:
        raise InputError("This play has ended.", fix="Make a new one.")
    changes = _read_change(play, seen, told)
    names = list_names(
        request, play.deal_owner_id, changes["owner"].name, changes.get("contact_name", play.contact_name)
    )
    for part, said in check_standing(request, changes, play.loss_id, play.deal_id, names).items():
        raise InputError(
            f"The {part.replace('_', ' ')} would give another buyer away. {' '.join(said)}", fix="Reword it."
        )
    if told.offers is not None:
        changes["offers"] = change_offers(request, play.offers, play.deal_id, play.driver, told.offers)
    return _apply(request, response, play, seen, "changed", changes)


def _read_change(play: Play, seen: int, told: shapes.PlayChange) -> dict[str, Any]:
    """What the form of the page of a play makes of it. Raises InputError for what that form refuses."""
    sent = told.dict(exclude_unset=True)
    now = {name: getattr(play, name) for name in (*CHECKED, "due")}
    typed = now | {name: value for name, value in sent.items() if name in now and value is not None}
    if "contact_id" in sent:
        typed["contact"] = sent["contact_id"] or ""
    typed["owner"] = play.owner_id if told.owner is None else _find_colleague(told.owner).pk
    form = EditPlayForm(typed | {"version": seen}, people=list_callable(play)[0], standing=play)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise InputError(f"{field}: {errors[0]}", fix="Send another value, or leave it out.")
    return form.told()


def _find_colleague(email: str) -> User:
    """Who signs in here with this address. Raises InputError where nobody does."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise InputError(
            f"owner: nobody signs in here as {email!r}.", fix="Send the e-mail address of a colleague, or leave it out."
        )
    return found


@router.post("plays/{number}/drop", response=shapes.PlayShape, summary="Say that a play will not be done, and why")
def drop(request: Request, response: HttpResponse, number: Number, told: shapes.DropIn) -> shapes.PlayShape:
    """It stays in the ledger with its reason. Plays of deals that end are ended by themselves."""
    play = find_changeable(request, number)
    seen = match_play(request, play)
    if not play.is_open:
        raise InputError("This play has ended.", fix="There is nothing left to give up.")
    form = DropPlayForm({"version": seen, "why": told.why})
    if not form.is_valid():
        raise InputError("why: it says nothing.", fix="Say in a few words why it will not be done.")
    changes = {"dropped_at": timezone.now(), "dropped_why": form.cleaned_data["why"]}
    return _apply(request, response, play, seen, "dropped", changes)


def _apply(
    request: Request, response: HttpResponse, play: Play, seen: int, act: str, changes: dict[str, Any]
) -> shapes.PlayShape:
    try:
        changed = change_play(request, play, seen, act, **changes)
    except StaleRow as error:
        raise tell_stale(request, play.pk) from error
    return tell_play(response, changed)


@router.post("plays", response={201: shapes.PlayShape}, summary="Make a play for an open deal")
def make(request: Request, response: HttpResponse, told: shapes.PlayIn) -> Any:
    """Whoever owns the deal does it; by the next working day and with the strongest contact unless told otherwise."""
    number, name, owner = find_seen(request, told.deal_id)
    driver, due = read_driver(told.driver), _read_due(told.due)
    loss_id, loss_name = None, ""
    if told.loss_id is not None:
        loss_id, loss_name, _ = find_seen(request, told.loss_id)
    lot = told.lot or name_lot(loss_id, [driver])
    if is_held_back(number, lot, loss_id) and not told.forced_why.strip():
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
        due=due,
        contact_id=contact.person_id if contact else None, contact_name=contact.name[:200] if contact else "",
        offers=offers, **texts,
    )  # fmt: skip
    return Status(201, tell_play(response, play))


def _read_due(day: date | None) -> date:
    """By default the next working day. Raises InputError for a day that has passed."""
    try:
        return next_workday(timezone.localdate(), list_holidays()) if day is None else demand_coming(day)
    except ValidationError as error:
        raise InputError(f"due: {error.messages[0]}", fix="Send another day, or leave it out.") from error


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


def read_driver(code: str) -> str:
    """A reason in use, by its code. Raises InputError for any other."""
    taxonomy = load_taxonomy(settings.HOME)
    if not is_reason(code, taxonomy):
        known = ", ".join(one.code for one in taxonomy.in_use if is_reason(one.code, taxonomy))
        raise InputError(f"There is no reason {code!r}.", fix=f"Send one of {known}.")
    return code

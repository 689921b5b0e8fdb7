"""The pages of plays: the list, one of them, and what is done with it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.domain.errors import InputError
from assay.reports.same_situation.reading import seek_reasons
from assay.rescue.saying.hearing import Remark
from assay.web.debriefs.hearing import open_ahead
from assay.web.material.choosing import change_offers, list_offers, name_offer
from assay.web.parted import show_part
from assay.web.people.log import note_visit
from assay.web.people.saving import StaleRow
from assay.web.plays.allowing import find_play, list_visible, may_change
from assay.web.plays.calendar_file import write_play
from assay.web.plays.calling.forms import CallForm
from assay.web.plays.making import change_play
from assay.web.plays.models import Play, PlayCall
from assay.web.plays.preparing.forms import DropPlayForm, EditPlayForm
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.reasons import list_reasons, propose_reasons
from assay.web.plays.suggesting import suggest_like
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.scripts.checking import CHECKED, check_standing, say_refused
from assay.web.scripts.hearing import LONGEST, hear_text
from assay.web.scripts.part import list_names
from assay.web.scripts.taking import take_wording
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.typed import pick_typed, read_number, read_passage

_STALE = gettext_lazy("Somebody has changed this play since you opened the page. Look, then try again.")
#: so many deals with another concern are named beside the call in which it was heard
_LIKE = 5


def split() -> dict[str, tuple[str, Q]]:
    """The parts of the list: each play belongs to one."""
    open_ = Q(dropped_at=None, ended_at=None)
    return {
        "due": (_("To do"), open_ & Q(answered_at=None)),
        "called": (_("Called, the deal is open"), open_ & ~Q(answered_at=None)),
        "ended": (_("The deal has ended"), ~Q(ended_at=None) & Q(dropped_at=None)),
        "dropped": (_("Given up"), ~Q(dropped_at=None)),
    }


@never_cache
@require_safe
def show_plays(request: Request) -> HttpResponse:
    """The plays that the user may see, those due first."""
    context = show_part(request, list_visible(request), split())
    note_visit(request, "saw", "plays", context["part"])
    return render(request, "plays/plays.html", context)


@never_cache
@require_safe
def show_play(request: Request, number: int) -> HttpResponse:
    """One play with everything that is needed for the call, and what came back."""
    play = find_play(request, number)
    open_ahead()
    note_visit(request, "saw", "play", play.pk, play.deal_name, deal=str(play.deal_id))
    return render_play(request, play)


def render_play(request: Request, play: Play, typed: BaseForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a play. typed: a form that was sent and is shown again, over the version that stands now."""
    calls = list(play.calls.filter(removed_at=None).select_related("by").order_by("-at"))
    now = {"version": play.version}
    people, is_barred = list_callable(play)
    kept = [name for name in EditPlayForm.base_fields if name not in ("version", "owner", "contact", "offers")]
    standing = {name: getattr(play, name) for name in kept} | {"owner": play.owner_id, "contact": play.contact_id}
    standing["offers"] = [name_offer(one) for one in play.offers]
    edit_form = pick_typed(typed, EditPlayForm, play.version) or EditPlayForm(
        initial=now | standing, people=people, standing=play, offers=_list_offers(request, play)
    )
    can = may_change(request, play)
    context = {
        "play": play,
        "calls": calls,
        "can": can,
        "today": timezone.localdate(),
        "call_form": pick_typed(typed, CallForm, play.version) or CallForm(initial=now),
        "edit_form": edit_form,
        "remarks": _hear_texts(request, edit_form) if can and play.is_open else {},
        "is_barred": is_barred,
        "spoken": CHECKED,
        "hear": f"{reverse('hear_play', args=[play.pk])}?",
        "drop_form": pick_typed(typed, DropPlayForm, play.version) or DropPlayForm(initial=now),
        **_describe_concern(request, play, calls),
    }
    return render(request, "plays/play.html", context, status=status)


def list_callable(play: Play) -> tuple[dict[int, str], bool]:
    """Who at the buyer may be called, and whether whoever is to be called may no longer be.

    Before the first run nobody but the one who is to be called is known.
    """
    try:
        with open_reading() as reading:
            people = list_people(reading, play.deal_id)
    except InputError:
        return {} if play.contact_id is None else {play.contact_id: play.contact_name}, False
    barred = {one.person_id for one in people if not may_call(one)}
    found = {one.person_id: one.name for one in people if one.person_id not in barred}
    if play.contact_id is not None and play.contact_id not in barred:
        found.setdefault(play.contact_id, play.contact_name)
    return found, play.contact_id in barred


def _describe_concern(request: Request, play: Play, calls: list[PlayCall]) -> dict[str, Any]:
    """Of the latest other concern: the choices while it has none, and the open deals that have it likely at work."""
    heard = next((one for one in calls if one.result == PlayCall.Result.OTHER), None)
    if heard is None:
        return {}
    told: dict[str, Any] = {"every": list_reasons()}
    if not heard.driver or heard.was_proposed:
        told |= {"uncoded": heard, "proposed": propose_reasons(heard.said)}
    return told | _rank_again(request, play, heard) if heard.driver else told


def _rank_again(request: Request, play: Play, heard: PlayCall) -> dict[str, Any]:
    """The open deals that have the concern likely at work, and how likely it is in the deal of the play itself."""
    taxonomy = speak_taxonomy()
    try:
        sought = seek_reasons([heard.driver], taxonomy, play.deal_id)
        with open_reading() as reading:
            own = reading.connection.execute(
                "SELECT p_active FROM reason WHERE deal_id = CAST(? AS HUGEINT) AND view = 'open' AND driver = ?",
                [str(play.deal_id), heard.driver],
            ).fetchone()
            found = suggest_like(request, reading.connection, sought)
    except InputError:
        return {"heard": heard, "like": []}
    like = [(one, 100 * one.probability) for one in found.proposed if one.deal_id != play.deal_id][:_LIKE]
    return {"heard": heard, "like": like, "own": 100 * own[0] if own and own[0] is not None else None}


def _hear_texts(request: Request, form: BaseForm) -> dict[str, Sequence[Remark]]:
    """What the ear remarks on each text as it stands in the form, so that it is read without a script too."""
    return {part: hear_text(request, part, str(form[part].value() or "")[:LONGEST]) for part in CHECKED}


def _take_wording(request: Request, play: Play, name: str) -> HttpResponse:
    """The form as it was typed with an offered wording in place; nothing is kept until it is sent."""
    sent = request.POST.copy()
    part = name.partition(".")[0]
    text = read_passage(sent.get(part, ""), LONGEST)
    taken = take_wording(text, hear_text(request, part, text), name) if part in CHECKED else None
    if taken is None:
        messages.error(request, _("These words have changed since. Look at what is said of them now."))
    else:
        sent[part] = taken
        messages.info(request, _("The wording is in place. Nothing is kept until you choose “Change it”."))
    form = _read_edit(request, play, sent)
    if read_number(sent.get("version", "")) != play.version:
        messages.error(request, _STALE)
        return render_play(request, play, form, 409)
    return render_play(request, play, form)


@require_POST
def edit_play(request: Request, number: int) -> HttpResponse:
    """Somebody else does it, or later, or other words are chosen."""
    play = _find_changeable(request, number)
    if request.POST.get("take"):
        return _take_wording(request, play, request.POST["take"])
    form = _read_edit(request, play, request.POST)
    if not form.is_valid():
        return render_play(request, play, form, 422)
    told = form.told()
    names = list_names(request, play.deal_owner_id, told["owner"].name, told.get("contact_name", play.contact_name))
    leaks = check_standing(request, told, play.loss_id, play.deal_id, names)
    for part, said in leaks.items():
        form.add_error(part, said)
    if leaks:
        form.add_error(None, say_refused())
        return render_play(request, play, form, 422)
    if "offers" in told:
        try:
            told["offers"] = change_offers(request, play.offers, play.deal_id, play.driver, told["offers"])
        except InputError as error:
            form.add_error("offers", str(error))
            return render_play(request, play, form, 422)
    return _change(request, play, form, "changed", _("The play is changed."), told)


@require_POST
def drop_play(request: Request, number: int) -> HttpResponse:
    """It will not be done; the reason stays."""
    play = _find_changeable(request, number)
    form = DropPlayForm(request.POST)
    if not form.is_valid():
        return render_play(request, play, form, 422)
    changes = {"dropped_at": timezone.now(), "dropped_why": form.cleaned_data["why"]}
    return _change(request, play, form, "dropped", _("It is noted that it will not be done."), changes)


@require_safe
def send_calendar(request: Request, number: int) -> HttpResponse:
    """The play as an entry of a calendar."""
    play = find_play(request, number)
    answer = HttpResponse(write_play(request, play), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="play-{play.pk}.ics"'
    return answer


def _read_edit(request: Request, play: Play, sent: QueryDict) -> EditPlayForm:
    return EditPlayForm(sent, people=list_callable(play)[0], standing=play, offers=_list_offers(request, play))


def _list_offers(request: Request, play: Play) -> dict[str, str]:
    return list_offers(request, play.offers, play.deal_id, play.driver)


def _find_changeable(request: Request, number: int) -> Play:
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    return play


def _change(request: Request, play: Play, form: Any, act: str, said: str, changes: dict[str, Any]) -> HttpResponse:
    """Makes the change and shows the play anew; what was typed on an old page is not lost."""
    try:
        change_play(request, play, form.cleaned_data["version"] or 0, act, **changes)
    except StaleRow:
        messages.error(request, _STALE)
        return render_play(request, Play.objects.get(pk=play.pk), form, 409)
    messages.success(request, said)
    return redirect("play", play.pk)

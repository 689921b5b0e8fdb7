"""The page on which a play is prepared and made."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assay.asking.ask import ask_through
from assay.asking.when import next_workday
from assay.asking.whom import Candidate
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.rescue.remedies import find_remedy
from assay.web.debriefs.holidays import list_holidays
from assay.web.material.choosing import choose_offers
from assay.web.people.log import note_visit
from assay.web.people.sellers import name_sellers
from assay.web.plays.allowing import find_doer, find_owner, find_seen_deal, list_visible
from assay.web.plays.making import make_play
from assay.web.plays.models import Play, PlayCall
from assay.web.plays.preparing.facts import Facts, read_facts
from assay.web.plays.preparing.forms import PlayForm, say_no_contact
from assay.web.plays.preparing.parts import Prepared, PreparedPart, list_parts
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.reasons import list_reasons
from assay.web.plays.suggesting import is_held_back
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.scripts.checking import check_texts, say_refused
from assay.web.scripts.part import list_names, refill
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.ties.choosing import name_choice
from assay.web.whole_numbers import read_id


@never_cache
@require_http_methods(["GET", "POST"])
def prepare(request: Request, deal_id: int) -> HttpResponse:
    """Everything ready for one approach; one click makes the play. Raises Http404 for a deal that has ended."""
    with _open() as reading:
        prepared = _prepare(request, reading, deal_id)
        facts = read_facts(reading.connection, deal_id, prepared.driver)
        if facts is None or facts.outcome != "open":
            raise Http404
        parts = list_parts(request, prepared)
        proposed = _propose(request, prepared)
        is_at_once = request.POST.get("at_once") == "yes"
        standing = find_standing(request, deal_id, prepared.driver) if is_at_once else None
        if standing is not None:
            messages.info(request, _("This play is under way already."))
            return redirect("play", standing.pk)
        sent = fill_at_once(proposed, parts) if is_at_once else request.POST
        form = PlayForm(sent or None, initial=proposed)
        if request.method == "POST" and form.is_valid():
            problem, told = _gather(request, prepared, facts, form, sent)
            if not problem:
                play = make_play(request, **told)
                messages.success(request, _("The play is made. It stands on the page of today of whoever does it."))
                return redirect("play", play.pk)
            form.add_error(None, problem)
        note_visit(request, "saw", "prepared_play", deal_id, prepared.name, deal=str(deal_id), driver=prepared.driver)
        return _render(request, prepared, facts, form, parts)


def fill_at_once(proposed: Mapping[str, Any], parts: Sequence[PreparedPart]) -> QueryDict:
    """What would be sent by whoever changes nothing on the page."""
    sent = QueryDict(mutable=True)
    sent["owner"], sent["due"] = str(proposed["owner"]), proposed["due"].isoformat()
    for part in parts:
        for name, value in part.defaults.items():
            sent.setlist(name, [value] if isinstance(value, str) else value)
    return sent


def find_standing(request: Request, deal_id: int, driver: str) -> Play | None:
    """The play of this deal and driver that is still under way and that the user may see."""
    found = list_visible(request).filter(deal_id=deal_id, driver=driver, dropped_at=None, ended_at=None)
    return found.filter(answered_at=None).first()


def _render(
    request: Request, prepared: Prepared, facts: Facts, form: PlayForm, parts: list[PreparedPart]
) -> HttpResponse:
    context = {
        "prepared": prepared,
        "facts": facts,
        "form": form,
        "sent": request.POST,
        "referral": _find_referral(request, prepared.deal_id),
        "parts": parts,
        "remedy": find_remedy(prepared.driver, request.LANGUAGE_CODE),
        "is_held_back": is_held_back(prepared.deal_id, prepared.lot, prepared.loss_id),
        "standing": Play.objects.filter(deal_id=prepared.deal_id, dropped_at=None, ended_at=None).first(),
        "owner": name_sellers([prepared.owner_id]).get(prepared.owner_id, ""),
        "lacks_owner": prepared.owner_id is not None and find_owner(prepared.owner_id) is None,
        "choices": list_reasons(),
    }
    return render(request, "plays/prepare.html", context, status=422 if form.errors else 200)


@contextmanager
def _open() -> Any:
    try:
        opened = open_reading()
    except InputError as error:
        raise Http404 from error
    with opened as reading:
        yield reading


def _prepare(request: Request, reading: Reading, deal_id: int) -> Prepared:
    name, owner = find_seen_deal(request, deal_id)
    names = {one.code: one.name for one in speak_taxonomy().in_use}
    rows = reading.connection.execute(
        "SELECT d.account_id, (SELECT r.driver FROM reason r WHERE r.deal_id = d.id AND r.view = 'open'"
        " AND r.driver NOT IN ('other', 'unknown') ORDER BY r.p_active DESC, r.driver LIMIT 1)"
        f" FROM deal d WHERE d.id = {deal_id:d}"
    ).fetchall()
    account, likeliest = rows[0] if rows else (None, None)
    asked = request.GET.get("driver", "")
    driver = asked if asked in names and is_reason(asked, speak_taxonomy()) else likeliest or ""
    loss = read_id(request.GET.get("loss", ""))
    loss_name = "" if loss is None else find_seen_deal(request, loss)[0]
    return Prepared(deal_id, name, owner, account, driver, names.get(driver, driver), loss, loss_name, reading)


def _propose(request: Request, prepared: Prepared) -> dict[str, Any]:
    """Who does it and until when: the owner of the deal, by the next working day."""
    due = next_workday(timezone.localdate(), list_holidays())
    referral = _find_referral(request, prepared.deal_id)
    return {"owner": find_doer(request, prepared.owner_id).pk, "due": due, "through_name": referral[:200]}


def _find_referral(request: Request, deal_id: int) -> str:
    """To whom a call about this deal led, where the address names that call."""
    asked = read_id(request.GET.get("referral", ""))
    calls = PlayCall.objects.filter(play__in=list_visible(request), play__deal_id=deal_id, removed_at=None)
    found = calls.filter(pk=asked).first() if asked is not None else None
    return found.referral if found else ""


def _gather(
    request: Request, prepared: Prepared, facts: Facts, form: PlayForm, sent: QueryDict
) -> tuple[str, dict[str, Any]]:
    """What is wrong, or what the play is made of."""
    if not prepared.driver:
        return _("Say which reason it is about: choose it above."), {}
    is_held = is_held_back(prepared.deal_id, prepared.lot, prepared.loss_id)
    if is_held and not form.cleaned_data["forced_why"].strip():
        return _("This deal is held out by lot. Say why it has to be called all the same."), {}
    people = {one.person_id: one for one in list_people(prepared.reading, prepared.deal_id)}
    chosen = read_id(form.cleaned_data["contact"] or "")
    contact = people.get(chosen) if chosen is not None else None
    if contact is not None and not may_call(contact):
        return say_no_contact(contact.name), {}
    try:
        through = form.cleaned_data["through"] or ""
        through_name = name_choice(request, prepared.reading, prepared.deal_id, prepared.driver, through)
        ask = ask_through(prepared.reading.connection)
        offers = choose_offers(request, ask, prepared.deal_id, prepared.driver, sent.getlist("offer"))
    except InputError as error:
        return str(error), {}
    texts = _write(request, prepared, form, contact, through_name)
    if form.errors:
        return say_refused(), {}
    source = request.GET.get("source", "")
    told: Mapping[str, Any] = {
        "deal_id": prepared.deal_id,
        "deal_name": prepared.name[:300],
        "deal_owner_id": prepared.owner_id,
        "loss_id": prepared.loss_id,
        "loss_name": prepared.loss_name[:300],
        "driver": prepared.driver,
        "probability": facts.p,
        "value": facts.value,
        "source": source if source in Play.Source.values else _name_source(prepared),
        "lot": prepared.lot,
        "owner": form.cleaned_data["owner"],
        "due": form.cleaned_data["due"],
        "contact_id": contact.person_id if contact else None,
        "contact_name": contact.name[:200] if contact else "",
        "through_name": (through_name or form.cleaned_data["through_name"])[:200],
        "offers": offers,
        **texts,
    }
    return "", dict(told)


def _write(
    request: Request, prepared: Prepared, form: PlayForm, contact: Candidate | None, through: str
) -> dict[str, str]:
    """The texts for whoever is called; what would give a buyer away stands as an error of its field."""
    ask = ask_through(prepared.reading.connection)
    texts = form.texts
    if prepared.driver and contact is not None:
        texts = refill(request, ask, prepared, texts, contact.person_id)
    called = (contact.name, contact.title) if contact else ()
    names = list_names(request, prepared.owner_id, form.cleaned_data["owner"].name, through, *called)
    leaks = check_texts(request, ask, texts, prepared.loss_id, prepared.deal_id, names)
    for part, said in leaks.items():
        form.add_error(part, said)
    return texts


def _name_source(prepared: Prepared) -> str:
    return Play.Source.VERDICT if prepared.loss_id is not None else Play.Source.RISK

"""What is heard in the texts of a play while somebody types them: who would be given away, and what the ear remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.rescue.saying.hearing import Remark
from assay.rescue.saying.scripts import PARTS
from assay.web.debriefs.hearing import hear_typed_script
from assay.web.people.log import note_visit
from assay.web.people.models import User
from assay.web.plays.allowing import find_play, find_seen_deal, may_change
from assay.web.plays.preparing.people import list_people
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.scripts.checking import CHECKED, check_texts
from assay.web.scripts.part import list_names
from assay.web.whole_numbers import read_id

#: texts that one person may have heard in a minute: who types pauses less often, and nobody tries lists of names
MOST_A_MINUTE = 40
#: letters of one text, as a play takes them
LONGEST = 4_000


@dataclass(frozen=True)
class Heard:
    """One text as it was heard. leaks: sentences on what gives somebody away.  remarks: of the ear, as advice.

    is_waiting: it was not looked at, since there were too many in this minute.  is_unchecked: no run to look at.
    is_template: of a template, which is said to every buyer.  takes: a form is there that takes what is offered.
    """

    leaks: Sequence[str] = ()
    remarks: Sequence[Remark] = ()
    is_waiting: bool = False
    is_unchecked: bool = False
    is_empty: bool = False
    is_template: bool = False
    takes: bool = False


@never_cache
@require_POST
def hear_prepared(request: Request, deal_id: int) -> HttpResponse:
    """A text of a play that is being prepared; driver and loss as in the address of that page."""
    owner_id = find_seen_deal(request, deal_id)[1]
    loss = read_id(request.GET.get("loss", ""))
    if loss is not None:
        find_seen_deal(request, loss)
    note_visit(request, "heard", "prepared_play", deal_id, deal=str(deal_id))
    return _show(request, deal_id, owner_id, loss)


@never_cache
@require_POST
def hear_play(request: Request, number: int) -> HttpResponse:
    """A text of a play that stands and is being changed."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    note_visit(request, "heard", "play", play.pk, play.deal_name, deal=str(play.deal_id))
    return _show(request, play.deal_id, play.deal_owner_id, play.loss_id, play.contact_name, takes=play.is_open)


def may_hear(request: Request, texts: int = 1) -> bool:
    """Whether this person may have so many more texts heard in this minute."""
    key = f"hear:{request.user.pk}"
    if cache.add(key, texts, 60):
        return texts <= MOST_A_MINUTE
    try:
        return bool(cache.incr(key, texts) <= MOST_A_MINUTE)
    except ValueError:  # it ran out in between
        return True


def hear_text(request: Request, part: str, text: str) -> Sequence[Remark]:
    """What the ear remarks; nothing of what is offered, which may well sell."""
    return hear_typed_script(part, text) if part in PARTS else ()


def _show(
    request: Request,
    deal_id: int,
    owner_id: int | None,
    loss_id: int | None,
    contact: str = "",
    *,
    takes: bool = False,
) -> HttpResponse:
    part = request.GET.get("part", "")
    if part not in CHECKED:
        raise Http404
    text = request.POST.get(part, "")[:LONGEST]
    heard = _hear(request, part, text, deal_id, owner_id, loss_id, contact)
    return render(request, "scripts/heard.html", {"heard": replace(heard, takes=takes)})


def _hear(
    request: Request, part: str, text: str, deal_id: int, owner_id: int | None, loss_id: int | None, contact: str
) -> Heard:
    if not text.strip():
        return Heard(is_empty=True)
    if not may_hear(request):
        return Heard(is_waiting=True)
    remarks = hear_text(request, part, text)
    try:
        with open_reading() as reading:
            ask = ask_through(reading.connection)
            chosen = read_id(request.POST.get("contact", ""))
            people = list_people(reading, deal_id) if chosen is not None else []
            called = [word for one in people if one.person_id == chosen for word in (one.name, one.title)]
            names = list_names(request, owner_id, contact, *_name_owner(request.POST), *called)
            leaks = check_texts(request, ask, {part: text}, loss_id, deal_id, names)
    except InputError:
        return Heard(remarks=remarks, is_unchecked=True)
    return Heard(leaks.get(part, ()), remarks)


def _name_owner(sent: Mapping[str, str]) -> list[str]:
    """Whoever is chosen to do it may say their own name."""
    number = read_id(sent.get("owner", ""))
    return [] if number is None else list(User.objects.filter(pk=number, is_active=True).values_list("name", flat=True))

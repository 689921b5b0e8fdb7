"""The queue of passages, one at a time, and the page of one passage."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import InputError
from assay.reports.coding.context import read_context
from assay.reports.coding.passage import Passage, read_place
from assay.reports.coding.queue import QUEUES, count_waiting, find_next, find_passage
from assay.web.coding.faults import tells_faults
from assay.web.coding.forms import Typed, read_typed
from assay.web.coding.giving import OlderPage, find_own, give_code, list_others, take_back
from assay.web.coding.models import PassageCode, Queue
from assay.web.coding.showing import (
    describe_passage,
    find_done,
    forget_people,
    list_competitors,
    retype,
    tell_given,
    tell_model,
)
from assay.web.people.log import note, note_visit
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy

#: passages that a session remembers as passed over
_MOST_SKIPPED = 300


@dataclass(frozen=True)
class _Desk:
    """What the page of a passage is made from."""

    request: Request
    reading: Reading
    taxonomy: Taxonomy
    passage: Passage
    queue: str
    own: PassageCode | None


@require_safe
@tells_faults
def show_queue(request: Request) -> HttpResponse:
    """The passage that the user should code next, in the queue that the address names."""
    queue = request.GET.get("queue", "")
    queue = queue if queue in QUEUES else "unsure"
    taxonomy = speak_taxonomy()
    try:
        reading = open_reading()
    except InputError:
        return render(request, "coding/no_run.html")
    with reading:
        done = find_done(request.user, taxonomy)
        skipped = request.session.get("skipped_passages", [])
        found = find_next(reading.connection, request.scope, queue, done, skipped)
        context = {
            "queue": queue,
            "waiting": count_waiting(reading.connection, request.scope, done),
            "skipped": len(skipped),
            "last": _find_last(request, taxonomy),
        }
        if found is None:
            return render(request, "coding/empty.html", context)
        own = find_own(request.user, found.place.key)
        desk = _Desk(request, reading, taxonomy, forget_people(found), queue, own)
        return _show(desk, Typed(), "coding/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def show_passage(request: Request, key: str) -> HttpResponse:
    """One passage: what the user says of it, and once that is said, what others and the model say."""
    taxonomy = speak_taxonomy()
    with _open(request) as reading:
        passage = _find(request, reading, key)
        own = find_own(request.user, key)
        queue = request.POST.get("queue", "")
        queue = queue if queue in QUEUES else Queue.FILE.value
        desk = _Desk(request, reading, taxonomy, passage, queue, own)
        if request.method == "POST":
            return _keep(desk)
        return _show(desk, retype(own), "coding/passage.html", {})


@require_POST
def skip_passage(request: Request, key: str) -> HttpResponse:
    """Passes over a passage for as long as the session lasts."""
    if read_place(key) is None:
        raise Http404
    skipped = [one for one in request.session.get("skipped_passages", []) if one != key]
    request.session["skipped_passages"] = [*skipped, key][-_MOST_SKIPPED:]
    return redirect(_find_queue(request))


@require_POST
def ask_again(request: Request) -> HttpResponse:
    """Takes the passages that were passed over back into the queue."""
    request.session.pop("skipped_passages", None)
    return redirect(_find_queue(request))


@require_POST
def take_code_back(request: Request, key: str) -> HttpResponse:
    """The user says nothing of the passage any more."""
    with _open(request) as reading:
        passage = _find(request, reading, key)
    own = find_own(request.user, key)
    if own is not None:
        take_back(own)
        note(request, "removed", "code", key, passage.deal, deal=str(passage.deal_id), driver=own.driver)
    return redirect("coding_passage", key)


def _keep(desk: _Desk) -> HttpResponse:
    request, passage = desk.request, desk.passage
    competitors = list_competitors(desk.reading.connection, passage.deal_id)
    typed = read_typed(request.POST, passage, desk.taxonomy, competitors)
    if typed.said is None:
        return _show(desk, typed, "coding/passage.html", {}, status=422)
    seen = request.POST.get("seen", "0")
    try:
        code = give_code(
            request.user,
            forget_people(passage),
            read_context(desk.reading.connection, passage),
            typed.said,
            queue=desk.queue,
            is_blind=request.POST.get("shown") == "no",
            seen=int(seen) if seen.isdecimal() and len(seen) < 19 else 0,
            taxonomy=desk.taxonomy,
        )
    except OlderPage:
        problem = _(
            "You have coded this passage on another page since. What you said there is below; keep one of them."
        )
        now = replace(desk, own=find_own(request.user, passage.place.key))
        return _show(now, replace(typed, problem=problem), "coding/passage.html", {}, status=409)
    note(request, "coded", "passage", code.passage, passage.deal, deal=str(passage.deal_id), driver=code.driver)
    if desk.queue == Queue.FILE:
        return redirect("coding_passage", code.passage)
    return redirect(f"{reverse('coding')}?queue={desk.queue}&last={code.passage}")


def _show(desk: _Desk, typed: Typed, name: str, more: dict[str, Any], status: int = 200) -> HttpResponse:
    request, passage, own = desk.request, desk.passage, desk.own
    asked = request.GET.get("choices") == "yes" or request.POST.get("shown") == "yes"
    with_choices = desk.queue != Queue.SAMPLE or asked or own is not None
    shown = forget_people(passage) if own is None else passage
    connection = desk.reading.connection
    context = describe_passage(connection, shown, desk.taxonomy, typed, with_choices=with_choices)
    context |= {"queue": desk.queue, "own": own, "is_blind": not with_choices, "seen": own.pk if own else 0}
    if own is not None and name == "coding/passage.html":
        competitors = list_competitors(connection, passage.deal_id)
        context["said"] = tell_given(own, desk.taxonomy, competitors)
        others = list_others(request.user, passage.place.key)
        context["others"] = [tell_given(code, desk.taxonomy, competitors) for code in others]
        context["model"] = tell_model(forget_people(passage), desk.taxonomy)
        context["model_abstained"] = not forget_people(passage).driver
    # who reads a passage has seen something of its deal
    note_visit(request, "saw", "deal", passage.deal_id, passage.deal)
    return render(request, name, context | more, status=status)


def _open(request: Request) -> Reading:
    try:
        return open_reading()
    except InputError as error:
        raise Http404 from error


def _find(request: Request, reading: Reading, key: str) -> Passage:
    """The passage, if the user may see its deal. Raises Http404 for any other as for one that is not there.

    One that is in the results no longer, such as one that a person said tells no reason, is found as it was coded.
    """
    place = read_place(key)
    if place is None or max(place.row_id, place.start, place.end) >= 2**63:
        raise Http404
    passage = find_passage(reading.connection, request.scope, place)
    passage = passage or _find_coded(request, reading, key)
    if passage is None:
        raise Http404
    return passage


def _find_coded(request: Request, reading: Reading, key: str) -> Passage | None:
    code = PassageCode.objects.filter(passage=key, coder=request.user).first()
    if code is None:
        return None
    query = "SELECT owner_id, coalesce(name, source_id), outcome FROM deal WHERE id = ? AND NOT is_deleted"
    rows = reading.connection.execute(query, [code.deal_id]).fetchall()
    if not rows or not request.scope.holds(code.deal_id, rows[0][0]):
        return None
    return _remember(code, *rows[0][1:])


def _remember(code: PassageCode, deal: str, outcome: str) -> Passage:
    place = read_place(code.passage)
    assert place is not None  # noqa: S101 - it was made from one
    return Passage(
        place,
        code.deal_id,
        deal,
        outcome,
        code.side,
        code.origin,
        code.occurred_at,
        code.known_at,
        code.quote,
        code.driver,
        code.theme,
        code.about,
        code.competitor_id,
        "",
        code.polarity,
        "person",
        None,
        (),
        "",
        "",
    )


def _find_last(request: Request, taxonomy: Taxonomy) -> Any:
    """What the user said of the passage before, so that a slip is mended at once."""
    code = find_own(request.user, request.GET.get("last", "")[:100])
    return tell_given(code, taxonomy, {}) if code else None


def _find_queue(request: Request) -> str:
    queue = request.POST.get("queue", "")
    return f"{reverse('coding')}?queue={queue if queue in QUEUES else 'unsure'}"

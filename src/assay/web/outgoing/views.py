"""Lists texts that are to leave, shows one before and after, and takes the decision about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import InputError
from assay.store.home import open_home
from assay.web.outgoing.finding import find_deal
from assay.web.outgoing.models import Outgoing, State
from assay.web.outgoing.preparing import approve_text, ask_for_text, change_text, refuse_text
from assay.web.outgoing.seeing import STANDINGS, count_standings, see_compared, see_hidden, see_passages
from assay.web.people.allowing import analysts_only
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.second_opinion.settings import open_settings
from assay.words.second_opinion.spending import find_spent

_ON_A_PAGE = 30


@analysts_only
@require_safe
def list_outgoing(request: Request) -> HttpResponse:
    """All texts, newest first, those to be looked at before all others."""
    waiting = Outgoing.objects.filter(state=State.WAITING)
    page = Paginator(Outgoing.objects.exclude(state=State.WAITING), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "page": page, "deal": request.GET.get("deal", "")[:200], **_describe_asking()}
    return render(request, "outgoing/list.html", context)


@analysts_only
@require_POST
def make_outgoing(request: Request) -> HttpResponse:
    """Has a text about a deal prepared."""
    told = request.POST.get("deal", "").strip()[:200]
    try:
        open_settings(open_home())
        deal_id, name = find_deal(open_home(), told)
    except InputError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return redirect("outgoing")
    made = ask_for_text(request.user, deal_id, name)
    note(request, "made", "outgoing", made.pk, name, deal=str(deal_id))
    return redirect("outgoing_text", made.pk)


@analysts_only
@require_http_methods(["GET", "POST"])
def show_outgoing(request: Request, outgoing_id: int) -> HttpResponse:
    """One text before and after; a person changes what is hidden, approves it or has it not sent."""
    outgoing = Outgoing.objects.filter(pk=outgoing_id).first()
    if outgoing is None:
        raise Http404
    if request.method == "POST":
        _decide(request, outgoing)
        return redirect("outgoing_text", outgoing_id)
    counts = count_standings(outgoing)
    context = {
        "outgoing": outgoing,
        "passages": see_passages(outgoing),
        "hidden": see_hidden(outgoing),
        "note": outgoing.content.get("note", ""),
        "left_out": outgoing.content.get("left_out", 0),
        "standings": [(name, counts.get(key, 0)) for key, name in STANDINGS.items()],
        "compared": see_compared(outgoing, speak_taxonomy()) if outgoing.compared else [],
    }
    note(request, "saw", "outgoing", outgoing.pk, outgoing.deal_name)
    name = "outgoing/state.html" if request.htmx else "outgoing/text.html"
    answer = render(request, name, context)
    if request.htmx and outgoing.state not in (State.PREPARING, State.APPROVED):
        answer["HX-Refresh"] = "true"
    return answer


def _decide(request: Request, outgoing: Outgoing) -> None:
    act = request.POST.get("act")
    if act == "approve":
        done = approve_text(outgoing, request.POST.get("digest", ""), request.user.email)
        said = _("Approved. It is sent as soon as the work before it has ended.")
    elif act == "refuse":
        done, said = refuse_text(outgoing, request.user.email), _("It is not sent.")
    else:
        done, said = _change(request, outgoing), _("What is hidden was changed. Look at it once more.")
    if done:
        detail = {"digest": request.POST.get("digest", "")[:64]} if act == "approve" else {}
        word = {"approve": "approved", "refuse": "refused"}.get(act or "", "changed")
        note(request, word, "outgoing", outgoing.pk, outgoing.deal_name, **detail)
        messages.success(request, said)
    else:
        messages.error(request, _("Somebody has changed or decided this meanwhile. Look at it as it is now."))


def _change(request: Request, outgoing: Outgoing) -> bool:
    version = request.POST.get("version", "")
    also = request.POST.get("also", "").splitlines()
    if not version.isascii() or not version.isdecimal() or len(version) > 9 or not outgoing.content:
        return False
    try:
        return change_text(outgoing, int(version), also, request.POST.getlist("shown")[:500])
    except InputError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return True


def _describe_asking() -> dict[str, Any]:
    """Whether a model is asked, which, and what it has cost in this month."""
    home = open_home()
    try:
        settings = open_settings(home)
    except InputError as error:
        return {"asked": None, "why": error.message}
    return {"asked": settings, "spent": find_spent(home)}

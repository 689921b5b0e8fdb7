"""The call of a play: recorded, and the concern that was heard chosen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.reports.same_situation.reading import is_reason
from assay.web.people.saving import StaleRow
from assay.web.plays.allowing import find_play, may_change
from assay.web.plays.calling.forms import CallForm
from assay.web.plays.calling.recording import keep_call, set_concern
from assay.web.plays.models import Play, PlayCall
from assay.web.plays.views import render_play
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy


@require_POST
def record_call(request: Request, number: int) -> HttpResponse:
    """Keeps what came back. A different concern is coded at once where the words are clear, else choices are shown."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    form = CallForm(request.POST)
    if not form.is_valid():
        return render_play(request, play, form, 422)
    try:
        call = keep_call(request, play, form.cleaned_data["version"], form.cleaned_data)
    except StaleRow:
        messages.error(request, _("Somebody has changed this play since you opened the page. Look, then try again."))
        return render_play(request, Play.objects.get(pk=play.pk), form, 409)
    messages.success(request, _say_kept(call))
    return redirect("play", play.pk)


def _say_kept(call: PlayCall) -> str:
    if call.result == PlayCall.Result.OTHER and not call.driver:
        return _("Kept. Say which concern it is, so that deals with the same concern can be found.")
    if call.result == PlayCall.Result.OTHER:
        return _("Kept. Below stand the open deals in which this concern is likely at work.")
    if call.result == PlayCall.Result.NO_ANSWER:
        day = date_format(Play.objects.get(pk=call.play_id).due, "l, j F")
        return _("Kept. Try again on %(day)s: the play is due on that day.") % {"day": day}
    if call.result == PlayCall.Result.REFERRAL:
        return _("Kept. Below, at the call, you can prepare a play through them.")
    return _("Kept.")


@require_POST
def choose_concern(request: Request, number: int, call: int) -> HttpResponse:
    """A person says which driver the words name."""
    play = find_play(request, number)
    if not may_change(request, play):
        raise PermissionDenied
    found = play.calls.filter(pk=call, removed_at=None).first()
    if found is None:
        raise Http404
    taxonomy = speak_taxonomy()
    driver = request.POST.get("driver", "")
    if not is_reason(driver, taxonomy):
        messages.error(request, _("Choose one of the reasons in the list."))
    else:
        set_concern(request, found, driver)
        messages.success(request, _("Kept. Below stand the open deals in which this concern is likely at work."))
    return redirect("play", play.pk)

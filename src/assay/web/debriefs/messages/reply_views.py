"""What came back to an invitation or a letter, recorded by hand. Who works on the debrief records it."""

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.domain.errors import InputError
from assay.web.debriefs.drafting import Kept
from assay.web.debriefs.messages import replying
from assay.web.debriefs.messages.finding import find_person, find_worked
from assay.web.debriefs.messages.forms import ReplyForm
from assay.web.debriefs.messages.parts import describe_message
from assay.web.debriefs.models import BuyerMessage, Reply
from assay.web.people.log import note
from assay.web.request import Request


@require_POST
def record_reply(request: Request, number: int, person: int, kind: str) -> HttpResponse:
    """What came back, by hand."""
    asked = find_person(request, number, person)
    message = asked.messages.filter(kind=kind).exclude(sent_at=None).select_related("debrief", "person", "mail").first()
    if message is None:
        raise Http404
    form = ReplyForm(request.POST, message=message)
    if form.is_valid():
        told = form.cleaned_data
        at = min(timezone.make_aware(datetime.combine(told["day"], time(12))), timezone.now())
        what = replying.Told(told["kind"], at=at, time=told.get("time"), channel=told.get("channel", ""),
                             named=told["named"], text=told["text"].replace("\r\n", "\n"))  # fmt: skip
        try:
            replying.record_reply(asked, message, what, request.user)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            note(request, "recorded", "debrief", number, asked.debrief.deal_name, reply=told["kind"],
                 deal=str(asked.debrief.deal_id))  # fmt: skip
            messages.success(request, _("It is recorded what came back."))
            return redirect("debrief_message", number, person, kind)
    return _show_reply(request, message, form)


def _show_reply(request: Request, message: BuyerMessage, form: ReplyForm) -> HttpResponse:
    context = describe_message(message) | {"kept": Kept(message.text, 0), "text": message.text, "reply_form": form}
    return render(request, "debriefs/messages/message.html", context, status=422)


@require_POST
def remove_reply(request: Request, number: int, reply: int) -> HttpResponse:
    """It was recorded by mistake. What the buyer pressed on the own page stays."""
    debrief = find_worked(request, number)
    found = Reply.objects.filter(debrief=debrief, pk=reply, removed_at=None, by_buyer=False).first()
    if found is None:
        raise Http404
    replying.remove_reply(found)
    note(request, "removed", "debrief", number, debrief.deal_name, reply=found.kind, deal=str(debrief.deal_id))
    kind = found.message.kind if found.message else BuyerMessage.Kind.INVITATION
    return redirect("debrief_message", number, found.person_id, kind)

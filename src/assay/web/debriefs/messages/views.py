"""Pages of the invitation and the letter. Who works on the debrief writes; others find no page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import InputError
from assay.outside.mail_message import write_eml
from assay.store.home import open_home
from assay.web.debriefs.drafting import Kept, keep_draft
from assay.web.debriefs.mailing.links import leave_out_links
from assay.web.debriefs.mailing.posting import drop_mail, send_again
from assay.web.debriefs.messages import writing
from assay.web.debriefs.messages.calendaring import find_times
from assay.web.debriefs.messages.facts import read_facts
from assay.web.debriefs.messages.finding import find_message
from assay.web.debriefs.messages.forms import TIMES, InvitationForm, MessageForm, ReplyForm
from assay.web.debriefs.messages.parts import describe_message
from assay.web.debriefs.messages.wording import propose_subject
from assay.web.debriefs.models import BuyerMessage
from assay.web.debriefs.steps.choosing import is_hindered
from assay.web.debriefs.steps.page import say_hindrance
from assay.web.mailing import has_server
from assay.web.people.letters import is_company_named, name_company
from assay.web.people.log import note
from assay.web.printing import print_now, send_pdf, show_unprintable
from assay.web.request import Request
from assay.web.typed import read_number, read_passage

_LONGEST = 20_000


@never_cache
@require_http_methods(["GET", "POST"])
def show_message(request: Request, number: int, person: int, kind: str) -> HttpResponse:
    """The message with what it is heard to say; what is pressed is done."""
    try:
        message = find_message(request, number, person, kind)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("debrief", number)
    if request.method == "POST":
        return _act(request, message)
    note(request, "saw", "debrief", message.debrief_id, message.debrief.deal_name, deal=str(message.debrief.deal_id))
    return _show(request, message)


def _act(request: Request, message: BuyerMessage) -> HttpResponse:
    """Keeps text and choices first, so that nothing typed is lost, whatever was pressed."""
    act = request.POST.get("act", "keep")
    if message.sent_at is not None:
        return _act_on_sent(request, message, act)
    kept = _keep_text(request, message)
    if request.htmx:
        return _show_hearing(request, message, kept)
    form = make_form(message, request.POST)
    if not form.is_valid():
        return _show(request, message, form=form, status=422)
    if kept.is_stale or form.cleaned_data["version"] != message.version:
        problem = _(
            "Somebody changed this message since you opened the page. What you typed is kept among its versions."
        )
        return _show(request, message, problem=problem, status=409)
    message = _keep_choices(message, form, anew=act == "anew")
    if act in {"mail", "file", "paper"}:
        return _go(request, message, act)
    if act == "anew":
        keep_draft(writing.find_field(message), "", kept.version, by=request.user.email)
    messages.success(request, _("Kept."))
    return redirect("debrief_message", message.debrief_id, message.person_id, message.kind)


def _keep_text(request: Request, message: BuyerMessage) -> Kept:
    text, seen = read_passage(request.POST.get("text", ""), _LONGEST), read_number(request.POST.get("seen", ""))
    standing = writing.read_text(message, read_facts(message.person))
    if text == standing.text:  # the proposal as it stands is no draft: it follows what is chosen
        return standing
    return keep_draft(writing.find_field(message), text, seen, by=request.user.email)


def make_form(message: BuyerMessage, data: Any = None) -> MessageForm:
    """The choices, as they stand or as they were sent."""
    initial: dict[str, Any] = {
        name: getattr(message, name)
        for name in ("version", "address", "subject", "language", "circle", "minutes", "channels")
    }
    if message.kind == BuyerMessage.Kind.LETTER:
        return MessageForm(data, initial=initial)
    initial |= dict(zip(TIMES, find_times(message), strict=False))
    return InvitationForm(data, initial=initial, debrief=message.debrief)


def _keep_choices(message: BuyerMessage, form: MessageForm, *, anew: bool) -> BuyerMessage:
    told = form.cleaned_data
    changes = {name: told[name] for name in ("address", "subject", "language", "circle")}
    if isinstance(form, InvitationForm):
        changes |= {name: told[name] for name in ("minutes", "channels")} | {"times": form.list_times()}
    was_proposed = message.subject == propose_subject(message)
    is_new_language = changes["language"] != message.language
    if all(getattr(message, name) == value for name, value in changes.items()) and not anew:
        return message
    for name, value in changes.items():
        setattr(message, name, value)
    if anew or (is_new_language and was_proposed):
        message.subject = propose_subject(message)
    message.version += 1
    message.save()
    return message


def _go(request: Request, message: BuyerMessage, act: str) -> HttpResponse:
    """It is sent, or was handed over; unless something holds it back."""
    facts = read_facts(message.person)
    text = writing.read_text(message, facts).text
    try:
        if message.person.asked_at is None and (why := is_hindered(message.debrief, message.person)):
            raise InputError(f"{message.person.name}: {say_hindrance(why)}", fix=_("Write to somebody else."))
        writing.hold_back(message, text, facts, is_read=request.POST.get("is_read") == "yes")
        sent = writing.send_message(message, text, request.user, act)
    except InputError as error:
        return _show(request, message, problem=str(error), status=422)
    debrief = message.debrief
    note(
        request, "sent", "debrief", debrief.pk, debrief.deal_name, message=sent.kind, way=act, deal=str(debrief.deal_id)
    )
    told = {
        "mail": _("It is on its way. Replies come to your own mailbox; record here what came back."),
        "file": _("It is noted that you have sent it. Record here what came back."),
        "paper": _("It is noted that it went on paper. Record here what came back."),
    }
    messages.success(request, told[act])
    return redirect("debrief_message", debrief.pk, message.person_id, message.kind)


def _act_on_sent(request: Request, message: BuyerMessage, act: str) -> HttpResponse:
    if act == "again" and message.mail is not None and send_again(message.mail):
        messages.success(request, _("It is sent again."))
    elif act == "drop" and message.mail is not None and drop_mail(message.mail):
        messages.success(request, _("It is not sent."))
    elif act == "reopen" and writing.reopen_message(message):
        messages.success(request, _("You can change it."))
    elif act in {"mail", "file", "paper"}:
        messages.success(request, _("It has gone already."))
    else:
        messages.error(request, _("That is not possible any more."))
    return redirect("debrief_message", message.debrief_id, message.person_id, message.kind)


def _show_hearing(request: Request, message: BuyerMessage, kept: Kept) -> HttpResponse:
    facts = read_facts(message.person)
    text = request.POST.get("text", "")
    context = {"checked": writing.check_text(message, text, facts), "kept": kept, "message": message, "is_part": True}
    return render(request, "debriefs/messages/hearing.html", context)


def _show(
    request: Request, message: BuyerMessage, *, form: MessageForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    facts = read_facts(message.person)
    kept = writing.read_text(message, facts)
    typed = request.POST.get("text") if status != 200 else None
    text = kept.text if typed is None else typed
    is_draft = message.sent_at is None
    is_letter = message.kind == BuyerMessage.Kind.LETTER
    context = describe_message(message) | {
        "form": form or make_form(message),
        "kept": kept,
        "text": text,
        "checked": writing.check_text(message, text, facts) if is_draft else None,
        "has_server": has_server(open_home()),
        "has_company": is_company_named(),
        "problem": problem,
        "reply_form": None if is_draft else ReplyForm(message=message, initial={"day": timezone.localdate()}),
        "said": [one for one in facts.said if one.strip()][:8] if is_letter and is_draft else [],
        "calendar": is_draft and bool(writing.write_proposal(message)),
    }
    return render(request, "debriefs/messages/message.html", context, status=status)


@never_cache
@require_safe
def export_file(request: Request, number: int, person: int, kind: str, name: str) -> HttpResponse:
    """The message as a mail program opens it, its calendar file, or the letter on paper; held back as when sent."""
    try:
        message = find_message(request, number, person, kind)
        facts = read_facts(message.person)
        text = writing.read_text(message, facts).text
        if message.sent_at is None and name != "talk.ics":
            writing.hold_back(message, text, facts, is_read=request.GET.get("is_read") == "yes")
        if name == "message.eml" and message.sent_at is None:
            content, media = write_eml(writing.export_message(message, text, request.user)), "message/rfc822"
        elif name == "talk.ics" and (calendar := writing.write_proposal(message)):
            content, media = calendar.encode(), "text/calendar; charset=utf-8"
        elif name == "letter.pdf":
            return _print(request, message, text)
        else:
            raise Http404
    except InputError as error:
        messages.error(request, str(error))
        return redirect("debrief_message", number, person, kind)
    note(request, "exported", "debrief", message.debrief_id, message.debrief.deal_name, file=name,
         deal=str(message.debrief.deal_id))  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media, headers=headers)


def _print(request: Request, message: BuyerMessage, text: str) -> HttpResponse:
    with override(message.language):
        context = {
            "message": message,
            "text": leave_out_links(text),
            "company": name_company(),
            "today": timezone.localdate(),
        }
        page = render_to_string("debriefs/messages/paper.html", context)
    try:
        pdf = print_now(page)
    except InputError as error:
        return show_unprintable(request, error)
    note(request, "exported", "debrief", message.debrief_id, message.debrief.deal_name, file="letter.pdf",
         deal=str(message.debrief.deal_id))  # fmt: skip
    return send_pdf(pdf, "letter.pdf")

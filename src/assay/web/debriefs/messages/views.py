"""Pages of the invitation and the letter, and what came back. Who works on the debrief writes; others find no page."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.domain.errors import InputError
from assay.outside.mail_message import write_eml
from assay.store.home import open_home
from assay.web.debriefs.allowing import find_debrief, may_work
from assay.web.debriefs.drafting import Kept, keep_draft
from assay.web.debriefs.mailing.links import PAGE, fill_links, leave_out_links
from assay.web.debriefs.mailing.posting import drop_mail, send_again
from assay.web.debriefs.messages import replying, writing
from assay.web.debriefs.messages.facts import read_facts
from assay.web.debriefs.messages.forms import TIMES, InvitationForm, MessageForm, ReplyForm
from assay.web.debriefs.messages.wording import propose_subject
from assay.web.debriefs.models import AskedPerson, BuyerMessage, Debrief, Reply, Token
from assay.web.debriefs.steps.choosing import is_hindered
from assay.web.debriefs.steps.page import say_hindrance
from assay.web.mailing import find_server
from assay.web.middleware import read_zone
from assay.web.people.letters import name_company
from assay.web.people.log import note
from assay.web.printing import print_now, send_pdf, show_unprintable
from assay.web.request import Request

_LONGEST = 20_000


def find_person(request: Request, number: int, person: int) -> AskedPerson:
    """Somebody who is asked in a debrief that the user works on. Raises Http404, and PermissionDenied for readers."""
    debrief = find_debrief(request, number)
    if not may_work(request, debrief):
        raise PermissionDenied
    found = debrief.people.select_related("debrief").filter(pk=person, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def find_message(request: Request, number: int, person: int, kind: str) -> BuyerMessage:
    """The message of that kind to that person, with a 404 for any other kind."""
    if kind not in BuyerMessage.Kind.values:
        raise Http404
    asked = find_person(request, number, person)
    if why := writing.find_why_not(asked, kind):
        standing = BuyerMessage.objects.filter(person=asked, kind=kind).exclude(sent_at=None).first()
        if standing is None:
            raise InputError(why, fix=_("The page of the debrief says what comes first."))
    return writing.open_message(asked, kind, request.user)


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
    text = request.POST.get("text", "")[:_LONGEST].replace("\r\n", "\n")
    typed = request.POST.get("seen", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
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
    zone = read_zone(message.zone)
    times = [datetime.fromisoformat(one).astimezone(zone) for one in message.times]
    initial |= dict(zip(TIMES, times, strict=False))
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
    try:
        server = find_server(open_home())
    except InputError:
        server = None
    is_letter = message.kind == BuyerMessage.Kind.LETTER
    context: dict[str, Any] = {
        "message": message,
        "debrief": message.debrief,
        "person": message.person,
        "is_letter": is_letter,
        "form": form or make_form(message),
        "kept": kept,
        "text": text,
        "checked": None if message.sent_at else writing.check_text(message, text, facts),
        "has_server": server is not None,
        "problem": problem,
        "replies": message.person.replies.filter(removed_at=None).select_related("by", "answer"),
        "reply_form": ReplyForm(message=message, initial={"day": timezone.localdate()}) if message.sent_at else None,
        "said": [one for one in facts.said if one.strip()][:8] if is_letter and not message.sent_at else [],
        "calendar": bool(writing.write_proposal(message)) if not message.sent_at else False,
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
    context = {
        "message": message,
        "debrief": message.debrief,
        "person": message.person,
        "is_letter": message.kind == BuyerMessage.Kind.LETTER,
        "kept": Kept(message.text, 0),
        "text": message.text,
        "replies": message.person.replies.filter(removed_at=None).select_related("by", "answer"),
        "reply_form": form,
    }
    return render(request, "debriefs/messages/message.html", context, status=422)


@require_POST
def remove_reply(request: Request, number: int, reply: int) -> HttpResponse:
    """It was recorded by mistake. What the buyer pressed on the own page stays."""
    debrief = find_debrief(request, number)
    if not may_work(request, debrief):
        raise PermissionDenied
    found = Reply.objects.filter(debrief=debrief, pk=reply, removed_at=None, by_buyer=False).first()
    if found is None:
        raise Http404
    replying.remove_reply(found)
    note(request, "removed", "debrief", number, debrief.deal_name, reply=found.kind, deal=str(debrief.deal_id))
    kind = found.message.kind if found.message else BuyerMessage.Kind.INVITATION
    return redirect("debrief_message", number, found.person_id, kind)


@never_cache
@require_http_methods(["GET", "POST"])
def give_link(request: Request, number: int, person: int) -> HttpResponse:
    """A link to the buyer's own page, to hand over in another way: shown once. Or all links of that person end."""
    asked = find_person(request, number, person)
    debrief: Debrief = asked.debrief
    link = ""
    if request.method == "POST":
        if why := find_why_no_link(asked):
            messages.error(request, why)
            return redirect("debrief", number)
        if request.POST.get("act") == "end":
            Token.objects.filter(person=asked, revoked_at=None).update(revoked_at=timezone.now())
            note(request, "revoked", "debrief", number, debrief.deal_name, deal=str(debrief.deal_id))
            messages.success(request, _("No link of this person opens any more."))
            return redirect("debrief_link", number, person)
        link = fill_links(PAGE, asked, request.user, debrief.language)
        note(request, "made", "debrief", number, debrief.deal_name, link=str(asked.pk), deal=str(debrief.deal_id))
    now = timezone.now()
    standing = asked.tokens.filter(revoked_at=None, expires_at__gt=now).select_related("made_by")
    context = {
        "debrief": debrief,
        "person": asked,
        "link": link,
        "standing": standing,
        "why_not": find_why_no_link(asked),
    }
    return render(request, "debriefs/messages/link.html", context)


def find_why_no_link(person: AskedPerson) -> str:
    """Why nobody hands this person a link; empty where one may."""
    if person.asked_at is None:
        return _("Ask by voice first: the page is for those who choose it.")
    return "" if person.debrief.is_due or person.debrief.state == "closed" else _("This debrief is taken out.")

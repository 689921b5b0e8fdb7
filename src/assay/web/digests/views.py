"""A person's own page of digest and calendar, the end of mail without signing in, and the calendar itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.web.digests.feeding import make_feed, open_feed, write_calendar_of
from assay.web.digests.forms import ChoiceForm
from assay.web.digests.gathering import gather_digest
from assay.web.digests.models import CalendarFeed, DigestChoice
from assay.web.digests.sending import count_days, send_now, speak_to
from assay.web.digests.stopping import read_stop
from assay.web.mailing import has_server
from assay.web.people.log import note
from assay.web.request import Request


@never_cache
@require_http_methods(["GET", "POST"])
def show_digest(request: Request) -> HttpResponse:
    """What is chosen, how the digest looks now, and the calendar."""
    choice, _made = DigestChoice.objects.get_or_create(user=request.user)
    rhythm = choice.rhythm
    form = ChoiceForm(request.POST or None, instance=choice, initial={"version": choice.version})
    if request.method == "POST" and form.is_valid():
        if _keep(request, form, rhythm):
            messages.success(request, _("Saved."))
            return redirect("digest")
        messages.error(request, _("This was changed in another window. Look at it as it is now, then try again."))
        return _render(request, ChoiceForm(instance=DigestChoice.objects.get(user=request.user)), 409)
    return _render(request, form, 422 if form.errors else 200)


def _keep(request: Request, form: ChoiceForm, before: str) -> bool:
    """Whether it was kept: the page was not an old one."""
    told: dict[str, Any] = {name: form.cleaned_data[name] for name in ("rhythm", "weekday", "notices")}
    if told["rhythm"] != before or "weekday" in form.changed_data:
        told["chosen_at"] = timezone.now()
    seen = form.cleaned_data["version"] or 0
    with transaction.atomic():
        own = DigestChoice.objects.select_for_update().filter(user=request.user, version=seen)
        if not own.update(**told, version=seen + 1):
            return False
        note(request, "changed", "digest", request.user.pk, request.user.email, fields=form.changed_data)
    return True


def _render(request: Request, form: ChoiceForm, status: int = 200, address: str = "") -> HttpResponse:
    choice = DigestChoice.objects.get(user=request.user)
    form.initial["version"] = choice.version
    context = {
        "form": form,
        "choice": choice,
        "digest": gather_digest(request.user, count_days(choice)),
        "days": count_days(choice),
        "has_server": has_server(settings.HOME),
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "address": address,
    }
    return render(request, "digests/digest.html", context, status=status)


@require_POST
def send_digest(request: Request) -> HttpResponse:
    """One digest at once, to the user's own address."""
    if not has_server(settings.HOME):
        messages.error(request, _("No mail server is set up. An administrator names one under Settings, Mail."))
        return redirect("digest")
    try:
        sent = send_now(request.user)
    except OSError as error:
        messages.error(request, _("The mail server did not take it: %(why)s") % {"why": error})
        return redirect("digest")
    if sent:
        note(request, "sent", "digest", request.user.pk, request.user.email)
        messages.success(request, _("It is sent to %(address)s.") % {"address": request.user.email})
    else:
        messages.info(request, _("There are no results yet. After the first run there is something to send."))
    return redirect("digest")


@never_cache
@require_POST
def change_feed(request: Request) -> HttpResponse:
    """Makes a new secret address, takes it back, or changes whether deals are named."""
    act = request.POST.get("act")
    if act == "make":
        address = make_feed(request.user)
        note(request, "made", "calendar", request.user.pk, request.user.email)
        return _render(
            request, ChoiceForm(instance=DigestChoice.objects.get_or_create(user=request.user)[0]), 200, address
        )
    own = CalendarFeed.objects.filter(user=request.user)
    if act == "revoke" and own.delete()[0]:
        note(request, "revoked", "calendar", request.user.pk, request.user.email)
        messages.success(request, _("The address opens nothing any more."))
    elif act == "titles" and own.update(private_titles=request.POST.get("private_titles") == "on"):
        note(request, "changed", "calendar", request.user.pk, request.user.email)
        messages.success(request, _("Saved."))
    return redirect("digest")


@login_not_required
@never_cache
@require_safe
def show_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whatever program knows its address. Any other address looks like a missing one."""
    feed = open_feed(secret)
    if feed is None:
        raise Http404
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
    with speak_to(feed.user):
        text = write_calendar_of(feed.user, is_private=feed.private_titles)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@csrf_exempt  # mail programs send it by themselves (RFC 8058); the address is signed
@never_cache
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, signed: str) -> HttpResponse:
    """Ends one kind of mail; a look at the page alone changes nothing, as programs look at links too."""
    found = read_stop(signed)
    if found is None:
        raise Http404
    user, kind = found
    if request.method == "POST":
        told = {"rhythm": DigestChoice.Rhythm.NONE} if kind == "digest" else {"notices": False}
        choice, _made = DigestChoice.objects.get_or_create(user=user)
        DigestChoice.objects.filter(pk=choice.pk).update(**told, version=choice.version + 1)
        note(None, "stopped", "digest", user.pk, user.email, mail=kind)
    with speak_to(user):
        return render(request, "digests/stop.html", {"kind": kind, "is_done": request.method == "POST"})

"""The way into the settings, and the page about letters."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import InputError
from assay.store.home import open_home
from assay.web.debriefs.models import Mail, MailState
from assay.web.mailing import find_outbox, find_sender, find_server
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.preferences.views.plain import show_mail_form
from assay.web.request import Request

#: seconds in which a second test letter is a double click
_APART = 10


@administrators_only
@require_safe
def show_settings(request: Request) -> HttpResponse:
    """What can be set."""
    return render(request, "preferences/start.html")


@administrators_only
@require_http_methods(["GET", "POST"])
def show_mail(request: Request) -> HttpResponse:
    """Where letters go, without the password; a press sends one to oneself."""
    if request.method == "POST" and request.POST.get("act") == "test":
        _send_test(request)
        return redirect("settings_mail")
    if os.environ.get("ASSAY_EMAIL_URL"):
        return _show_environment(request)
    home = open_home()
    return show_mail_form(request, folder="" if home.settings.get("mail_server") else find_outbox(home), **_tell())


def _show_environment(request: Request) -> HttpResponse:
    """What the environment says goes before the settings, and cannot be changed here."""
    try:
        server, problem = find_server(open_home()), ""
    except InputError as error:
        server, problem = None, str(error)
    context = {"server": server, "problem": problem, "sender": find_sender(open_home()), **_tell()}
    return render(request, "preferences/mail_environment.html", context)


def _tell() -> dict[str, object]:
    counts = Mail.objects.values_list("state").annotate(count=Count("pk")).values_list("state", "count")
    known = dict(counts)
    return {
        "public": urlsplit(settings.PUBLIC_URL).geturl(),
        "unsent": known.get(MailState.FAILED, 0) + known.get(MailState.UNSURE, 0),
        "waiting": known.get(MailState.WAITING, 0),
    }


def _send_test(request: Request) -> None:
    if not cache.add(f"test-letter-{request.user.pk}", 1, _APART):
        return
    letter = EmailMessage(
        _("A test letter from Assay"),
        _("Letters from Assay reach you at this address."),
        find_sender(open_home()),
        [request.user.email],
    )
    try:
        letter.send()
    except OSError as error:
        messages.error(request, _("The letter was not taken: %(error)s") % {"error": error})
        return
    note(request, "sent", "test letter", "", request.user.email)
    messages.success(request, _("A letter is on its way to %(address)s.") % {"address": request.user.email})

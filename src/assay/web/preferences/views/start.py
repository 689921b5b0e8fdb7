"""The way into the settings, and the page about letters."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
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
    if request.method == "POST":
        _send_test(request)
        return redirect("settings_mail")
    host = getattr(settings, "EMAIL_HOST", "")
    is_server = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    context = {
        "is_server": is_server,
        "server": f"{host}:{settings.EMAIL_PORT}" if is_server else "",
        "server_user": settings.EMAIL_HOST_USER if is_server else "",
        "is_encrypted": is_server and (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL),
        "folder": getattr(settings, "EMAIL_FILE_PATH", ""),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "public": urlsplit(settings.PUBLIC_URL).geturl(),
    }
    return render(request, "preferences/mail.html", context)


def _send_test(request: Request) -> None:
    if not cache.add(f"test-letter-{request.user.pk}", 1, _APART):
        return
    letter = EmailMessage(
        _("A test letter from Assay"),
        _("Letters from Assay reach you at this address."),
        settings.DEFAULT_FROM_EMAIL,
        [request.user.email],
    )
    try:
        letter.send()
    except OSError as error:
        text = _("The letter was not taken: %(error)s. Mend ASSAY_EMAIL_URL and start the server anew.")
        messages.error(request, text % {"error": error})
        return
    note(request, "sent", "test letter", "", request.user.email)
    messages.success(request, _("A letter is on its way to %(address)s.") % {"address": request.user.email})

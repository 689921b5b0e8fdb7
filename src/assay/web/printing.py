"""Papers: each printed once, one at a time, and sent so that no browser keeps it."""

import threading
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.reports.paper import print_pdf
from assay.store.durable import write_whole

# printing takes a whole core for seconds: one at a time leaves the other requests theirs
_printing = threading.Lock()


def print_once(path: Path, write_page: Callable[[], str]) -> bytes:
    """The PDF at `path`, printed now where it does not lie there yet; empty where there is no page to print.

    Raises InputError when this machine cannot print.
    """
    if path.exists():
        return path.read_bytes()
    with _printing:
        if path.exists():
            return path.read_bytes()
        page = write_page()
        pdf = print_pdf(page) if page else b""
        if pdf:
            write_whole(path, pdf)
        return pdf


def print_now(page: str) -> bytes:
    """The PDF of a page that is kept nowhere. Raises InputError when this machine cannot print."""
    with _printing:
        return print_pdf(page)


def send_pdf(pdf: bytes, name: str) -> HttpResponse:
    """The paper, to be looked at in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def show_unprintable(request: HttpRequest, error: InputError) -> HttpResponse:
    """What to do where this machine cannot print."""
    context = {"title": _("This cannot be printed here"), "advice": str(error)}
    return render(request, "fault.html", context, status=501)

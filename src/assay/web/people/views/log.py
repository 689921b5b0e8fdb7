"""The log, for administrators."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from assay.web.csv_lines import send_lines
from assay.web.people.allowing import administrators_only
from assay.web.people.forms import LogForm
from assay.web.people.log import LogEntry, note
from assay.web.people.log_reading import cut_page, filter_log, list_values, write_csv
from assay.web.request import Request


@administrators_only
def show_log(request: Request) -> HttpResponse:
    """Who saw and changed what, newest first."""
    form = _make_form(request)
    found = filter_log(form.cleaned_data) if form.is_valid() else LogEntry.objects.none()
    page = cut_page(request, found)
    return render(request, "people/log.html", {"form": form, "page": page, "is_filtered": bool(request.GET)})


@administrators_only
def write_log(request: Request) -> HttpResponseBase:
    """The filtered log as a CSV file; that somebody took it stands in the log too."""
    form = _make_form(request)
    if not form.is_valid():
        return render(request, "people/log.html", {"form": form}, status=422)
    chosen = [f"{name} {value}" for name, value in form.cleaned_data.items() if value]
    note(request, "exported", "log", what=", ".join(chosen))
    rows = filter_log(form.cleaned_data).iterator(chunk_size=2000)
    return send_lines(write_csv(rows), "assay-log.csv")


def _make_form(request: Request) -> LogForm:
    return LogForm(request.GET, acts=list_values("act"), kinds=list_values("kind"))

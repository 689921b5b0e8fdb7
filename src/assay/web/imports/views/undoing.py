"""The last import taken back, or put back."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.domain.errors import AssayError
from assay.jobs.queue import enqueue
from assay.sources.undoing import LastImport, redo_import, undo_import
from assay.store.home import Home, open_home
from assay.web.imports.allowing import importers_only
from assay.web.imports.models import ImportEntry
from assay.web.people.log import note
from assay.web.request import Request


@importers_only
@require_POST
def undo(request: Request) -> HttpResponse:
    """Publishes the record as it was before the last import, and has the signals asked anew."""
    last = _do(request, undo_import)
    if last:
        _find_entries(last).update(undone_at=timezone.now(), undone_by=str(request.user))
        note(request, "undid", "import", last.import_run, str(last))
        messages.success(
            request, _("Undone: %(what)s. Nothing is lost by it: the import can be put back below.") % {"what": last}
        )
    return redirect("imports")


@importers_only
@require_POST
def redo(request: Request) -> HttpResponse:
    """Puts the import back that was undone last."""
    last = _do(request, redo_import)
    if last:
        _find_entries(last).update(undone_at=None, undone_by="")
        note(request, "redid", "import", last.import_run, str(last))
        messages.success(request, _("Put back: %(what)s.") % {"what": last})
    return redirect("imports")


def _do(request: Request, act: Callable[..., LastImport]) -> LastImport | None:
    version = request.POST.get("version", "")
    home: Home = open_home()
    try:
        last = act(home, version=int(version) if version.isdigit() else -1)
    except AssayError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return None
    enqueue("run", asked_by=request.user, key="run")
    return last


def _find_entries(last: LastImport) -> QuerySet[ImportEntry]:
    return ImportEntry.objects.filter(import_run=last.import_run, made_at=last.made_at)

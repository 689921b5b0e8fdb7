"""The panel of private notes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assay.web.people import private
from assay.web.people.forms import NoteForm
from assay.web.people.models import PrivateNote
from assay.web.people.sellers import find_deal
from assay.web.request import Request


@never_cache
@require_http_methods(["GET", "POST"])
def show(request: Request, deal_id: int) -> HttpResponse:
    """The user's own notes on a deal that the user may see; a POST changes one of them.

    Raises Http404 for a deal outside the scope as for none at all.
    """
    found = find_deal(deal_id)
    if found is None or not request.scope.holds(deal_id, found[1]):
        raise Http404
    context: dict[str, Any] = {"deal_id": deal_id, "deal_name": found[0]}
    status = _write(request, deal_id, context) if request.method == "POST" else 200
    notes = private.read_notes(request.user, deal_id)
    typed = context.get("typed")
    context["notes"] = [typed if typed and typed.kind == note.kind else note for note in notes]
    # htmx swaps what answers 200 alone, and the panel itself says what is wrong
    if request.htmx:
        return render(request, "people/private_panel.html", context)
    return render(request, "people/private.html", context, status=status)


def _write(request: Request, deal_id: int, context: dict[str, Any]) -> int:
    try:
        kind = PrivateNote.Kind(request.POST.get("kind", ""))
    except ValueError:
        raise Http404 from None
    if request.POST.get("act") == "remove":
        private.remove_note(request.user, deal_id, kind)
        context["said"] = _("The note is removed.")
        return 200
    form = NoteForm(request.POST)
    if not form.is_valid():
        text, version = request.POST.get("text", ""), request.POST.get("version", "")
        context["typed"] = private.OwnNote(kind, text, int(version) if version.isascii() and version.isdigit() else 0)
        context["wrong"] = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return 422
    told = form.cleaned_data
    try:
        private.write_note(request.user, deal_id, kind, told["text"], told["version"])
    except private.StaleNote as stale:
        context["typed"] = private.OwnNote(kind, told["text"], stale.standing.version)
        context["wrong"] = _(
            "You have changed this note in another window. There it says: %(text)s Save once more to have this instead."
        ) % {"text": f"“{stale.standing.text}”"}
        return 409
    context["said"] = _("Saved. Only you can see it.")
    if not request.htmx:
        messages.success(request, _("Saved. Only you can see it."))
    return 200

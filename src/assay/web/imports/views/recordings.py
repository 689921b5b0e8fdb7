"""The recorded calls among the files of a draft: which call each belongs to, which channel is ours, and hearing it."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.domain.errors import AssayError, InputError
from assay.jobs.queue import enqueue
from assay.runs.recordings.adding import OURS
from assay.runs.recordings.calls import find_activity, find_deal, open_record
from assay.store.home import open_home
from assay.web.imports.allowing import find_draft, importers_only
from assay.web.imports.models import ImportDraft
from assay.web.imports.recordings import find_hearing, list_recordings, name_job
from assay.web.imports.showing import show_step
from assay.web.jobs.seen import see_job
from assay.web.people.log import note
from assay.web.request import Request

_LONGEST = 200


@importers_only
def show_recordings(request: Request, pk: str) -> HttpResponse:
    """Each recording with what is asked about it, or how far it is heard."""
    draft = find_draft(request, pk)
    if not list_recordings(draft):
        raise Http404
    return _show(request, draft)


def _show(
    request: Request, draft: ImportDraft, problem: str = "", number: int = 0, said: dict[str, str] | None = None
) -> HttpResponse:
    shown = []
    for one in list_recordings(draft):
        job = find_hearing(draft, one["number"])
        is_wrong = one["number"] == number
        shown.append(
            {
                **one,
                **(said if said and is_wrong else {}),
                "wrong": problem if is_wrong else "",
                "job": job,
                "seen": see_job(job) if job else None,
                "may_start": not one["problem"] and (job is None or (job.is_finished and job.state != "done")),
            }
        )
    is_moving = any(one["job"] and not one["job"].is_finished for one in shown)
    return show_step(
        request, draft, "draft_recordings", recordings=shown, is_moving=is_moving, status=400 if problem else 200
    )


@importers_only
@require_POST
def hear_recording(request: Request, pk: str, number: int) -> HttpResponse:
    """Has one recording heard."""
    draft = find_draft(request, pk)
    one = next((one for one in list_recordings(draft) if one["number"] == number and not one["problem"]), None)
    if one is None:
        raise Http404
    said = {name: request.POST.get(name, "").strip()[:_LONGEST] for name in ("kind", "key", "at", "ours")}
    said |= {name: request.POST.get(name, "").strip()[:_LONGEST] for name in ("our_name", "buyer_name")}
    try:
        wanted = _read_wanted(one, said)
    except AssayError as error:
        return _show(request, draft, f"{error.message} {error.fix}", number, said)
    if one["channels"] != 2:
        wanted["ours"] = "unknown"
    elif said["ours"] not in OURS:
        return _show(request, draft, _("Say which channel is ours, or that it is not known."), number, said)
    arguments = {"draft": str(draft.pk), "number": number, "said": wanted}
    who = {"who": str(request.user), "user": request.user.pk}
    enqueue("transcribe", arguments | who, asked_by=request.user, key=name_job(draft, number))
    note(request, "imported", "recording", draft.pk, one["name"])
    messages.success(request, _("It is being heard. You may leave this page."))
    return redirect("draft_recordings", draft.pk)


def _read_wanted(one: dict[str, Any], said: dict[str, str]) -> dict[str, str]:
    """What was said, judged by the record. Raises InputError for a call or deal that is not there, or a time."""
    kind = "activity" if said["kind"] == "activity" else "deal"
    if not said["key"]:
        raise InputError(_("Say which call or deal it belongs to."), fix=_("Take its id as the CRM shows it."))
    with open_record(open_home()) as connection:
        if kind == "activity":
            find_activity(connection, said["key"])
        else:
            find_deal(connection, said["key"])
    at = ""
    if kind == "deal":
        try:
            at = datetime.fromisoformat(said["at"]).replace(tzinfo=UTC).isoformat()
        except ValueError as error:
            raise InputError(_("Say when the call was."), fix=_("A day and a time, UTC.")) from error
    return {kind: said["key"], "at": at, "ours": said["ours"], **{n: said[n] for n in ("our_name", "buyer_name")}}

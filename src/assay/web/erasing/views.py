"""Pages for administrators: looking for a person, what would go, the confirmation, and the receipt."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import InputError
from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue, name_work
from assay.store.home import open_home
from assay.web.erasing.erasing import Meant, ask_to_erase, find_person, search_everybody
from assay.web.erasing.models import Erasure
from assay.web.erasing.words import name_counts, name_side
from assay.web.jobs.seen import find_asked_job, see_job
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.request import Request


@administrators_only
@sensitive_post_parameters("who")
@require_http_methods(["GET", "POST"])
def show_start(request: Request) -> HttpResponse:
    """A field to look for a person, and the receipts. What is looked for stands in no address and in no log."""
    found, wanted = None, ""
    if request.method == "POST":
        wanted = request.POST.get("who", "").strip()[:200]
        found = search_everybody(open_home(), wanted)
        note(request, "searched", "person", "", "")
    erasures = Erasure.objects.all()[:50]
    context = {"found": found, "wanted": wanted, "erasures": erasures}
    return render(request, "erasing/start.html", context)


@administrators_only
@sensitive_post_parameters("name")
@require_http_methods(["GET", "POST"])
def show_plan(request: Request, side: str, number: str) -> HttpResponse:
    """What would go with a person; typing the name has it done."""
    try:
        meant = find_person(open_home(), side, number)
    except InputError as error:
        raise Http404 from error
    problem = ""
    if request.method == "POST":
        if meant.is_named(request.POST.get("name", "")):
            return _begin(request, meant)
        problem = _("That is not the name. Type it as it stands above; nothing was erased.")
    else:
        note(request, "saw", "person", "", "", side=side)
    job = _count(request, side, number)
    context = {
        "person": meant.person,
        "side": name_side(side),
        "rows": len(meant.person.persons) + len(meant.person.sellers),
        "users": meant.users,
        "problem": problem,
        "job": job,
        "seen": see_job(job),
        "counts": name_counts((job.result or {}).get("counts", {})) if job.state == State.DONE else None,
    }
    return render(request, "erasing/plan.html", context, status=422 if problem else 200)


def _count(request: Request, side: str, number: str) -> Job:
    """The work that counts what would go: the one that the address names, else one that has begun just now."""
    arguments = {"side": side, "number": number}
    asked = find_asked_job(request, "erasure_plan")
    if asked is not None and asked.arguments == arguments:
        return asked
    key = name_work("erasure_plan", arguments)
    last = Job.objects.filter(kind="erasure_plan", arguments=arguments, asked_by=request.user.pk).first()
    if last is None or (last.is_finished and last.state != State.DONE and request.method == "GET"):
        return enqueue("erasure_plan", arguments, asked_by=request.user, key=key)
    return last


def _begin(request: Request, meant: Meant) -> HttpResponse:
    standing = Erasure.objects.filter(done_at=None, side=meant.side, told__row=str(meant.number)).first()
    if standing:  # pressed twice
        return redirect("erasure", standing.pk)
    try:
        with transaction.atomic():
            erasure = ask_to_erase(meant, request.user, request.POST.get("reference", ""))
            job = enqueue("erasure", {"erasure": erasure.pk}, asked_by=request.user, key=f"erasure {erasure.pk}")
            erasure.job = job.pk
            erasure.save(update_fields=["job"])
            note(request, "started", "erasure", erasure.pk, "")
    except InputError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return redirect("erasing")
    return redirect("erasure", erasure.pk)


@administrators_only
@require_safe
def show_receipt(request: Request, erasure_id: int) -> HttpResponse:
    """How far an erasure is; when it is done, the receipt to print."""
    erasure = get_object_or_404(Erasure, pk=erasure_id)
    job = Job.objects.filter(pk=erasure.job).first() if erasure.job else None
    note(request, "saw", "erasure", erasure.pk, "")
    context: dict[str, Any] = {
        "erasure": erasure,
        "side": name_side(erasure.side),
        "job": job,
        "seen": see_job(job) if job else None,
        "counts": name_counts(erasure.counts),
        "holds": not erasure.seal or erasure.seal == erasure.make_seal(),
    }
    return render(request, "erasing/receipt.html", context)

"""Classes of stages: what each stage means for the outcome, and which outcomes another class would change."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue, name_work
from assay.jobs.worker import list_living
from assay.sources.stages import CLASSES, read_stages
from assay.store.home import open_home
from assay.web.deals.words import name_outcome
from assay.web.jobs.seen import find_asked_job, see_job
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.preferences.forms import stamp_values
from assay.web.request import Request

SAID_BY = {
    "person": gettext_lazy("a person"),
    "source": gettext_lazy("the source"),
    "label": gettext_lazy("its name"),
}
_NAMED = 20

Stage = tuple[int, str | None, str, str | None, str, str | None, int]


@administrators_only
@require_http_methods(["GET", "POST"])
def show_stages(request: Request) -> HttpResponse:
    """The stages; a form with one choice each."""
    stages = read_stages(open_home())
    version = stamp_values({str(stage[0]): stage[4] for stage in stages})
    if request.method == "POST":
        return _act(request, stages, version)
    job = find_asked_job(request, "stages_preview")
    chosen = {str(name): wanted for name, _sep, wanted in (change.rpartition("=") for change in _list_changes(job))}
    return render(request, "preferences/stages.html", _describe(request, stages, chosen, version, job))


def _act(request: Request, stages: list[Stage], version: int) -> HttpResponse:
    wanted = {_name(stage): request.POST.get(f"class-{stage[0]}", stage[4]) for stage in stages}
    changes = [f"{_name(s)}={wanted[_name(s)]}" for s in stages if wanted[_name(s)] != s[4]]
    problem = ""
    if any(name not in CLASSES for name in wanted.values()):
        problem, wanted = _("One of the classes does not exist. Choose from the lists."), {}
    elif request.POST.get("version") != str(version):
        problem = _("The stages have changed since you opened the page. What stands there now is beside your choice.")
    elif not changes:
        problem = _("No class differs from what it is now.")
    if problem:
        context = _describe(request, stages, wanted, version, None) | {"problem": problem}
        return render(request, "preferences/stages.html", context, status=422)
    asked = {"changes": changes}
    if request.POST.get("act") == "save":
        job = enqueue("stages", asked, asked_by=request.user, key=name_work("stages", asked))
        note(request, "changed", "setting", "stages", "", changes=changes)
        messages.success(request, _("The outcomes are being derived anew; a run follows by itself."))
        return redirect("job", job_id=job.pk)
    job = enqueue("stages_preview", asked, asked_by=request.user, key=name_work("stages_preview", asked))
    return redirect(f"{reverse('settings_stages')}?job={job.pk}")


def _describe(
    request: Request, stages: list[Stage], chosen: dict[str, str], version: int, job: Job | None
) -> dict[str, Any]:
    rows = [
        {
            "id": str(stage[0]),
            "pipeline": stage[1] or "",
            "name": stage[2] if stage[3] in (None, stage[2]) else f"{stage[2]} ({stage[3]})",
            "now": name_outcome(stage[4]),
            "chosen": chosen.get(_name(stage), stage[4]),
            "said_by": SAID_BY.get(stage[5] or "", _("nobody")),
            "deals": stage[6],
            "is_changed": chosen.get(_name(stage), stage[4]) != stage[4],
        }
        for stage in stages
    ]
    context: dict[str, Any] = {
        "rows": rows,
        "classes": [(code, name_outcome(code)) for code in CLASSES],
        "version": version,
        "job": job,
        "has_worker": bool(list_living()),
    }
    if job is not None:
        context["seen"] = see_job(job)
        if job.state == State.DONE:
            result = job.result or {}
            found = [(name_outcome(was), name_outcome(will), count) for was, will, count in result.get("changes", [])]
            context["effects"] = found
            context["deals"] = [
                (deal, name, name_outcome(was), name_outcome(will))
                for deal, name, was, will in result.get("changed", [])[:_NAMED]
            ]
    return context


def _list_changes(job: Job | None) -> list[str]:
    return list(job.arguments.get("changes", [])) if job else []


def _name(stage: Stage) -> str:
    """As set_stages takes it: of one pipeline, where there is one."""
    return f"{stage[1]}/{stage[2]}" if stage[1] else stage[2]

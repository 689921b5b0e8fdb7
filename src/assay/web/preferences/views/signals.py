"""Thresholds of signals: the list of all, and one signal with what other thresholds would change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import InputError
from assay.domain.signal import Signal
from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue, name_work
from assay.jobs.worker import list_living
from assay.reports.catalogue.opening import open_catalogue
from assay.runs.results import open_results
from assay.runs.thresholds import Value, read_thresholds, set_thresholds, write_thresholds
from assay.signals.discovery import find_signals
from assay.store.home import Home, open_home
from assay.store.writer_lock import hold_lock
from assay.web.jobs.seen import find_asked_job, see_job
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.people.saving import mark_stale
from assay.web.preferences.forms import ThresholdForm, name_threshold, stamp_values
from assay.web.request import Request

#: deals named of those whose answer would change
_NAMED = 20


@dataclass(frozen=True)
class SeenThreshold:
    """One threshold in the list."""

    label: str
    value: Value
    default: Value

    @property
    def is_set(self) -> bool:
        """Whether it differs from the signal's own."""
        return self.value != self.default


@dataclass(frozen=True)
class SeenSignal:
    """One signal in the list."""

    name: str
    title: str
    thresholds: tuple[SeenThreshold, ...]


@administrators_only
@require_safe
def list_signals(request: Request) -> HttpResponse:
    """Every signal with its thresholds, family by family."""
    told, problem = _read_told(open_home())
    families: dict[str, list[SeenSignal]] = {}
    for signal in find_signals():
        families.setdefault(signal.family.replace("_", " "), []).append(_see_signal(signal, told.get(signal.name, {})))
    context = {"families": families.items(), "problem": problem, "is_behind": _is_behind(told)}
    return render(request, "preferences/signals.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def show_signal(request: Request, name: str) -> HttpResponse:
    """One signal: its question, its thresholds, and what others would change."""
    signal = next((signal for signal in find_signals() if signal.name == name), None)
    if signal is None:
        raise Http404
    home = open_home()
    told, problem = _read_told(home)
    standing = set_thresholds(signal, told.get(name, {})).thresholds
    job = _find_job(request, name)
    if request.method == "POST":
        form = ThresholdForm(signal, request.POST)
        if form.is_valid() and (answer := _act(request, home, signal, form)):
            return answer
        return _render(request, signal, form, None, problem, status=422)
    shown = standing if job is None else signal.thresholds | job.arguments["values"]
    form = ThresholdForm(signal, initial=shown | {"version": stamp_values(standing)})
    return _render(request, signal, form, job, problem)


def _act(request: Request, home: Home, signal: Signal, form: ThresholdForm) -> HttpResponse | None:
    values = form.read_values()
    act = request.POST.get("act")
    if act in {"save", "reset"}:
        saved = _save(request, home, signal, form, {} if act == "reset" else values)
        return redirect("settings_signal", name=signal.name) if saved else None
    asked = {"signal": signal.name, "values": values}
    job = enqueue("threshold_preview", asked, asked_by=request.user, key=name_work("threshold_preview", asked))
    return redirect(f"{reverse('settings_signal', args=[signal.name])}?job={job.pk}")


def _save(request: Request, home: Home, signal: Signal, form: ThresholdForm, values: dict[str, Value]) -> bool:
    with hold_lock(home.path / "settings.lock"):
        try:
            told = read_thresholds(home)
        except InputError as error:
            form.add_error(None, str(error))
            return False
        standing = set_thresholds(signal, told.get(signal.name, {})).thresholds
        wanted = signal.thresholds | values
        if wanted != standing:
            if form.cleaned_data["version"] != stamp_values(standing):
                now = [f"{name_threshold(name)}: {standing[name]}" for name in wanted if wanted[name] != standing[name]]
                mark_stale(form, stamp_values(standing), "; ".join(now))
                return False
            write_thresholds(home, told | {signal.name: values})
            changed = {name: [standing[name], wanted[name]] for name in wanted if wanted[name] != standing[name]}
            note(request, "changed", "setting", signal.name, signal.text.title, values=changed)
    messages.success(request, _("Saved. The results are as before until the next run."))
    return True


def _render(
    request: Request, signal: Signal, form: ThresholdForm, job: Job | None, problem: str, status: int = 200
) -> HttpResponse:
    told, _problem = _read_told(open_home())
    context: dict[str, Any] = {
        "signal": signal,
        "form": form,
        "job": job,
        "problem": problem,
        "is_behind": _is_behind(told),
        "is_set": bool(told.get(signal.name)),
        "has_worker": bool(list_living()),
    }
    if job is not None:
        context["seen"] = see_job(job)
        if job.state == State.DONE:
            context["effect"] = describe_answers(job.result or {})
            context["deals"] = _name_deals(request, (job.result or {}).get("changed", []))
    return render(request, "preferences/signal.html", context, status=status)


def describe_answers(result: dict[str, Any]) -> dict[str, Any]:
    """Rows of (answer, deals before, deals after), and how many deals change theirs."""
    names = _name_answers()
    before, after = result.get("before", {}), result.get("after", {})
    rows = [(name, before.get(code, 0), after.get(code, 0)) for code, name in names.items()]
    return {"rows": rows, "changed": sum(count for _was, _will, count in result.get("changes", []))}


def _name_deals(request: Request, changed: Sequence[Sequence[str]]) -> list[tuple[str, str, str, str]]:
    """(id, name, answer before, after) of the first deals in scope."""
    try:
        catalogue = open_catalogue(settings.HOME)
    except InputError:
        return []
    listed = ", ".join(str(int(deal)) for deal, _was, _will in changed)
    rows = catalogue.read(request.scope, f"SELECT d.id, d.name FROM seen AS d WHERE d.id IN ({listed})")
    names = {str(id_): name for id_, name in rows}
    answers = _name_answers()
    return [(deal, names[deal], answers[was], answers[will]) for deal, was, will in changed if deal in names][:_NAMED]


def _name_answers() -> dict[str, str]:
    return {"hit": _("hit"), "clear": _("clear"), "unknown": _("unknown")}


def _find_job(request: Request, name: str) -> Job | None:
    job = find_asked_job(request, "threshold_preview")
    return job if job is not None and job.arguments.get("signal") == name else None


def _read_told(home: Home) -> tuple[dict[str, dict[str, Value]], str]:
    try:
        return read_thresholds(home), ""
    except InputError as error:
        return {}, str(error)


def _see_signal(signal: Signal, told: dict[str, Value]) -> SeenSignal:
    thresholds = tuple(
        SeenThreshold(name_threshold(name), told.get(name, default), default)
        for name, default in signal.thresholds.items()
    )
    return SeenSignal(signal.name, signal.text.title, thresholds)


def _is_behind(told: dict[str, dict[str, Value]]) -> bool:
    """Whether the last run asked with other thresholds."""
    try:
        with open_results(open_home()) as results:
            rows = results.connection.execute("SELECT signal, thresholds FROM signal").fetchall()
    except InputError:
        return False
    asked = {name: json.loads(thresholds) for name, thresholds in rows}
    wanted = {signal.name: set_thresholds(signal, told.get(signal.name, {})).thresholds for signal in find_signals()}
    return any(name in wanted and asked[name] != wanted[name] for name in asked)

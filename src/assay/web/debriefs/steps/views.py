"""The page of one debrief, and its steps. Whoever may not see the debrief finds no page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.domain.errors import InputError
from assay.web.debriefs import moving
from assay.web.debriefs.allowing import find_debrief, is_owner, may_work
from assay.web.debriefs.drafting import keep_draft
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.debriefs.steps import forms, handing
from assay.web.debriefs.steps.choosing import choose_people, is_hindered
from assay.web.debriefs.steps.page import describe_page, say_hindrance
from assay.web.people.log import note
from assay.web.request import Request

#: a step: what was typed and seen -> the debrief after it
Step = Callable[[Request, Debrief, dict[str, Any]], object]


@never_cache
@require_safe
def show_debrief(request: Request, number: int) -> HttpResponse:
    """Its state, the next step, and who sees what."""
    debrief = find_debrief(request, number)
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/debrief.html", describe_page(request, debrief))


def _take(request: Request, number: int, form: Form, step: Step, said: str) -> HttpResponse:
    """Takes a step and shows the debrief anew; what was wrong is said beside what was typed, and nothing is lost."""
    debrief = find_debrief(request, number)
    status, problem = 422, ""
    if form.is_valid():
        try:
            step(request, debrief, form.cleaned_data)
        except moving.StaleDebrief as stale:
            debrief, status = stale.standing, 409
            problem = _(
                "Somebody has taken this debrief further since you opened the page. Look at it, then try again."
            )
        except InputError as error:
            problem = str(error)
        else:
            if said:
                messages.success(request, said)
            return redirect("debrief", number)
    context = describe_page(request, debrief, typed=form) | {"problem": problem}
    return render(request, "debriefs/debrief.html", context, status=status)


@require_POST
def accept(request: Request, number: int) -> HttpResponse:
    """The loss is accepted."""
    return _take(
        request,
        number,
        forms.AcceptForm(request.POST),
        lambda request, debrief, told: moving.accept_loss(request, debrief, told["how"], told["version"]),
        _("It is recorded that the loss is accepted."),
    )


@require_POST
def name_asker(request: Request, number: int) -> HttpResponse:
    """Who asks the buyer: its owner or a manager decides."""

    def step(request: Request, debrief: Debrief, told: dict[str, Any]) -> None:
        _refuse_others(request, debrief)
        handing.name_asker(request, debrief, told["asker_kind"], told["asker"], told["asker_name"], told["version"])

    return _take(request, number, forms.AskerForm(request.POST), step, _("It is noted who asks."))


@require_POST
def wish(request: Request, number: int) -> HttpResponse:
    """I would rather not ask: kept for the owner alone, in no log."""
    debrief = find_debrief(request, number)
    if not is_owner(request, debrief):
        raise Http404
    handing.set_wish(request.user, debrief, rather_not=request.POST.get("wish") == "rather_not")
    return redirect("debrief", number)


@require_POST
def introduce(request: Request, number: int) -> HttpResponse:
    """The introduction as it is typed (htmx), or that it has reached the buyer."""
    debrief = find_debrief(request, number)
    _refuse_others(request, debrief)
    typed = request.POST.get("seen", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() else 0
    kept = keep_draft(handing.find_introduction(debrief, request.user), request.POST.get("text", "")[:20_000], seen)
    if request.htmx:
        return render(request, "debriefs/kept.html", {"kept": kept, "name": "seen"})
    if kept.is_stale:
        messages.error(
            request, _("Another window has changed the text since. What you typed is kept among its versions.")
        )
        return redirect("debrief", number)
    if request.POST.get("act") != "introduced":
        messages.success(request, _("The introduction is kept."))
        return redirect("debrief", number)
    return _take(
        request,
        number,
        forms.StepForm(request.POST),
        lambda request, debrief, told: handing.set_introduced(request, debrief, told["version"]),
        _("It is noted that the buyer knows who will ask."),
    )


@require_POST
def choose(request: Request, number: int) -> HttpResponse:
    """Whom to ask."""
    debrief = find_debrief(request, number)
    _refuse_others(request, debrief)
    chosen = {int(one) for one in request.POST.getlist("person") if one.isascii() and one.isdigit() and len(one) < 20}
    found = choose_people(request, debrief, chosen)
    if not found:
        messages.error(request, _("Nobody is chosen. Choose those whom you will ask."))
    return redirect("debrief", number)


@require_POST
def record_asked(request: Request, number: int) -> HttpResponse:
    """One person was asked by voice."""

    def step(request: Request, debrief: Debrief, told: dict[str, Any]) -> None:
        person = AskedPerson.objects.filter(debrief=debrief, pk=told["person"], removed_at=None).first()
        if person is None:
            raise InputError(_("This person is not among those chosen."), fix=_("Choose whom to ask first."))
        handing.check_introduced(debrief)
        if person.asked_at is None and (why := is_hindered(debrief, person)):
            raise InputError(f"{person.name}: {say_hindrance(why)}", fix=_("Ask somebody else."))
        moving.record_asked(request, debrief, person, told["channel"], told["answer"], told["version"])

    return _take(request, number, forms.AskedForm(request.POST), step, _("The answer is recorded."))


@require_POST
def schedule(request: Request, number: int) -> HttpResponse:
    """When it is held."""
    return _take(
        request,
        number,
        forms.ScheduleForm(request.POST),
        lambda request, debrief, told: moving.schedule(
            request, debrief, told["at"], told["channel"], told["minutes"], told["version"]
        ),
        _("The talk is scheduled."),
    )


@require_POST
def hold(request: Request, number: int) -> HttpResponse:
    """It was held."""
    return _take(
        request,
        number,
        forms.StepForm(request.POST),
        lambda request, debrief, told: moving.hold(request, debrief, told["version"]),
        _("It is recorded that the talk was held."),
    )


@require_POST
def close(request: Request, number: int) -> HttpResponse:
    """Nothing more is to be done."""
    return _take(
        request,
        number,
        forms.StepForm(request.POST),
        lambda request, debrief, told: moving.close(request, debrief, told["version"]),
        _("The debrief is closed."),
    )


@require_POST
def decline(request: Request, number: int) -> HttpResponse:
    """A manager takes it out."""
    return _take(
        request,
        number,
        forms.DeclineForm(request.POST),
        lambda request, debrief, told: moving.decline(request, debrief, told["reason"], told["version"]),
        _("The debrief is taken out. Your reason stays visible."),
    )


@require_POST
def take_back(request: Request, number: int) -> HttpResponse:
    """A manager opens it again."""
    return _take(
        request,
        number,
        forms.StepForm(request.POST),
        lambda request, debrief, told: moving.take_back(request, debrief, told["version"]),
        _("The debrief is open again."),
    )


def _refuse_others(request: Request, debrief: Debrief) -> None:
    if not may_work(request, debrief):
        raise PermissionDenied

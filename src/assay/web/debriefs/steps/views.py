"""The page of one debrief, and its steps. Whoever may not see the debrief finds no page."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.states import Kind
from assay.domain.errors import InputError
from assay.web.debriefs import moving
from assay.web.debriefs.allowing import find_debrief, is_owner, may_work
from assay.web.debriefs.drafting import keep_draft
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.debriefs.steps import forms, handing
from assay.web.debriefs.steps.choosing import choose_people, is_hindered
from assay.web.debriefs.steps.page import describe_page, say_hindrance
from assay.web.debriefs.team.starting import end_grants
from assay.web.people.log import note
from assay.web.people.models import Grant
from assay.web.request import Request
from assay.web.whole_numbers import read_id, read_version

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: what was typed on a form that is valid, with the version of the debrief that was seen
Told = Mapping[str, Any]
Step = Callable[[Request, Debrief, Told], object]
View = Callable[[Request, int], HttpResponse]


@never_cache
@require_safe
def show_debrief(request: Request, number: int) -> HttpResponse:
    """Its state, the next step, and who sees what."""
    debrief = find_debrief(request, number)
    note(request, "saw", "debrief", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return render(request, "debriefs/debrief.html", describe_page(request, debrief))


def takes_step(form: type[Form], said: "StrOrPromise") -> Callable[[Step], View]:
    """Makes a view of a step: what was typed is checked by `form`, the step taken, and the debrief shown anew."""

    def make(step: Step) -> View:
        @require_POST
        @wraps(step)
        def view(request: Request, number: int) -> HttpResponse:
            return _take(request, number, form(request.POST), step, said)

        return view

    return make


def _take(request: Request, number: int, form: Form, step: Step, said: "StrOrPromise") -> HttpResponse:
    """Takes a step and shows the debrief anew; what was wrong is said beside what was typed, and nothing is lost."""
    debrief = find_debrief(request, number)
    status, problem = 422, ""
    if form.is_valid():
        try:
            step(request, debrief, form.cleaned_data)
        except moving.StaleDebrief as stale:
            debrief, status, problem = stale.standing, 409, str(stale)
        except InputError as error:
            problem = str(error)
        else:
            messages.success(request, str(said))
            return redirect("debrief", number)
    context = describe_page(request, debrief, typed=form) | {"problem": problem}
    return render(request, "debriefs/debrief.html", context, status=status)


@takes_step(forms.AcceptForm, gettext_lazy("It is recorded that the loss is accepted."))
def accept(request: Request, debrief: Debrief, told: Told) -> None:
    """The loss is accepted."""
    moving.accept_loss(request, debrief, told["how"], told["version"])


@takes_step(forms.AskerForm, gettext_lazy("It is noted who asks."))
def name_asker(request: Request, debrief: Debrief, told: Told) -> None:
    """Who asks the buyer: its owner or a manager decides."""
    _refuse_others(request, debrief)
    handing.name_asker(request, debrief, told["asker_kind"], told["asker"], told["asker_name"], told["version"])


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
    text = request.POST.get("text", "")[:20_000]
    kept = keep_draft(handing.find_introduction(debrief, request.user), text, read_version(request))
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
    chosen = {person for one in request.POST.getlist("person") if (person := read_id(one)) is not None}
    found = choose_people(request, debrief, chosen)
    if not found:
        messages.error(request, _("Nobody is chosen. Choose those whom you will ask."))
    return redirect("debrief", number)


@takes_step(forms.AskedForm, gettext_lazy("The answer is recorded."))
def record_asked(request: Request, debrief: Debrief, told: Told) -> None:
    """One person was asked by voice."""
    person = AskedPerson.objects.filter(debrief=debrief, pk=told["person"], removed_at=None).first()
    if person is None:
        raise InputError(_("This person is not among those chosen."), fix=_("Choose whom to ask first."))
    handing.check_introduced(debrief)
    if person.asked_at is None and (why := is_hindered(debrief, person)):
        raise InputError(f"{person.name}: {say_hindrance(why)}", fix=_("Ask somebody else."))
    moving.record_asked(request, debrief, person, told["channel"], told["answer"], told["version"])


@takes_step(forms.ScheduleForm, gettext_lazy("The talk is scheduled."))
def schedule(request: Request, debrief: Debrief, told: Told) -> None:
    """When it is held."""
    _refuse_ours(debrief)
    moving.schedule(request, debrief, told["at"], told["channel"], told["minutes"], told["version"])


@takes_step(forms.StepForm, gettext_lazy("It is recorded that the talk was held."))
def hold(request: Request, debrief: Debrief, told: Told) -> None:
    """It was held."""
    _refuse_ours(debrief)
    moving.hold(request, debrief, told["version"])


@takes_step(forms.StepForm, gettext_lazy("The debrief is closed."))
def close(request: Request, debrief: Debrief, told: Told) -> None:
    """Nothing more is to be done."""
    _refuse_ours(debrief)
    moving.close(request, debrief, told["version"])


@takes_step(forms.DeclineForm, gettext_lazy("The debrief is taken out. Your reason stays visible."))
def decline(request: Request, debrief: Debrief, told: Told) -> None:
    """A manager takes it out."""
    moving.decline(request, debrief, told["reason"], told["version"])
    for reason in (Grant.Reason.PEER, Grant.Reason.PARTICIPANT):
        end_grants(request, debrief, reason)


@takes_step(forms.StepForm, gettext_lazy("The debrief is open again."))
def take_back(request: Request, debrief: Debrief, told: Told) -> None:
    """A manager opens it again."""
    moving.take_back(request, debrief, told["version"])


def _refuse_ours(debrief: Debrief) -> None:
    """Debriefs among ourselves come to an end on pages of their own, where what was said is shared."""
    if debrief.kind != Kind.BUYER:
        raise Http404


def _refuse_others(request: Request, debrief: Debrief) -> None:
    if not may_work(request, debrief):
        raise PermissionDenied

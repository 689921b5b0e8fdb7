"""The pages of staying in touch: the plan of a deal, and one moment with what is written then."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assay.web.day_input import DayInput
from assay.web.debriefs.announcing.views import Met, find_seen, may_announce
from assay.web.debriefs.drafting import Field, keep_draft, read_draft
from assay.web.debriefs.tasks import finish_task
from assay.web.learning.models import Moment, Plan
from assay.web.learning.reading import open_ask
from assay.web.learning.returning.planning import add, drop, list_changed, list_said, renew
from assay.web.people.log import note, note_visit
from assay.web.request import Request
from assay.web.whole_numbers import read_version
from assay.words.ear import MessageHeard, hear_message

#: what the buyer told of contract and budget
PlanForm = forms.modelform_factory(Plan, fields=("contract_ends", "budget_month"), widgets={"contract_ends": DayInput})


class OwnForm(forms.Form):
    """A day of one's own."""

    due = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    about = forms.CharField(label=gettext_lazy("What for, and what is in it for them"), max_length=300)


@never_cache
@require_http_methods(["GET", "POST"])
def show_plan(request: Request, deal_id: int) -> HttpResponse:
    """What the buyer said to coming back, and the moments that follow from it."""
    deal = find_seen(request, deal_id)
    can = may_announce(request, deal.owner_id)
    with open_ask() as ask:
        plan = renew(ask, deal_id)
        if request.method == "POST":
            if not can:
                raise PermissionDenied
            if plan is None or plan.ended_at is not None:
                raise Http404
            if _keep(request, plan):
                renew(ask, deal_id)
                messages.success(request, _("It is noted."))
                return redirect("after_loss", deal_id)
    note_visit(request, "saw", "plan", deal_id, deal.name, deal=str(deal_id))
    return _render(request, deal, plan, can=can)


def _keep(request: Request, plan: Plan) -> bool:
    """Whether what was sent could be kept."""
    if "due" in request.POST:
        form = OwnForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            key = f"own {told['due'].isoformat()} {told['about']}"[:80]
            add(plan, key, Moment.Kind.OWN, told["due"], told["about"])
            note(request, "made", "moment", plan.pk, plan.deal_name, day=told["due"].isoformat())
        return form.is_valid()
    about = PlanForm(request.POST, instance=plan)
    if about.is_valid():
        about.save()
        note(request, "changed", "plan", plan.deal_id, plan.deal_name)
    return about.is_valid()


def _render(request: Request, deal: Met, plan: Plan | None, *, can: bool) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    is_own = sent is not None and "due" in sent
    stands = plan if plan is not None and plan.ended_at is None else None
    context = {
        "deal": deal,
        "plan": stands,
        "said": list_said(deal.id),
        "moments": list(stands.moments.filter(dropped_at=None)) if stands else [],
        "can": can,
        "today": timezone.localdate(),
        "form": PlanForm(sent if sent and not is_own else None, instance=plan) if stands and can else None,
        "own_form": OwnForm(sent if is_own else None) if stands and can else None,
    }
    return render(request, "learning/plan.html", context, status=422 if sent is not None else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def show_moment(request: Request, number: int) -> HttpResponse:
    """One moment: what could be of value, and the message, checked so that nothing is sold."""
    moment = Moment.objects.select_related("plan").filter(pk=number).first()
    if moment is None:
        raise Http404
    deal = find_seen(request, moment.plan.deal_id)
    if not may_announce(request, deal.owner_id):
        raise Http404
    field = Field(f"moment {moment.pk}", request.user, deal_id=deal.id)
    problem, status = "", 200
    if request.method == "POST":
        kept = keep_draft(field, request.POST.get("text", "")[:20_000], read_version(request))
        if request.htmx:
            heard = {"kept": kept, "heard": _hear(kept.text), "name": "seen"}
            return render(request, "learning/moment_kept.html", heard)
        problem = _("Another window has changed this text. What you typed is kept.") if kept.is_stale else ""
        if not problem:
            problem = _act(request, moment, kept.text)
        if not problem:
            return redirect("after_loss", deal.id)
        status = 422
    note_visit(request, "saw", "moment", moment.pk, deal.name, deal=str(deal.id))
    kept = read_draft(field)
    context: dict[str, Any] = {
        "moment": moment,
        "deal": deal,
        "kept": kept,
        "heard": _hear(kept.text),
        "people": [one for one in list_said(deal.id) if one.comes_back],
        "refused": [one for one in list_said(deal.id) if one.comes_back is False],
        "changed": list_changed(deal.id),
        "problem": problem,
    }
    return render(request, "learning/moment.html", context, status=status)


def _hear(text: str) -> MessageHeard | None:
    return hear_message(text, "note") if text.strip() else None


def _act(request: Request, moment: Moment, text: str) -> str:
    """What hinders it; empty where it was done. A message that sells is not noted as sent."""
    act = request.POST.get("act")
    if act == "drop":
        drop(moment)
        note(request, "dropped", "moment", moment.pk, moment.plan.deal_name)
        messages.success(request, _("It is left out."))
    elif act == "sent":
        heard = _hear(text)
        if heard is None:
            return _("Nothing is written. Write first what was sent or said.")
        if heard.faults:
            return _("This still sells, or reopens the decision. Look at the sentences below, then try again.")
        if moment.done_at is None:
            Moment.objects.filter(pk=moment.pk, done_at=None).update(
                done_at=timezone.now(), done_by=request.user, sent_text=text
            )
            if moment.task:
                finish_task(moment.task.key, request.user)
            note(request, "sent", "moment", moment.pk, moment.plan.deal_name)
        messages.success(request, _("It is noted as sent."))
    else:
        messages.success(request, _("The text is kept."))
    return ""

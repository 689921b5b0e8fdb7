"""The pages of actions: the list, one of them, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import BaseForm
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.web.debriefs.allowing import find_debrief, list_audited
from assay.web.debriefs.models import Action, Debrief
from assay.web.learning.actions.allowing import find_action, list_visible, may_change
from assay.web.learning.actions.figures import keep_standing, read_figure, tell_change
from assay.web.learning.actions.forms import ACTION_FIELDS, ActionForm, DoneForm, DropForm
from assay.web.learning.actions.making import change_action, make_action
from assay.web.learning.reading import open_ask
from assay.web.parted import show_part
from assay.web.people.log import note_visit
from assay.web.people.saving import StaleRow
from assay.web.people.sellers import find_deal
from assay.web.request import Request
from assay.web.typed import pick_typed
from assay.web.whole_numbers import read_id
from assay.words.ear.blame import hear_blame


def split() -> dict[str, tuple[str, Q]]:
    """The parts of the list: each action belongs to one."""
    return {
        "open": (_("To do"), Q(done_at=None, dropped_at=None)),
        "waiting": (_("Done, its figure awaited"), Q(done_at__isnull=False, looked_at=None) & ~Q(figure="")),
        "done": (_("Done"), Q(done_at__isnull=False) & (Q(figure="") | Q(looked_at__isnull=False))),
        "dropped": (_("Given up"), Q(dropped_at__isnull=False)),
    }


@never_cache
@require_safe
def show_actions(request: Request) -> HttpResponse:
    """The actions that the user may see, those due first."""
    context = show_part(request, list_visible(request), split())
    note_visit(request, "saw", "actions", context["part"])
    return render(request, "learning/actions.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_action(request: Request) -> HttpResponse:
    """A new action, about the deal or the debrief that the address names, or about neither."""
    about = _find_about(request)
    form = ActionForm(request.POST or None, initial={"owner": request.user.pk, "area": "process"})
    if request.method == "POST" and form.is_valid():
        action = make_action(request, **form.told, **about)
        messages.success(request, _("The action is given. It stands on the page of today of whoever does it."))
        if (heard := hear_blame(action.what)).signs:
            messages.warning(request, f"“{heard.signs[0].quote}”: {heard.signs[0].why}. {heard.instead}")
        return redirect("action", action.pk)
    debrief = about.get("debrief")
    context = {"form": form, "deal_name": debrief.deal_name if debrief else about.get("deal_name", "")}
    return render(request, "learning/new_action.html", context, status=422 if form.errors else 200)


def _find_about(request: Request) -> dict[str, Any]:
    """The debrief or the deal that it is about, as make_action takes it. Raises Http404 where it may not be seen."""
    debrief, deal = (read_id(request.GET.get(name, "")) for name in ("debrief", "deal"))
    if debrief is not None:
        return {"debrief": find_debrief(request, debrief)}
    if deal is None:
        return {}
    found = find_deal(deal)
    if found is None or not request.scope.holds(deal, found[1]) or deal in list_audited(request):
        raise Http404
    return {"deal_id": deal, "deal_name": found[0]}


@never_cache
@require_safe
def show_action(request: Request, number: int) -> HttpResponse:
    """One action, and what became of its figure."""
    action = find_action(request, number)
    note_visit(request, "saw", "action", action.pk, action.what)
    return _render(request, action)


def _render(request: Request, action: Action, typed: BaseForm | None = None, status: int = 200) -> HttpResponse:
    with open_ask() as ask:
        now: dict[str, Any] = {"version": action.version}
        can = may_change(request, action)
        is_open = action.done_at is None and action.dropped_at is None
        standing = now | model_to_dict(action, ACTION_FIELDS)
        context = {
            "action": action,
            "can": can,
            "is_open": is_open,
            "today": timezone.localdate(),
            "told": tell_change(ask, action) if ask and action.done_at else None,
            "done_form": pick_typed(typed, DoneForm, action.version) or DoneForm(ask, initial=now),
            "drop_form": pick_typed(typed, DropForm, action.version) or DropForm(initial=now),
            "edit_form": pick_typed(typed, ActionForm, action.version) or ActionForm(initial=standing),
            "may_see_deal": action.deal_id is not None and _sees_deal(request, action),
        }
        return render(request, "learning/action.html", context, status=status)


def _sees_deal(request: Request, action: Action) -> bool:
    found = find_deal(action.deal_id) if action.deal_id is not None else None
    return found is not None and request.scope.holds(action.deal_id or 0, found[1])


@require_POST
def do_action(request: Request, number: int) -> HttpResponse:
    """It is done; what is to change is stated, with the figure by which it will be seen."""
    action = _find_changeable(request, number)
    with open_ask() as ask:
        form = DoneForm(ask, request.POST)
        if not form.is_valid():
            return _render(request, action, form, 422)
        told = form.cleaned_data
        figure = read_figure(told["figure"], told["among"]) if ask else None
        then = keep_standing(ask, figure) if ask and figure else None
    changes = {
        "done_at": timezone.now(),
        "changes": told["changes"],
        "figure": figure.key if figure else "",
        "figure_then": then,
        "look_again_after": told["look_again_after"] or (then["enough"] if then else None),
    }
    return _change(request, action, form, "finished", _("It is noted as done."), changes)


@require_POST
def drop_action(request: Request, number: int) -> HttpResponse:
    """It will not be done; the reason stays."""
    action = _find_changeable(request, number)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _render(request, action, form, 422)
    changes = {"dropped_at": timezone.now(), "dropped_why": form.cleaned_data["why"]}
    return _change(request, action, form, "dropped", _("It is noted that it will not be done."), changes)


@require_POST
def edit_action(request: Request, number: int) -> HttpResponse:
    """Somebody else does it, or later, or something else is done."""
    action = _find_changeable(request, number)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return _render(request, action, form, 422)
    return _change(request, action, form, "changed", _("The action is changed."), form.told)


def _find_changeable(request: Request, number: int) -> Action:
    action = find_action(request, number)
    if not may_change(request, action):
        raise PermissionDenied
    return action


def _change(request: Request, action: Action, form: Any, act: str, said: str, changes: dict[str, Any]) -> HttpResponse:
    """Makes the change and shows the action anew; what was typed on an old page is not lost."""
    try:
        change_action(request, action, form.cleaned_data["version"] or 0, act, **changes)
    except StaleRow:
        messages.error(request, _("Somebody has changed this action since you opened the page. Look, then try again."))
        return _render(request, Action.objects.get(pk=action.pk), form, 409)
    messages.success(request, said)
    return redirect("action", action.pk)


def list_of_debrief(request: Request, debrief: Debrief) -> list[Action]:
    """The actions that came of a debrief and that the user may see."""
    return list(list_visible(request).filter(debrief=debrief))

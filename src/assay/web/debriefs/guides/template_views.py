"""The questions that guides are made of: read by everybody, edited by managers, with every earlier state shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.asking.guide.templates import OUTCOMES
from assay.web.debriefs.guides import editing
from assay.web.debriefs.guides.template_forms import ENDINGS, TemplateForm
from assay.web.debriefs.guides.templates import bring_shipped
from assay.web.debriefs.hearing import hear_typed_question
from assay.web.debriefs.models import QuestionTemplate
from assay.web.people.allowing import managers_only
from assay.web.people.models import Role
from assay.web.request import Request
from assay.web.whole_numbers import read_version


def may_edit(request: Request) -> bool:
    """Managers and administrators: the questions are the same for all."""
    return request.user.is_administrator or request.user.role == Role.MANAGER


@never_cache
@require_safe
def show_templates(request: Request) -> HttpResponse:
    """The questions asked after each ending, in their order."""
    bring_shipped()
    outcome = request.GET.get("after", OUTCOMES[0])
    outcome = outcome if outcome in OUTCOMES else OUTCOMES[0]
    rows = [row for row in QuestionTemplate.objects.select_related("changed_by") if outcome in row.on]
    standing = [row for row in rows if row.retired_at is None]
    context = {
        "outcome": outcome,
        "tabs": [(name, ENDINGS[name]) for name in OUTCOMES],
        "standing": standing,
        "retired": [row for row in rows if row.retired_at is not None],
        "core": sum(row.is_core for row in standing),
        "can_edit": may_edit(request),
    }
    return render(request, "debriefs/templates.html", context)


@never_cache
@managers_only
@require_http_methods(["GET", "POST"])
def add_template(request: Request) -> HttpResponse:
    """A question of the company's own."""
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = editing.add_template(request, form.read_changes())
        messages.success(request, _("The question is added."))
        return redirect("question_template", row.key)
    return render(
        request, "debriefs/template.html", {"form": form, "can_edit": True}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
def edit_template(request: Request, template: str) -> HttpResponse:
    """One question with its history; a manager changes it."""
    bring_shipped()
    row = _find(template)
    problem, status = "", 200
    form = TemplateForm(request.POST or None, initial=_fill(row))
    if request.method == "POST":
        if not may_edit(request):
            raise PermissionDenied
        status = 422
        if form.is_valid():
            try:
                editing.change_template(request, template, form.cleaned_data["seen"], "changed", form.read_changes())
            except editing.StaleTemplate:
                problem, status = say_stale(), 409
            else:
                messages.success(request, _("The question is kept. Guides made from now on have the new words."))
                return redirect("question_template", template)
    return render(
        request, "debriefs/template.html", _describe(request, row, form) | {"problem": problem}, status=status
    )


@managers_only
@require_POST
def place_template(request: Request, template: str) -> HttpResponse:
    """Moves a question, retires it, or brings it back."""
    _find(template)
    act, seen, outcome = request.POST.get("act", ""), read_version(request), request.POST.get("after", "")
    try:
        if act == "retire":
            editing.retire_template(request, template, seen)
        elif act == "bring_back":
            editing.bring_back(request, template, seen)
        elif act in {"up", "down"} and outcome in OUTCOMES:
            editing.move_template(request, template, seen, outcome, up=act == "up")
    except editing.StaleTemplate:
        messages.error(request, say_stale())
    except QuestionTemplate.DoesNotExist:
        messages.error(request, _("This question is not asked after such an ending any more."))
    if act in {"up", "down"} and outcome in OUTCOMES:
        response = redirect("question_templates")
        response["Location"] += f"?after={outcome}"
        return response
    return redirect("question_template", template)


@require_POST
def hear_template(request: Request) -> HttpResponse:
    """What the ear hears in a question as a manager types it."""
    name = next((name for name in ("text_en", "text_de") if name in request.POST), "text_en")
    text = request.POST.get(name, "")[:500]
    heard = hear_typed_question(text) if text.strip() else None
    return render(request, "debriefs/question_heard.html", {"heard": heard})


def say_stale() -> str:
    """What is said where two people edit at once."""
    return _("Somebody else has changed this question since you opened the page. Look at it, then send yours again.")


def _find(key: str) -> QuestionTemplate:
    row = QuestionTemplate.objects.filter(key=key).first()
    if row is None:
        raise Http404
    return row


def _fill(row: QuestionTemplate) -> dict[str, Any]:
    texts = {f"text_{language}": text for language, text in row.texts.items()}
    whys = {f"why_{language}": text for language, text in row.whys.items()}
    return {"seen": row.version, "on": row.on, "is_core": row.is_core, **texts, **whys}


def _describe(request: Request, row: QuestionTemplate, form: TemplateForm) -> dict[str, Any]:
    return {
        "row": row,
        "form": form,
        "can_edit": may_edit(request),
        "states": list(row.states.select_related("who")),
        "endings": [ENDINGS[outcome] for outcome in row.on if outcome in ENDINGS],
    }

"""Scripts by driver and language: read by everybody, worded by managers, with every earlier wording kept."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.reports.same_situation.reading import is_reason
from assay.rescue.saying.scripts import LANGUAGES, PARTS, Script, find_template, read_script
from assay.web.learning.reading import open_ask
from assay.web.material.forms import list_driver_groups
from assay.web.people.allowing import managers_only
from assay.web.people.log import note_visit
from assay.web.people.models import Role
from assay.web.people.saving import StaleRow, mark_stale
from assay.web.request import Request
from assay.web.scripts.forms import LONGEST, PLACE_NAMES, WordingForm, say_odd_place
from assay.web.scripts.hearing import Heard, may_hear
from assay.web.scripts.keeping import find_row, go_back, keep_wording
from assay.web.scripts.models import Wording
from assay.web.scripts.part import tell_language
from assay.web.scripts.templatetags.scripts import name_part
from assay.web.scripts.trying import check_part, check_template, hear_template, list_open_deals, preview_script
from assay.web.scripts.wording import find_wording
from assay.web.whole_numbers import read_id, read_version
from assay.words.taxonomy import load_taxonomy


def may_word(request: Request) -> bool:
    """Managers and administrators: what is said is the same for all."""
    return request.user.is_administrator or request.user.role == Role.MANAGER


@never_cache
@require_safe
def show_scripts(request: Request) -> HttpResponse:
    """All scripts of one language by driver: Assay's own, and the team's beside it."""
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else tell_language(request)
    own = {row.driver: row for row in Wording.objects.filter(language=language).select_related("changed_by")}
    groups = [
        (name, [_describe(code, label, language, own.get(code)) for code, label in drivers])
        for name, drivers in list_driver_groups()
    ]
    context = {
        "groups": groups,
        "language": language,
        "languages": LANGUAGES,
        "own": sum(row.is_own for row in own.values()),
        "can_edit": may_word(request),
    }
    note_visit(request, "saw", "scripts", language)
    return render(request, "scripts/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def show_script(request: Request, driver: str, language: str) -> HttpResponse:
    """One script with its history and how it reads for an open deal; managers word it anew."""
    _find(driver, language)
    row = find_row(driver, language)
    if request.method != "POST":
        note_visit(request, "saw", "script", f"{driver} {language}", str(row))
        standing = find_wording(driver, language).as_texts()
        return _render(request, row, WordingForm(initial={"version": row.version, **standing}))
    if not may_word(request):
        raise PermissionDenied
    form = WordingForm(request.POST)
    if not form.is_valid() or request.POST.get("act") == "preview":
        return _render(request, row, form, 422 if form.errors else 200)
    for part, said in check_template(request, driver, form.script).items():
        form.add_error(part, said)
    if form.errors:
        form.add_error(None, _("Not kept yet: every buyer would hear it. Reword the places that are named."))
        return _render(request, row, form, 422)
    seen = form.cleaned_data["version"]
    try:
        keep_wording(request, driver, language, seen, form.script.as_texts())
    except StaleRow:
        row = find_row(driver, language)
        standing = find_wording(driver, language).as_texts()
        other = [part for part in PARTS if standing[part] != form.script.as_texts()[part]]
        mark_stale(form, row.version, "; ".join(f"{name_part(part)}: {standing[part]}" for part in other))
        return _render(request, row, form, 409)
    messages.success(request, _("It is kept. Plays prepared from now on have these words."))
    return redirect("one_script", driver, language)


@managers_only
@require_POST
def restore(request: Request, driver: str, language: str, number: int) -> HttpResponse:
    """Says what stood there once; it is checked as if it were typed now."""
    _find(driver, language)
    state = get_object_or_404(find_row(driver, language).states, number=number)
    wrong = check_template(request, driver, read_script(state.texts))
    if wrong:
        messages.error(request, " ".join([_("That wording cannot be said any more."), *sum(wrong.values(), [])]))
        return redirect("one_script", driver, language)
    try:
        keep_wording(request, driver, language, read_version(request), state.texts, "restored")
    except StaleRow:
        messages.error(request, say_stale())
    else:
        messages.success(request, _("The older wording is said again."))
    return redirect("one_script", driver, language)


@managers_only
@require_POST
def take_ours(request: Request, driver: str, language: str) -> HttpResponse:
    """Says Assay's own again; the team's wording stays among the earlier ones."""
    _find(driver, language)
    if not find_row(driver, language).is_own:
        return redirect("one_script", driver, language)
    try:
        go_back(request, driver, language, read_version(request))
    except StaleRow:
        messages.error(request, say_stale())
    else:
        messages.success(request, _("Assay's own words are said again. Yours stay among the earlier ones."))
    return redirect("one_script", driver, language)


@managers_only
@require_POST
def hear_script_part(request: Request, driver: str, language: str) -> HttpResponse:
    """What is wrong with one part as it is typed."""
    _find(driver, language)
    part = request.GET.get("part", "")
    if part not in PARTS:
        raise Http404
    text = request.POST.get(part, "")[:LONGEST]
    heard = Heard(is_empty=True)
    if text.strip() and not may_hear(request):
        heard = Heard(is_waiting=True)
    elif text.strip():
        odd = say_odd_place(text)
        leaks = [*([odd] if odd else []), *check_part(request, driver, part, text)]
        heard = Heard(leaks, hear_template(language, part, text), is_template=True)
    return render(request, "scripts/heard.html", {"heard": heard})


def say_stale() -> str:
    """What is said where two people change one script at once."""
    return _("Somebody else has changed this script since you opened the page. Look at it, then try again.")


def _find(driver: str, language: str) -> None:
    """Raises Http404 for a driver that is none, or a language that nothing is written in."""
    if language not in LANGUAGES or not is_reason(driver, load_taxonomy(settings.HOME)):
        raise Http404


def _describe(driver: str, name: str, language: str, row: Wording | None) -> dict[str, Any]:
    own = row if row is not None and row.is_own else None
    return {"driver": driver, "name": name, "row": own, "parts": _lay(find_template(driver, language), own)}


def _lay(ours: Script, own: Wording | None) -> list[tuple[str, str, str]]:
    """Each part with Assay's own words and the team's, empty where it has none."""
    told = own.script.as_texts() if own else {}
    return [(part, text, told.get(part, "")) for part, text in ours.as_texts().items()]


def _render(request: Request, row: Wording, form: WordingForm, status: int = 200) -> HttpResponse:
    script = form.script if form.is_bound else find_wording(row.driver, row.language)
    context = {
        "row": row,
        "form": form,
        "fields": [(form[part], hear_template(row.language, part, script.as_texts()[part])) for part in PARTS],
        "name": dict(pair for _group, drivers in list_driver_groups() for pair in drivers).get(row.driver, row.driver),
        "parts": _lay(find_template(row.driver, row.language), row if row.is_own else None),
        "ours": find_template(row.driver, row.language).as_texts(),
        "places": [(f"{{{place}}}", name) for place, name in PLACE_NAMES.items()],
        "languages": LANGUAGES,
        "states": list(row.states.select_related("by")) if row.pk else [],
        "can_edit": may_word(request),
        **_show_preview(request, row, script),
    }
    return render(request, "scripts/one.html", context, status=status)


def _show_preview(request: Request, row: Wording, script: Script) -> dict[str, Any]:
    """The script filled for the open deal that was chosen, by default the likeliest to have the concern."""
    with open_ask() as ask:
        deals = list_open_deals(request, ask, row.driver) if ask else []
        asked = read_id(request.POST.get("deal") or request.GET.get("deal", ""))
        chosen = next((one for one in deals if one.deal_id == asked), deals[0] if deals else None)
        if ask is None or chosen is None:
            return {"has_run": ask is not None, "deals": []}
        preview = preview_script(request, ask, script, chosen, row.driver, row.language)
    return {"has_run": True, "deals": deals, "preview": preview}

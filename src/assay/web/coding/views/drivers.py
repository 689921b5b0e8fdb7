"""The drivers: all of them in their groups, one in full, and what editors do to them."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import AssayError
from assay.reports.coding.counts import Used
from assay.web.coding.changing import Page, carry_out, count_codes, count_passages, refuse
from assay.web.coding.faults import tells_faults
from assay.web.coding.taxonomy_forms import (
    MOST_PARTS,
    ChangeForm,
    DriverForm,
    GroupForm,
    MergeForm,
    PartForm,
    make_code,
    read_lines,
)
from assay.web.coding.words import ABOUT, POLARITIES, WHOSE, name_theme
from assay.web.people.allowing import analysts_only
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_driver, speak_taxonomy
from assay.words.taxonomy import Driver, Group, Taxonomy, load_taxonomy
from assay.words.taxonomy.editing import (
    LASTING,
    add_driver,
    change_driver,
    keep_group,
    merge_drivers,
    restore_driver,
    retire_driver,
    split_driver,
)
from assay.words.taxonomy.keeping import stamp


@require_safe
@tells_faults
def list_drivers(request: Request) -> HttpResponse:
    """The two levels, with how much of the record each driver holds."""
    taxonomy = speak_taxonomy()
    used, codes = (count_passages(), count_codes()) if request.user.sees_all else ({}, {})
    told = [_tell_driver(driver.code, used, codes) for driver in taxonomy.in_use]
    groups = [(group, [one for one in told if one["driver"].group == group.code]) for group in taxonomy.groups]
    gone = [_tell_driver(driver.code, used, codes) for driver in taxonomy.drivers if not driver.in_use]
    context = {"taxonomy": taxonomy, "groups": groups, "gone": gone, "may_edit": request.user.sees_all}
    return render(request, "coding/drivers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def show_driver(request: Request, code: str) -> HttpResponse:
    """One driver in full; editors change it here."""
    taxonomy = load_taxonomy(settings.HOME)
    driver = _find(taxonomy, code)
    used, codes = (count_passages(), count_codes()) if request.user.sees_all else ({}, {})
    may_edit = request.user.sees_all and driver.in_use
    form = DriverForm(taxonomy, request.POST or None, driver=driver, initial=_fill(driver, taxonomy))
    context = {
        "told": _tell_driver(driver.code, used, codes),
        "may_edit": may_edit,
        "may_restore": request.user.sees_all and not driver.in_use,
        "is_lasting": code in LASTING,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "coding/driver.html", context)
    page = Page("coding/driver.html", context, reverse("coding_driver", args=[code]))
    if not may_edit:
        raise PermissionDenied
    if not form.is_valid():
        return render(request, page.template, context, status=422)
    return _try(request, page, taxonomy, lambda: change_driver(taxonomy, form.make_driver()), "changed", code)


@analysts_only
@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def add_new_driver(request: Request) -> HttpResponse:
    """A driver that was not there before."""
    taxonomy = load_taxonomy(settings.HOME)
    asked = {"base": stamp(taxonomy), "group": request.GET.get("group", "")}
    form = DriverForm(taxonomy, request.POST or None, initial=asked)
    page = Page("coding/add.html", {"form": form, "title": _("New driver")}, reverse("coding_drivers"))
    if request.method != "POST":
        return render(request, page.template, page.context)
    if not form.is_valid():
        return render(request, page.template, page.context, status=422)
    driver = form.make_driver()
    return _try(request, page, taxonomy, lambda: add_driver(taxonomy, driver), "added", driver.code)


@analysts_only
@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def change_standing(request: Request, code: str, way: str) -> HttpResponse:
    """Merges, splits or retires a driver, or has it back."""
    taxonomy = load_taxonomy(settings.HOME)
    driver = _find(taxonomy, code)
    if way == "split":
        return _split(request, taxonomy, driver)
    if way == "merge":
        form: ChangeForm = MergeForm(taxonomy, code, request.POST or None, initial={"base": stamp(taxonomy)})
    else:
        form = ChangeForm(request.POST or None, initial={"base": stamp(taxonomy)})
    context = {"form": form, "driver": speak_driver(driver), "way": way, "told": _tell_driver(code, {}, {})}
    page = Page("coding/standing.html", context, reverse("coding_driver", args=[code]))
    if request.method != "POST":
        return render(request, page.template, context)
    if not form.is_valid():
        return render(request, page.template, context, status=422)
    told = form.cleaned_data
    makers = {
        "merge": lambda: merge_drivers(taxonomy, code, told["into"], take_examples=told["take_examples"]),
        "retire": lambda: retire_driver(taxonomy, code),
        "restore": lambda: restore_driver(taxonomy, code),
    }
    acts = {"merge": "merged", "retire": "retired", "restore": "restored"}
    into = [told["into"]] if way == "merge" else []
    return _try(request, page, taxonomy, makers[way], acts[way], code, into)


@analysts_only
@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def change_group(request: Request) -> HttpResponse:
    """Names a group of the upper level anew, or adds one."""
    taxonomy = load_taxonomy(settings.HOME)
    asked = {"base": stamp(taxonomy), "code": request.GET.get("group", "")}
    asked["name"] = next((group.name for group in taxonomy.groups if group.code == asked["code"]), "")
    form = GroupForm(taxonomy, request.POST or None, initial=asked)
    page = Page("coding/group.html", {"form": form}, reverse("coding_drivers"))
    if request.method != "POST":
        return render(request, page.template, page.context)
    if not form.is_valid():
        return render(request, page.template, page.context, status=422)
    name = form.cleaned_data["name"].strip()
    group = Group(form.cleaned_data["code"] or make_code(name), name)
    return _try(request, page, taxonomy, lambda: keep_group(taxonomy, group), "group", group.code)


def _split(request: Request, taxonomy: Taxonomy, driver: Driver) -> HttpResponse:
    form = ChangeForm(request.POST or None, initial={"base": stamp(taxonomy)})
    parts = [
        PartForm(request.POST or None, prefix=f"part{number}", empty_permitted=True, use_required_attribute=False)
        for number in range(MOST_PARTS)
    ]
    context = {
        "form": form,
        "driver": speak_driver(driver),
        "parts": list(enumerate(parts, 1)),
        "more_parts": any(part.has_changed() for part in parts[2:]),
    }
    page = Page("coding/split.html", context, reverse("coding_driver", args=[driver.code]))
    if request.method != "POST":
        return render(request, page.template, context)
    if not all([form.is_valid(), *(part.is_valid() for part in parts)]):
        return render(request, page.template, context, status=422)
    made = [_make_part(driver, part.cleaned_data) for part in parts if part.has_changed()]
    codes = [part.code for part in made]
    return _try(request, page, taxonomy, lambda: split_driver(taxonomy, driver.code, made), "split", driver.code, codes)


def _make_part(whole: Driver, told: dict[str, Any]) -> Driver:
    return replace(
        whole,
        code=told["code"],
        name=told["name"].strip(),
        definition=" ".join(told["definition"].split()),
        examples=read_lines(told["examples"]),
        counter_examples=read_lines(told["counter_examples"]),
    )


def _try(
    request: Request, page: Page, taxonomy: Taxonomy, make: Any, act: str, code: str, into: list[str] | None = None
) -> HttpResponse:
    """Carries a change out, or says why it cannot be."""
    try:
        changed: Taxonomy = make()
    except AssayError as error:
        return refuse(request, page, error)
    acts = [{"act": act, "codes": [code], **({"into": into} if into else {})}]
    return carry_out(request, page, taxonomy, changed, acts)


def _find(taxonomy: Taxonomy, code: str) -> Driver:
    driver = taxonomy.by_code.get(code)
    if driver is None:
        raise Http404
    return driver


def _fill(driver: Driver, taxonomy: Taxonomy) -> dict[str, object]:
    return {
        "name": driver.name,
        "group": driver.group,
        "definition": driver.definition,
        "examples": "\n".join(driver.examples),
        "counter_examples": "\n".join(driver.counter_examples),
        "whose": driver.whose,
        "theme": driver.theme or "",
        "about": driver.about,
        "polarity": driver.polarity,
        "base": stamp(taxonomy),
    }


def _tell_driver(code: str, used: dict[str, Used], codes: dict[str, int]) -> dict[str, Any]:
    """A driver with its words as the reader calls them, and what became of it."""
    taxonomy = speak_taxonomy()
    driver = taxonomy.by_code[code]
    return {
        "driver": driver,
        "group": next((group.name for group in taxonomy.groups if group.code == driver.group), driver.group),
        "whose": WHOSE[driver.whose],
        "theme": name_theme(taxonomy, driver.theme or ""),
        "about": ABOUT[driver.about],
        "polarity": POLARITIES[driver.polarity],
        "into": [taxonomy.by_code[code] for code in driver.replaced_by],
        "used": used.get(driver.code),
        "codes": codes.get(driver.code, 0),
    }

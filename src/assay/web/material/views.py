"""The pages of the team's own material."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.web.material.forms import FIELDS, MaterialForm, list_driver_groups
from assay.web.material.keeping import StaleMaterial, archive_material, change_material, make_material, may_archive
from assay.web.material.models import Material
from assay.web.people.log import note_visit
from assay.web.request import Request

_PAGE_SIZE = 50


@never_cache
@require_safe
def show_list(request: Request) -> HttpResponse:
    """All material, or what speaks to one driver, or holds some words; what was put away apart."""
    driver, words = request.GET.get("driver", "")[:80], request.GET.get("q", "").strip()[:200]
    is_away = request.GET.get("part") == "archived"
    found = Material.objects.select_related("added_by").filter(archived_at__isnull=not is_away)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(text__icontains=words))
    chosen = [one for one in found if not driver or driver in one.drivers]
    kept = [(name, value) for name, value in (("driver", driver), ("q", words)) if value]
    context = {
        "page": Paginator(chosen, _PAGE_SIZE).get_page(request.GET.get("page")),
        "groups": list_driver_groups(),
        "driver": driver,
        "words": words,
        "is_away": is_away,
        "archived": Material.objects.filter(archived_at__isnull=False).count(),
        "query": urlencode([*kept, *([("part", "archived")] if is_away else [])]),
    }
    note_visit(request, "saw", "material", "list")
    return render(request, "material/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_material(request: Request) -> HttpResponse:
    """New material, by whoever is signed in."""
    form = MaterialForm(request.POST or None, initial={"drivers": request.GET.getlist("driver")[:40]})
    if request.method == "POST" and form.is_valid():
        made = make_material(request, form.told)
        messages.success(request, _("It is kept, and shown wherever something is offered against these reasons."))
        return redirect("one_material", made.pk)
    return render(request, "material/new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def show_one(request: Request, number: int) -> HttpResponse:
    """One piece of material with its versions."""
    found = get_object_or_404(Material.objects.select_related("added_by", "changed_by", "archived_by"), pk=number)
    note_visit(request, "saw", "material", found.pk, found.title)
    return _render(request, found, MaterialForm(initial=_read_standing(found)))


@require_POST
def edit_material(request: Request, number: int) -> HttpResponse:
    """Changed by whoever is signed in; what stood there before is kept."""
    found = get_object_or_404(Material, pk=number)
    form = MaterialForm(request.POST)
    if not form.is_valid():
        return _render(request, found, form, 422)
    try:
        change_material(request, found.pk, form.cleaned_data["version"] or 0, form.told)
    except StaleMaterial:
        messages.error(request, _("Somebody has changed this since you opened the page. Look, then try again."))
        standing = Material.objects.get(pk=found.pk)
        typed = request.POST.copy()
        typed["version"] = str(standing.version)
        return _render(request, standing, MaterialForm(typed), 409)
    messages.success(request, _("It is changed. What stood there before is kept below."))
    return redirect("one_material", found.pk)


@require_POST
def put_away(request: Request, number: int) -> HttpResponse:
    """It is offered no longer."""
    return _archive(request, number, is_away=True)


@require_POST
def bring_back(request: Request, number: int) -> HttpResponse:
    """It is offered again."""
    return _archive(request, number, is_away=False)


def _archive(request: Request, number: int, *, is_away: bool) -> HttpResponse:
    found = get_object_or_404(Material, pk=number)
    if not may_archive(request.user, found):
        raise PermissionDenied
    archive_material(request, found.pk, is_away=is_away)
    messages.success(request, _("It is put away.") if is_away else _("It is offered again."))
    return redirect("one_material", found.pk)


def _read_standing(material: Material) -> dict[str, object]:
    return {"version": material.version, **model_to_dict(material, FIELDS)}


def _render(request: Request, material: Material, form: MaterialForm, status: int = 200) -> HttpResponse:
    context = {
        "material": material,
        "form": form,
        "may_archive": may_archive(request.user, material),
        "versions": list(material.versions.select_related("by").exclude(version=material.version)),
    }
    return render(request, "material/one.html", context, status=status)

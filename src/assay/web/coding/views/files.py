"""The taxonomy as a file: taken along, brought back, and every version of it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import AssayError
from assay.web.coding.changing import Page, carry_out, refuse
from assay.web.coding.faults import tells_faults
from assay.web.coding.taxonomy_forms import FileForm
from assay.web.people.allowing import analysts_only
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import load_taxonomy, parse_taxonomy
from assay.words.taxonomy.comparing import compare, keep_missing
from assay.words.taxonomy.keeping import list_history, read_version, stamp
from assay.words.taxonomy.writing import write_taxonomy


@require_safe
@tells_faults
def export_taxonomy(request: Request) -> HttpResponse:
    """The taxonomy in force, or with ?version= an earlier one, as a file that `assay taxonomy check` takes."""
    home, version = settings.HOME, request.GET.get("version", "")
    taxonomy = read_version(home, version) if version else load_taxonomy(home)
    note(request, "exported", "taxonomy", taxonomy.version)
    answer = HttpResponse(write_taxonomy(taxonomy), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="taxonomy-{taxonomy.version}.yml"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@tells_faults
def show_history(request: Request) -> HttpResponse:
    """Every version: who made it, when and why."""
    home = settings.HOME
    taxonomy = load_taxonomy(home)
    names = {one.code: one.name for one in speak_taxonomy().drivers}
    context = {"changes": list_history(home), "taxonomy": taxonomy, "names": names}
    return render(request, "coding/history.html", context)


@analysts_only
@require_http_methods(["GET", "HEAD", "POST"])
@tells_faults
def import_taxonomy(request: Request) -> HttpResponse:
    """Puts a file in the place of the taxonomy. Drivers that it lacks are retired, so that old codes can be read."""
    taxonomy = load_taxonomy(settings.HOME)
    form = FileForm(request.POST or None, request.FILES or None, initial={"base": stamp(taxonomy)})
    page = Page("coding/import.html", {"form": form}, reverse("coding_drivers"))
    if request.method != "POST":
        return render(request, page.template, page.context)
    if not form.is_valid():
        return render(request, page.template, page.context, status=422)
    try:
        read = keep_missing(taxonomy, parse_taxonomy(form.cleaned_data["text"], name="taxonomy.yml"))
    except AssayError as error:
        return refuse(request, page, error)
    # what was read travels on in the page, so that it need not be chosen once more
    page = Page(page.template, {"form": form, "text": form.cleaned_data["text"]}, page.after)
    acts = [{"act": "imported", "codes": sorted({one.driver.code for one in compare(taxonomy, read)})}]
    return carry_out(request, page, taxonomy, read, acts)

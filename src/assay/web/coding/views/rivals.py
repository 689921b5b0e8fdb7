"""What competitors are called: their other names, and misspellings that a person may take for them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assay.domain.errors import AssayError, InputError
from assay.reports.coding.misspelt import find_alike, find_misspellings
from assay.sources.rival_names import Named, give_names, read_competitors
from assay.web.coding.faults import tells_faults
from assay.web.people.allowing import analysts_only
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.results import open_reading

_LONGEST, _MOST = 100, 40


@analysts_only
@require_safe
@tells_faults
def list_rivals(request: Request) -> HttpResponse:
    """Every competitor of the record with its other names."""
    return _show(request)


def _show(request: Request, rival: Named | None = None, status: int = 200) -> HttpResponse:
    """The page.  rival: of which names were typed that could not be kept; they stand there still."""
    context: dict[str, object] = {
        "rivals": read_competitors(settings.HOME),
        "refused": rival.name if rival else "",
        "typed": request.POST.get("names", ""),
    }
    try:
        with open_reading() as reading:
            context |= {
                "misspelt": find_misspellings(reading.connection, request.scope),
                "alike": find_alike(reading.connection),
            }
    except InputError:
        context["no_run"] = True
    return render(request, "coding/rivals.html", context, status=status)


@analysts_only
@require_POST
@tells_faults
def name_rival(request: Request) -> HttpResponse:
    """Gives one competitor the names that were typed, or one more that was found; nothing where others changed them."""
    rivals = {one.name: one for one in read_competitors(settings.HOME)}
    rival = rivals.get(request.POST.get("competitor", ""))
    if rival is None:
        messages.error(request, _("This competitor is on record no more."))
        return redirect("coding_rivals")
    if "also" in request.POST:
        names = [*rival.others, _tidy(request.POST["also"])]
    elif request.POST.get("seen", "") != "; ".join(rival.others):
        found = _("Somebody has changed these names meanwhile, to: %(names)s. What you typed is not kept yet.")
        messages.error(request, found % {"names": "; ".join(rival.others) or _("none")})
        return _show(request, rival, 409)
    else:
        names = [_tidy(one) for one in request.POST.get("names", "").split(";")]
    fault = _keep(request, rival, rivals, list(dict.fromkeys(one for one in names if one)))
    if fault:
        messages.error(request, fault)
        return _show(request, rival if "names" in request.POST else None, 422)
    return redirect("coding_rivals")


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _keep(request: Request, rival: Named, rivals: dict[str, Named], names: list[str]) -> str:
    """Returns what is wrong with the names; empty where they are kept."""
    if fault := _find_fault(rival, rivals, names):
        return fault
    if tuple(names) != rival.others:
        try:
            give_names(settings.HOME, {rival.name: names})
        except AssayError as error:
            return f"{error.message} {error.fix}"
    note(request, "changed", "competitor", rival.name, rival.name)
    said = _("The names of %(name)s are kept. They count from the next run on.")
    messages.success(request, said % {"name": rival.name})
    return ""


def _find_fault(rival: Named, rivals: dict[str, Named], names: list[str]) -> str:
    if len(names) > _MOST or any(len(name) > _LONGEST for name in names):
        limits = {"most": _MOST, "longest": _LONGEST}
        return _("At most %(most)d names, of %(longest)d letters each.") % limits
    taken = {
        name.casefold(): other.name
        for other in rivals.values()
        if other.name != rival.name
        for name in (other.name, *other.others)
    }
    clash = next((name for name in names if name.casefold() in taken), "")
    if not clash:
        return ""
    told = {"name": clash, "other": taken[clash.casefold()]}
    return _("%(name)s already names %(other)s: then nobody could tell which of the two is meant.") % told

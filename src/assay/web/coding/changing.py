"""A change to the taxonomy: its effect shown first, then kept as the next version, or refused with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assay.domain.errors import AssayError, InputError
from assay.reports.coding.counts import Used, count_used
from assay.web.coding.recording import list_standing
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.results import open_reading
from assay.words.taxonomy import Taxonomy, load_taxonomy, parse_taxonomy
from assay.words.taxonomy.comparing import Difference, compare
from assay.words.taxonomy.keeping import StaleTaxonomy, keep_taxonomy, stamp
from assay.words.taxonomy.writing import write_taxonomy


@dataclass(frozen=True)
class Effect:
    """What a difference concerns. used: passages of the last run.  codes: that people gave and that are in force."""

    difference: Difference
    used: Used
    codes: int


@dataclass(frozen=True)
class Page:
    """Where a change is typed. context: what its template shows besides.  after: where one goes when it is kept."""

    template: str
    context: Mapping[str, Any]
    after: str


def count_passages() -> dict[str, Used]:
    """How much the last run coded into each driver; nothing before the first run."""
    try:
        with open_reading() as reading:
            return count_used(reading.connection)
    except InputError:
        return {}


def count_codes() -> dict[str, int]:
    """How many codes of people name each driver."""
    standing = list_standing().filter(is_withdrawn=False)
    rows = standing.order_by().values("driver").annotate(codes=Count("id"))
    return {row["driver"]: row["codes"] for row in rows}


def carry_out(
    request: Request, page: Page, before: Taxonomy, after: Taxonomy, acts: Sequence[Mapping[str, Any]]
) -> HttpResponse:
    """Shows the effect of a change, or keeps it where the user has seen enough."""
    if request.POST.get("act") != "save":
        return _show(request, page, before, after)
    who, why = request.user.email, request.POST.get("why", "").strip()
    base = request.POST.get("base", "")
    try:
        made = keep_taxonomy(settings.HOME, after, base=base, who=who, why=why, acts=acts)
    except StaleTaxonomy as error:
        return refuse(request, page, error, status=409)
    except AssayError as error:
        return refuse(request, page, error)
    note(request, "changed", "taxonomy", made.version, why, acts=list(acts))
    told = _("Kept as version %(version)s. The next run codes with it; codes that people gave stay as they are.")
    messages.success(request, told % {"version": made.version})
    return redirect(page.after)


def refuse(request: Request, page: Page, error: AssayError, status: int = 422) -> HttpResponse:
    """The form as it was typed, and why it cannot be kept. What is kept next is a change to what stands there now."""
    form = page.context["form"]
    form.data = form.data.copy()
    form.data["base"] = stamp(load_taxonomy(settings.HOME))
    return render(request, page.template, {**page.context, "problem": error}, status=status)


def _show(request: Request, page: Page, before: Taxonomy, after: Taxonomy) -> HttpResponse:
    try:
        checked = parse_taxonomy(write_taxonomy(after), name=_("The taxonomy"))
    except InputError as error:
        return refuse(request, page, error)
    if request.POST.get("base") != stamp(before):
        told = _("The taxonomy was changed since this page was opened; version %(version)s is in force.")
        stale = StaleTaxonomy(told % {"version": before.version}, fix=_("What you typed is below. Look once more."))
        return refuse(request, page, stale, status=409)
    used, codes = count_passages(), count_codes()
    effects = [
        Effect(one, used.get(one.driver.code, Used()), codes.get(one.driver.code, 0))
        for one in compare(before, checked)
    ]
    shown = {"effects": effects, "total": sum(one.passages for one in used.values()), "is_previewed": True}
    return render(request, page.template, {**page.context, **shown})

"""The private sheets of a manager: one for each rep of the team, which nobody else opens."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assay.web.debriefs.allowing import may_read_row
from assay.web.debriefs.drafting import Field, keep_draft, read_draft
from assay.web.debriefs.models import Action, Answer
from assay.web.learning.actions.allowing import list_team
from assay.web.learning.reading import open_ask
from assay.web.learning.sheets.reading import FEWEST, SHEET_DAYS, read_sheet
from assay.web.people.log import note_visit
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.whole_numbers import read_version

_ANSWERS = 8


@never_cache
@require_safe
def show_sheets(request: Request) -> HttpResponse:
    """The reps of the manager's team, by name. Raises Http404 for who manages nobody."""
    people = User.objects.filter(pk__in=list_team(request.user)).exclude(seller_links=None).order_by("name")
    if request.user.role != "manager":
        raise Http404
    return render(request, "learning/sheets.html", {"people": people.distinct()})


@never_cache
@require_http_methods(["GET", "POST"])
def show_sheet(request: Request, user_id: int) -> HttpResponse:
    """One sheet, with the manager's own notes as they are typed. Raises Http404 for everybody but that manager."""
    if user_id not in list_team(request.user):
        raise Http404
    rep = User.objects.get(pk=user_id)
    field = Field(f"sheet {rep.pk}", request.user)
    if request.method == "POST":
        kept = keep_draft(field, request.POST.get("text", "")[:20_000], read_version(request))
        if request.htmx:
            return render(request, "debriefs/kept.html", {"kept": kept, "name": "seen"})
        return redirect("sheet", user_id)
    sellers = set(rep.seller_links.values_list("seller_id", flat=True)) & request.scope.sellers
    with open_ask() as ask:
        sheet = read_sheet(ask, sellers) if ask else None
    note_visit(request, "saw", "sheet", rep.pk, rep.name)
    context = {
        "rep": rep,
        "sheet": sheet,
        "is_few": sheet is not None and sheet.ended < FEWEST,
        "fewest": FEWEST,
        "days": SHEET_DAYS,
        "said": _list_said(request, rep),
        "done": Action.objects.filter(owner=rep).exclude(done_at=None).order_by("-done_at")[:5],
        "agreed": Action.objects.filter(owner=rep, done_at=None, dropped_at=None),
        "questions": list_questions(),
        "kept": read_draft(field),
    }
    return render(request, "learning/sheet.html", context)


def _list_said(request: Request, rep: User) -> list[Answer]:
    """What the rep shared of the own analyses, as far as this manager may read it; the latest first."""
    found = Answer.objects.filter(author=rep, origin="self_analysis", removed_at=None).exclude(finished_at=None)
    rows = found.select_related("debrief").order_by("-changed_at")[: 4 * _ANSWERS]
    return [one for one in rows if one.text.strip() and may_read_row(request, one)][:_ANSWERS]


def list_questions() -> list[str]:
    """Open questions for the talk, what went well first."""
    return [
        _("What went well of late that you would do again?"),
        _("Which talk with a buyer are you content with, and what made it so?"),
        _("In which open deal would you like a second pair of eyes?"),
        _("What would make the next weeks easier for you, and what can I do for it?"),
    ]

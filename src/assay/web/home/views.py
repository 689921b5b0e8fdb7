"""The page of today: what needs this person now."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assay.web.home.rescued import list_rescued
from assay.web.home.sections import list_sections, list_wins_and_losses
from assay.web.home.standing import find_standing
from assay.web.home.strengths import find_strengths
from assay.web.request import Request


@require_safe
def show(request: Request) -> HttpResponse:
    """The call list first, then wins beside losses, and how old the data are. Before there are any: the next step."""
    standing = find_standing(settings.HOME)
    catalogue = standing.catalogue
    if catalogue is None:
        return render(request, "home/begin.html", {"standing": standing})
    wins, losses = list_wins_and_losses(request, catalogue)
    context = {
        "standing": standing,
        "meta": catalogue.meta,
        "currency": catalogue.meta["home_currency"],
        "in_scope": catalogue.count_in(request.scope),
        "sections": list_sections(request, catalogue),
        "rescued": list_rescued(request),
        "strengths": find_strengths(request),
        "wins": wins,
        "losses": losses,
    }
    return render(request, "home/today.html", context)

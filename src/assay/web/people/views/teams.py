"""Teams as a tree, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.people.allowing import administrators_only
from assay.web.people.forms import TeamForm
from assay.web.people.log import note
from assay.web.people.models import Team, TeamSeller
from assay.web.people.placing import change_team, list_branches, make_proposed, place_seller, propose_teams, remove_team
from assay.web.people.saving import mark_stale
from assay.web.people.sellers import list_sellers
from assay.web.request import Request


@administrators_only
@require_http_methods(["GET", "POST"])
def list_teams(request: Request) -> HttpResponse:
    """The tree, and a form for one more team."""
    form = TeamForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            team = form.save()
            note(request, "made", "team", team.pk, team.name)
            messages.success(request, _("The team %(name)s is made.") % {"name": team.name})
            return redirect("teams")
        status = 422
    context = {"form": form, "branches": list_branches(), "proposals": len(propose_teams())}
    return render(request, "people/teams.html", context, status=status)


@administrators_only
@require_http_methods(["GET", "POST"])
def change(request: Request, team_id: int) -> HttpResponse:
    """One team: its name, its place, who is in it."""
    team = get_object_or_404(Team, pk=team_id)
    form = TeamForm(request.POST or None, instance=team, initial={"version": team.version})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _save(request, form):
            messages.success(request, _("Saved."))
            return redirect("team", team_id=team_id)
        status = 422
    placed = set(TeamSeller.objects.filter(team=team).values_list("seller_id", flat=True))
    context = {
        "form": form,
        "team": Team.objects.get(pk=team_id),
        "users": team.users.order_by("name"),
        "parts": team.parts.all(),
        "sellers": team.sellers.order_by("name"),
        "free": [seller for seller in list_sellers() if seller.id not in placed],
    }
    return render(request, "people/team.html", context, status=status)


def _save(request: Request, form: TeamForm) -> bool:
    told = form.cleaned_data
    try:
        saved = change_team(form.instance, told["name"], told["parent"], told["version"] or 0)
    except ValueError:
        form.add_error("parent", _("A team cannot be part of one that lies within it."))
        return False
    if not saved:
        standing = Team.objects.get(pk=form.instance.pk)
        parent = standing.parent or _("no other team")
        mark_stale(
            form, standing.version, _("%(name)s, part of %(parent)s") % {"name": standing.name, "parent": parent}
        )
        return False
    note(request, "changed", "team", form.instance.pk, told["name"], parent=str(told["parent"] or ""))
    return True


@administrators_only
@require_POST
def remove(request: Request, team_id: int) -> HttpResponse:
    """Removes a team with nothing in it."""
    team = Team.objects.filter(pk=team_id).first()
    if team is None:  # by a second press
        return redirect("teams")
    if not remove_team(team):
        messages.error(request, _("Only an empty team can be removed: move what is in it first."))
        return redirect("team", team_id=team_id)
    note(request, "removed", "team", team_id, team.name)
    messages.success(request, _("The team %(name)s is removed.") % {"name": team.name})
    return redirect("teams")


@administrators_only
@require_POST
def place(request: Request, team_id: int) -> HttpResponse:
    """Places a seller of the record in the team, out of any other."""
    team = get_object_or_404(Team, pk=team_id)
    wanted = request.POST.get("seller", "")
    seller = next((seller for seller in list_sellers() if str(seller.id) == wanted), None)
    if seller is None:
        messages.error(request, _("The record has no such seller. Load the page again and choose one."))
    else:
        place_seller(team, seller)
        note(request, "placed", "team", team.pk, team.name, seller=seller.name)
    return redirect("team", team_id=team_id)


@administrators_only
@require_POST
def take_out(request: Request, team_id: int, place_id: int) -> HttpResponse:
    """Takes a placed seller out of the team."""
    placed = TeamSeller.objects.filter(pk=place_id, team=team_id).select_related("team").first()
    if placed is not None:
        placed.delete()
        note(request, "unplaced", "team", team_id, placed.team.name, seller=placed.name)
    return redirect("team", team_id=team_id)


@administrators_only
@require_http_methods(["GET", "POST"])
def propose(request: Request) -> HttpResponse:
    """Teams as the record names them: nothing is made before somebody confirms."""
    if request.method == "POST":
        made = make_proposed(set(request.POST.getlist("name")))
        for team, count in made:
            note(request, "made", "team", team.pk, team.name, placed=count, of="record")
        text = ngettext(
            "%(count)s team is set up from the record.", "%(count)s teams are set up from the record.", len(made)
        )
        messages.success(request, text % {"count": len(made)})
        return redirect("teams")
    return render(request, "people/proposal.html", {"proposals": propose_teams()})

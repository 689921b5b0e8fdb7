"""Invitations: made by an administrator, accepted by whom they name."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.people import inviting
from assay.web.people.allowing import administrators_only
from assay.web.people.forms import InviteForm, JoinForm
from assay.web.people.models import Invitation, User
from assay.web.request import Request


@administrators_only
@require_http_methods(["GET", "POST"])
def list_all(request: Request) -> HttpResponse:
    """Who was invited, and a form for more."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _tell(request, inviting.invite_people(request, told["people"], told["role"], told["team"]))
        return redirect("invitations")
    rows = Invitation.objects.select_related("team", "invited_by")
    context = {
        "form": form,
        "standing": rows.filter(accepted_at=None, revoked_at=None),
        "over": rows.exclude(accepted_at=None, revoked_at=None)[:100],
    }
    return render(request, "people/invitations.html", context, status=422 if form.errors else 200)


def _tell(request: Request, done: inviting.Invited) -> None:
    if done.sent:
        count = len(done.sent)
        text = ngettext("%(count)s invitation is sent.", "%(count)s invitations are sent.", count)
        messages.success(request, text % {"count": count})
    if done.known:
        messages.warning(request, _("Are users already: %(who)s.") % {"who": ", ".join(done.known[:20])})
    if done.unsent:
        text = _(
            "The letter server did not take the letters to %(who)s. See the e-mail settings, then send them again."
        )
        messages.error(request, text % {"who": ", ".join(done.unsent[:20])})


@administrators_only
@require_POST
def send_again(request: Request, invitation_id: int) -> HttpResponse:
    """Sends a new link; the earlier one serves no longer."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    if User.objects.filter(email__iexact=invitation.email).exists():
        _tell(request, inviting.Invited(known=[invitation.email]))
    else:
        sent = inviting.send_again(request, invitation)
        done = inviting.Invited(sent=[invitation.email]) if sent else inviting.Invited(unsent=[invitation.email])
        _tell(request, done)
    return redirect("invitations")


@administrators_only
@require_POST
def take_back(request: Request, invitation_id: int) -> HttpResponse:
    """Its link serves no longer."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    inviting.take_back(request, invitation)
    messages.success(request, _("The invitation to %(who)s is taken back.") % {"who": invitation.email})
    return redirect("invitations")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept(request: Request, token: str) -> HttpResponse:
    """Where the link of an invitation leads: name and password are set, and the person is signed in."""
    invitation = inviting.find_invitation(token)
    if invitation is None or not invitation.is_standing:
        return render(request, "people/join_over.html", {"invitation": invitation}, status=410)
    if request.user.is_authenticated:
        return render(request, "people/join_other.html", {"invitation": invitation}, status=409)
    form = JoinForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = inviting.accept_invitation(
                request, invitation, form.cleaned_data["name"], form.cleaned_data["password"]
            )
        except inviting.NotStanding:
            return redirect("accept_invitation", token=token)
        return perform_login(request, user, email_verification="none")
    context = {"form": form, "invitation": invitation}
    return render(request, "people/join.html", context, status=422 if form.errors else 200)

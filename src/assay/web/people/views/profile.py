"""A user's own pages: settings, sessions, and what the log says about that user."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.people.forms import ProfileForm
from assay.web.people.log import LogEntry, note
from assay.web.people.log_reading import cut_page
from assay.web.people.models import Grant, User
from assay.web.people.saving import save_version
from assay.web.request import Request


@require_http_methods(["GET", "POST"])
def show_profile(request: Request) -> HttpResponse:
    """What a user sets for the own pages, and which deals are open to that user by a grant."""
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user, initial={"version": user.version})
    status = 200
    if request.method == "POST":
        if form.is_valid() and save_version(form):
            note(request, "changed", "user", user.pk, user.email, fields=form.changed_data)
            with override(user.language):  # the next page speaks it already
                messages.success(request, _("Saved."))
            return redirect("profile")
        status = 422
    grants = [grant for grant in Grant.objects.filter(user=request.user, revoked_at=None) if grant.is_standing]
    return render(request, "people/profile.html", {"form": form, "grants": grants}, status=status)


def show_own_log(request: Request) -> HttpResponse:
    """What the log says about the user: what the user did, and what was done to the user's account."""
    own = LogEntry.objects.filter(
        Q(user_id_then=request.user.pk)
        | Q(kind="user", object_id=str(request.user.pk))
        | Q(kind="deal", act__in=["granted", "revoked"], detail__to=request.user.email)
    )
    return render(request, "people/own_log.html", {"page": cut_page(request, own)})


@require_POST
def end_session(request: Request, session_id: int) -> HttpResponse:
    """Signs the user out in one other browser."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    if session.session_key == request.session.session_key:
        messages.info(request, _("This is the browser that you are in. To leave it, sign out."))
    else:
        session.end()
        note(request, "ended", "session", what=session.user_agent[:100])
        messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")

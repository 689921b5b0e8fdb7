"""Views that are kept: a name for what a list is narrowed to."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.web.deals.listed.asked import read_asked
from assay.web.deals.models import SavedView
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.request import Request

_MOST_VIEWS = 100


def list_views(user: User) -> QuerySet[SavedView]:
    """The views of the user, and those that others of the same team share."""
    mine = Q(owner=user)
    if user.team_id:
        mine |= Q(is_shared=True, owner__team=user.team_id, owner__is_active=True)
    return SavedView.objects.filter(mine).select_related("owner")


@require_POST
def keep_view(request: Request) -> HttpResponse:
    """Keeps the list that was looked at under a name. Keeping the same twice changes nothing."""
    query = read_asked(QueryDict(request.POST.get("query", "")[:4000])).write()
    back = redirect(f"{reverse('deals')}?{query}")
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())
    if not name or len(name) > 80:
        messages.error(request, _("Give the view a name of at most 80 characters."))
        return back
    if len(query) > 4000:
        messages.error(request, _("This list is narrowed to too many things to be kept."))
        return back
    if SavedView.objects.filter(owner=request.user).count() >= _MOST_VIEWS:
        messages.error(request, _("You keep 100 views. Remove one first."))
        return back
    return back if _store_view(request, name, query) else _refuse_name(request, name, query, back)


def _store_view(request: Request, name: str, query: str) -> bool:
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                owner=request.user, name=name, query=query, is_shared=request.POST.get("shared") == "yes"
            )
    except IntegrityError:
        return False
    note(request, "made", "view", view.pk, name, query=query, is_shared=view.is_shared)
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return True


def _refuse_name(request: Request, name: str, query: str, back: HttpResponse) -> HttpResponse:
    same = SavedView.objects.filter(owner=request.user, name=name, query=query).exists()
    if not same:
        messages.error(request, _("You have another view called “%(name)s”. Choose another name.") % {"name": name})
    return back


@require_POST
def remove_view(request: Request, view_id: int) -> HttpResponse:
    """Removes a view of one's own."""
    view = SavedView.objects.filter(owner=request.user, pk=view_id).first()
    if view is None:
        raise Http404
    note(request, "removed", "view", view.pk, view.name, query=view.query)
    view.delete()
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect("deals")

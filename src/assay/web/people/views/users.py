"""Users, for administrators: role, team, the sellers that each is, and whether each may sign in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.people.allowing import administrators_only
from assay.web.people.forms import UserForm
from assay.web.people.log import note
from assay.web.people.models import Role, SellerLink, User
from assay.web.people.saving import save_version
from assay.web.people.sellers import Seller, list_sellers
from assay.web.request import Request


@administrators_only
def list_users(request: Request) -> HttpResponse:
    """Everybody who may sign in or once might."""
    second = Authenticator.objects.filter(user=OuterRef("pk"), type__in=["totp", "webauthn"])
    users = User.objects.select_related("team").prefetch_related("seller_links").annotate(second=Exists(second))
    text = request.GET.get("q", "").strip()[:200]
    if text:
        users = users.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(team__name__icontains=text))
    return render(request, "people/users.html", {"users": users.order_by("-is_active", "name", "email"), "text": text})


@administrators_only
@require_http_methods(["GET", "POST"])
def change_user(request: Request, user_id: int) -> HttpResponse:
    """One user."""
    user = get_object_or_404(User, pk=user_id)
    form = UserForm(request.POST or None, instance=user, initial={"version": user.version})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _save(request, form):
            messages.success(request, _("Saved."))
            return redirect("user", user_id=user_id)
        status = 422
    linked = list(user.seller_links.order_by("name"))
    free = _list_free()
    context = {
        "form": form,
        "person": User.objects.get(pk=user_id),
        "linked": linked,
        "free": free,
        "suggested": [seller for seller in free if seller.email.casefold() == user.email],
    }
    return render(request, "people/user.html", context, status=status)


@transaction.atomic
def _save(request: Request, form: UserForm) -> bool:
    user, told = form.instance, form.cleaned_data
    # all of them are locked, so that two administrators cannot each take the other's place away at once
    administrators = set(
        User.objects.select_for_update()
        .filter(role=Role.ADMINISTRATOR, is_active=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    stays = told["role"] == Role.ADMINISTRATOR and told["is_active"]
    if administrators == {user.pk} and not stays:
        form.add_error(None, _("This is the last administrator. Make somebody else one first."))
        return False
    if not save_version(form):
        return False
    if not told["is_active"]:
        for session in UserSession.objects.filter(user=user):
            session.end()
    changed = {name: str(told[name]) for name in form.changed_data if name != "version"}
    note(request, "changed", "user", user.pk, user.email, **changed)
    return True


def _list_free() -> list[Seller]:
    taken = set(SellerLink.objects.values_list("seller_id", flat=True))
    return [seller for seller in list_sellers() if seller.id not in taken]


@administrators_only
@require_POST
def link_seller(request: Request, user_id: int) -> HttpResponse:
    """Says that the user is that seller of the record."""
    user = get_object_or_404(User, pk=user_id)
    wanted = request.POST.get("seller", "")
    seller = next((seller for seller in list_sellers() if str(seller.id) == wanted), None)
    if seller is None:
        messages.error(request, _("The record has no such seller. Load the page again and choose one."))
        return redirect("user", user_id=user_id)
    try:
        with transaction.atomic():
            link, made = SellerLink.objects.get_or_create(
                seller_id=seller.id, defaults={"user": user, "name": seller.name[:200]}
            )
    except IntegrityError:
        link, made = SellerLink.objects.get(seller_id=seller.id), False
    if made:
        note(request, "linked", "user", user.pk, user.email, seller=seller.name)
    elif link.user_id != user.pk:
        messages.error(request, _("%(seller)s is somebody else already.") % {"seller": seller.name})
    return redirect("user", user_id=user_id)


@administrators_only
@require_POST
def unlink_seller(request: Request, user_id: int, link_id: int) -> HttpResponse:
    """Says that the user is that seller no longer."""
    link = SellerLink.objects.filter(pk=link_id, user=user_id).select_related("user").first()
    if link is not None:
        link.delete()
        note(request, "unlinked", "user", user_id, link.user.email, seller=link.name)
    return redirect("user", user_id=user_id)

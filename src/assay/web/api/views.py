"""The page of a person's access tokens, and what the API is."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assay.web.api.forms import TokenForm
from assay.web.api.models import AccessToken
from assay.web.api.tokens import make_token, revoke
from assay.web.request import Request

_USUAL_DAYS = 90


@never_cache
@require_http_methods(["GET", "POST"])
def show_tokens(request: Request) -> HttpResponse:
    """The user's own tokens, and a form for one more; its text is shown once, right after it was made."""
    usual = {"expires_on": timezone.localdate() + timedelta(days=_USUAL_DAYS)}
    form = TokenForm(request.POST or None, initial=usual)
    text = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _token, text = make_token(request, told["name"], told["expires_on"], can_write=told["can_write"])
        form = TokenForm(initial=usual)
    context = {
        "form": form,
        "text": text,
        "tokens": AccessToken.objects.filter(user=request.user),
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_token(request: Request, number: int) -> HttpResponse:
    """It opens nothing any more, from now on."""
    token = get_object_or_404(AccessToken, pk=number, user=request.user)
    revoke(request, token)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")

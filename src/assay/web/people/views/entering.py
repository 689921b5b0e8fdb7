"""What differs from allauth on the way in."""

import logging

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

from assay.web.people.providers import find_name

_log = logging.getLogger(__name__)


@login_not_required
def show_closed(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
    """Nothing lies here. Raises Http404 always."""
    raise Http404


@login_not_required
def leave_for_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes the browser to the provider's page by a page of ours.

    A redirect would not do: the content policy lets a form lead to this server alone, and browsers hold what the form
    is redirected to against it.
    """
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except RequestException as error:
        _log.warning("The provider %s does not answer: %s", provider_id, error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    if not isinstance(response, HttpResponseRedirect) or url_has_allowed_host_and_scheme(
        response.url, {request.get_host()}, require_https=request.is_secure()
    ):
        return response
    context = {"address": response.url, "name": find_name(provider_id)}
    page = render(request, "socialaccount/leaving.html", context)
    page["Cache-Control"] = "no-store"
    return page

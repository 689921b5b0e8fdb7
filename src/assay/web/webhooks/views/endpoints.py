"""The addresses that are told what happens: listed, made, changed, given a new secret, switched and removed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assay.web.people.allowing import administrators_only
from assay.web.people.saving import StaleRow, mark_stale
from assay.web.request import Request
from assay.web.webhooks.changing import (
    change_endpoint,
    make_endpoint,
    remove_endpoint,
    rotate_secret,
    switch_endpoint,
)
from assay.web.webhooks.forms import EndpointForm, FilterForm
from assay.web.webhooks.models import Delivery, Endpoint, State
from assay.web.webhooks.secrets import KeyChanged, read_secret
from assay.web.webhooks.showing import show_deliveries
from assay.web.webhooks.switching import is_on
from assay.web.whole_numbers import read_version

_ON_A_PAGE = 30


@administrators_only
@never_cache
@require_safe
def list_endpoints(request: Request) -> HttpResponse:
    """All addresses, and whether anything is sent at all."""
    failed = Q(deliveries__state=State.GIVEN_UP)
    found = Endpoint.objects.annotate(
        arrived=Count("deliveries", filter=Q(deliveries__state=State.ARRIVED)),
        waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        given_up=Count("deliveries", filter=failed),
    )
    return render(request, "webhooks/list.html", {"endpoints": found, "is_on": is_on()})


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def make(request: Request) -> HttpResponse:
    """A form; once it is sent, the secret, which is shown this once."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _show_secret(request, make_endpoint(request, **form.told()), is_new=True)
    context = {"form": form, "is_on": is_on()}
    return render(request, "webhooks/new.html", context, status=422 if form.errors else 200)


@administrators_only
@never_cache
@require_safe
def show_endpoint(request: Request, number: int) -> HttpResponse:
    """One address, what can be done with it, and what was sent there."""
    endpoint = get_object_or_404(Endpoint.objects.select_related("made_by"), pk=number)
    form = FilterForm(request.GET or None)
    found = Delivery.objects.filter(endpoint=endpoint).select_related("event")
    state = form.cleaned_data["state"] if form.is_bound and form.is_valid() else ""
    if state == "failed":
        found = found.exclude(problem="").exclude(state=State.ARRIVED)
    elif state:
        found = found.filter(state=state)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "endpoint": endpoint,
        "page": page,
        "deliveries": show_deliveries(page.object_list),
        "state": state,
        "filter": FilterForm(initial={"state": state}),
        "is_on": is_on(),
        "has_key": _has_key(endpoint),
    }
    return render(request, "webhooks/endpoint.html", context)


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, number: int) -> HttpResponse:
    """Another address, other words, other events."""
    endpoint = get_object_or_404(Endpoint, pk=number)
    standing = {name: getattr(endpoint, name) for name in ("url", "description", "events", "version")}
    form = EndpointForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        try:
            change_endpoint(request, endpoint, form.cleaned_data["version"] or 0, **form.told())
        except StaleRow:
            _mark(request, form, Endpoint.objects.get(pk=number))
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", number)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/edit.html", context, status=422 if form.errors else 200)


@administrators_only
@never_cache
@require_POST
def rotate(request: Request, number: int) -> HttpResponse:
    """A new secret, which is shown this once."""
    endpoint = get_object_or_404(Endpoint, pk=number)
    try:
        return _show_secret(request, rotate_secret(request, endpoint, read_version(request)), is_new=False)
    except StaleRow:
        return _tell_stale(request, number)


@administrators_only
@require_POST
def switch(request: Request, number: int) -> HttpResponse:
    """On, or off: what waits is then not sent."""
    endpoint = get_object_or_404(Endpoint, pk=number)
    is_active = request.POST.get("act") == "on"
    try:
        switch_endpoint(request, endpoint, read_version(request), is_active=is_active)
    except StaleRow:
        return _tell_stale(request, number)
    messages.success(request, _("It is switched on.") if is_active else _("It is switched off. Nothing is sent there."))
    return redirect("webhook", number)


@administrators_only
@require_POST
def remove(request: Request, number: int) -> HttpResponse:
    """It goes, with what was kept of its deliveries."""
    endpoint = Endpoint.objects.filter(pk=number).first()
    if endpoint is not None:
        try:
            remove_endpoint(request, endpoint, read_version(request))
        except StaleRow:
            return _tell_stale(request, number)
        messages.success(request, _("%(name)s is removed.") % {"name": endpoint})
    return redirect("webhooks")


def _show_secret(request: Request, endpoint: Endpoint, *, is_new: bool) -> HttpResponse:
    context = {"endpoint": endpoint, "secret": read_secret(endpoint), "is_new": is_new, "is_on": is_on()}
    return render(request, "webhooks/secret.html", context)


def _has_key(endpoint: Endpoint) -> bool:
    try:
        read_secret(endpoint)
    except KeyChanged:
        return False
    return True


def _mark(request: Request, form: EndpointForm, standing: Endpoint) -> None:
    """Says what the address is by now; saved once more, it becomes what was typed."""
    told = form.told()
    other = [name for name in told if told[name] != getattr(standing, name)]
    shown = {"url": standing.url, "description": standing.description, "events": ", ".join(standing.events)}
    typed = request.POST.copy()
    mark_stale(form, standing.version, "; ".join(f"{form[name].label}: {shown[name] or _('none')}" for name in other))
    typed["version"] = str(standing.version)
    form.data = typed


def _tell_stale(request: Request, number: int) -> HttpResponse:
    messages.error(request, _("Somebody has changed this address meanwhile. Look at it, then try again."))
    return redirect("webhook", number)

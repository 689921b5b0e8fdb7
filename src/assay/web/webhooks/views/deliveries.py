"""What was sent to an address: one delivery to the letter, a test, and a delivery sent again."""

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.domain.errors import InputError
from assay.web.people.allowing import administrators_only
from assay.web.request import Request
from assay.web.webhooks.again import send_again, send_test
from assay.web.webhooks.models import Delivery, Endpoint
from assay.web.webhooks.showing import show_body, show_deliveries, show_tries
from assay.web.webhooks.switching import is_on

#: seconds in which a second test is a double click
_APART = 3


@administrators_only
@require_POST
def test(request: Request, number: int) -> HttpResponse:
    """Sends a ping at once, and shows what was answered."""
    endpoint = get_object_or_404(Endpoint, pk=number)
    if not cache.add(f"webhook-test-{number}", 1, _APART):
        messages.info(request, _("A test was sent just now. Its answer stands in the list."))
        return redirect("webhook", number)
    try:
        delivery = send_test(request, endpoint)
    except InputError as error:
        messages.error(request, f"{error.message} {error.fix}")
        return redirect("webhook", number)
    return redirect("webhook_delivery", delivery.pk)


@administrators_only
@never_cache
@require_safe
def show_delivery(request: Request, delivery: int) -> HttpResponse:
    """What was sent, each attempt, and the last answer."""
    found = get_object_or_404(Delivery.objects.select_related("event", "endpoint"), pk=delivery)
    context = {
        "one": show_deliveries([found])[0],
        "body": show_body(found.event),
        "tries": show_tries(found),
        "is_on": is_on(),
    }
    return render(request, "webhooks/delivery.html", context)


@administrators_only
@require_POST
def again(request: Request, delivery: int) -> HttpResponse:
    """Has it sent again, with its old id."""
    found = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=delivery)
    try:
        if send_again(request, found):
            messages.success(request, _("It is sent again within seconds."))
        else:
            messages.info(request, _("It is on its way already."))
    except InputError as error:
        messages.error(request, f"{error.message} {error.fix}")
    return redirect("webhook_delivery", delivery)

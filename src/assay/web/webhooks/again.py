"""Deliveries asked for by a person: a test that is sent at once, and one sent again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.web.people.letters import make_address
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.webhooks.announcing import ask_for_sending, make_event
from assay.web.webhooks.attempting import attempt, describe_attempt
from assay.web.webhooks.events import PING
from assay.web.webhooks.models import Delivery, Endpoint, State
from assay.web.webhooks.sending import LEASE
from assay.web.webhooks.switching import is_on


def send_test(request: Request, endpoint: Endpoint) -> Delivery:
    """Sends a ping here and now, once; nothing follows from it for the address. Raises InputError while all is off."""
    _refuse_off()
    event = make_event(PING, {"url": make_address("/")})
    delivery = Delivery.objects.create(
        event=event, endpoint=endpoint, is_test=True, attempts=1, next_at=timezone.now() + LEASE
    )
    tried = attempt(endpoint, event)
    state = State.ARRIVED if tried.has_arrived else State.GIVEN_UP
    told = describe_attempt(delivery, tried) | {"state": state, "finished_at": timezone.now(), "next_at": None}
    Delivery.objects.filter(pk=delivery.pk).update(**told)
    note(request, "sent", "webhook", endpoint.pk, str(endpoint), type=PING, status=tried.status)
    delivery.refresh_from_db()
    return delivery


def send_again(request: Request, delivery: Delivery) -> bool:
    """Has it sent again from the beginning, with its old id. False where it is on its way already.

    Raises InputError where nothing is sent to its address.
    """
    _refuse_off()
    if not delivery.endpoint.is_active:
        raise InputError(_("This address is switched off."), fix=_("Switch it on first."))
    if delivery.is_test:
        raise InputError(_("A test is not sent again."), fix=_("Send a new one."))
    now = timezone.now()
    told = {"state": State.WAITING, "attempts": 0, "wanted_at": now, "next_at": now, "finished_at": None}
    with transaction.atomic():
        found = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.WAITING)
        if not found.update(**told):
            return False
        note(request, "sent", "webhook", delivery.endpoint_id, str(delivery.endpoint), event=delivery.event_id)
        transaction.on_commit(lambda: ask_for_sending(delivery.endpoint_id))
    return True


def _refuse_off() -> None:
    if not is_on():
        raise InputError(_("Nothing is sent: webhooks are switched off."), fix=_("Switch them on first."))

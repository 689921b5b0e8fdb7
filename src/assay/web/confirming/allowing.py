"""Who may say of a deal why it ended: its owner, who manages the owner, and whoever sees all deals."""

from django.http import Http404

from assay.domain.errors import InputError
from assay.web.confirming.reading import ClosedDeal, read_closed
from assay.web.people.models import Role
from assay.web.request import Request
from assay.web.results import open_reading

#: of these it is asked why they ended so
ENDED = ("lost", "no_decision", "disqualified")


def may_confirm(request: Request, deal_id: int, owner_id: int | None) -> bool:
    """Whether the user may confirm, correct and take back. A deal that the user audits is closed until that is done."""
    if deal_id in request.scope.closed:
        return False
    if request.user.sees_all:
        return True
    if owner_id is None:
        return False
    if request.user.role == Role.MANAGER and owner_id in request.scope.sellers:
        return True
    return request.user.seller_links.filter(seller_id=owner_id).exists()


def find_closed_deal(request: Request, deal_id: int) -> ClosedDeal:
    """The deal with its verdict. Raises Http404 where there is none that ended without a win and that the user sees."""
    try:
        opened = open_reading()
    except InputError as error:
        # before the first run there is no verdict on any deal
        raise Http404 from error
    with opened as reading:
        found = read_closed(reading.connection, deal_id)
    if found is None or found.outcome not in ENDED or not request.scope.holds(deal_id, found.owner_id):
        raise Http404
    return found

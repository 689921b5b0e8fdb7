"""New losses of which nobody can tell why, on the page of today: the buyer is to be asked."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.domain.spans import DAY
from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.listing import Order, list_deals
from assay.reports.catalogue.opening import Catalogue
from assay.web.confirming.models import Act, ConfirmedVerdict
from assay.web.debriefs.models import Debrief
from assay.web.home.sections import NEW_DAYS, SHOWN, Line, Section
from assay.web.request import Request
from assay.web.results import open_reading

_LOST = ("lost", "no_decision")
_ASKED_FOR = 200

#: deals without a reason that stands out, and without a talk with the buyer on record
_UNTOLD = """
SELECT v.deal_id, v.standing FROM verdict v WHERE v.deal_id IN ({ids}) AND v.view = 'look_back'
  AND v.standing IN ('cannot_tell', 'too_little') AND v.deal_id NOT IN (
    SELECT deal_id FROM debrief
    WHERE deal_id IN ({ids}) AND NOT is_deleted AND kind = 'buyer' AND held_at IS NOT NULL)"""


def list_untold(request: Request, catalogue: Catalogue) -> Section | None:
    """The losses of the last days whose reasons cannot be told, the largest first; None where there is none."""
    since = int(catalogue.meta["as_of"]) - NEW_DAYS * DAY
    filters = Filters(outcomes=_LOST, closed_from=since)
    page = list_deals(catalogue, request.scope, filters, Order("value"), None, _ASKED_FOR)
    standings = _read_standings([deal.id for deal in page.deals])
    known = set(
        ConfirmedVerdict.objects.filter(deal_id__in=list(standings))
        .exclude(act=Act.TAKEN_BACK)
        .values_list("deal_id", flat=True)
    )
    deals = [deal for deal in page.deals if deal.id in standings and deal.id not in known]
    if not deals:
        return None
    debriefs = dict(
        Debrief.objects.filter(deal_id__in=[deal.id for deal in deals[:SHOWN]]).values_list("deal_id", "pk")
    )
    said = {
        "cannot_tell": _("no reason stands out; what would settle it most is what the buyer says"),
        "too_little": _("too little is on record to tell any reason; the buyer may tell"),
    }
    return Section(
        name="untold",
        title=_("Losses to ask the buyer about"),
        rule=_(
            "Closed in the last %(days)s days, their reasons cannot be told from the record, and no talk with the "
            "buyer is recorded. The largest first."
        )
        % {"days": NEW_DAYS},
        lines=[
            Line(
                deal,
                said[standings[deal.id]],
                address=reverse("debrief", args=[debriefs[deal.id]]) if deal.id in debriefs else "",
            )
            for deal in deals[:SHOWN]
        ],
        count=len(deals),
        is_more=page.after is not None,
    )


def _read_standings(deals: Sequence[int]) -> dict[int, str]:
    """Of those deals the ones that cannot be told; none before the first run."""
    if not deals:
        return {}
    try:
        reading = open_reading()
    except InputError:
        return {}
    with reading:
        ids = ", ".join(map(str, deals))
        return dict(reading.connection.execute(_UNTOLD.format(ids=ids)).fetchall())

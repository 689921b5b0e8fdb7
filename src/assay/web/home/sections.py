"""What stands on the page of today: lists of deals, each with why it is there and by what it is ordered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.domain.spans import DAY, count_days
from assay.domain.tongue import speak
from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.gathering import SILENT
from assay.reports.catalogue.listing import (
    MOST_COUNTED,
    ListedDeal,
    Order,
    count_calls,
    find_hits,
    list_deals,
)
from assay.reports.catalogue.opening import Catalogue
from assay.reports.deal_file import Quiet
from assay.reports.silence import say_chance
from assay.web.people.log import LogEntry
from assay.web.request import Request
from assay.web.speaking import READER

#: deals of one section; the rest is a page of its own
SHOWN = 6

#: losses are new for a quarter of a year
NEW_DAYS = 90

_LOST = ("lost", "no_decision")
_ASKED_FOR = 200


@dataclass(frozen=True)
class Line:
    """One deal of a section, or something else by its name. why: what speaks for looking at it now.

    titles: of the signals that weigh most.  address: where it leads, by default to the deal.  name: by default that of
    the deal.
    """

    deal: ListedDeal | None = None
    why: str = ""
    titles: tuple[str, ...] = ()
    address: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """How it is called."""
        return self.name or (self.deal.name if self.deal else "")


@dataclass(frozen=True)
class Section:
    """One list. rule: by what it is chosen and ordered.  all_query: the query of the list of deals that shows all.

    all_at: the page that shows all, where that is not the list of deals.  count: how many there are; is_more: there
    are more than were counted.  nothing: said where there is none.
    """

    name: str
    title: str
    rule: str
    lines: list[Line] = field(default_factory=list)
    count: int = 0
    is_more: bool = False
    all_query: str = ""
    all_at: str = ""
    nothing: str = ""

    @property
    def all_address(self) -> str:
        """Where all of them stand."""
        if self.all_at:
            return self.all_at
        return f"{reverse('deals')}?{self.all_query}" if self.all_query and self.count > len(self.lines) else ""


#: sections of other rooms, such as actions due: (request, catalogue) -> a section, or None where there is nothing
MORE_SECTIONS: list[Callable[[Request, Catalogue], Section | None]] = []

#: the same, of what somebody has taken on or was told of: it goes before everything else
FIRST_SECTIONS: list[Callable[[Request, Catalogue], Section | None]] = []


def list_sections(request: Request, catalogue: Catalogue) -> list[Section]:
    """The sections of the call list, in the order in which they are to be gone through."""
    return [
        *(made for make in FIRST_SECTIONS if (made := make(request, catalogue)) is not None),
        review_losses(request, catalogue),
        list_silent(request, catalogue),
        list_debriefs(request, catalogue),
        *(made for make in MORE_SECTIONS if (made := make(request, catalogue)) is not None),
        list_risks(request, catalogue),
    ]


def review_losses(request: Request, catalogue: Catalogue) -> Section:
    """Deals lost of late whose file this user has not opened."""
    since = int(catalogue.meta["as_of"]) - NEW_DAYS * DAY
    filters = Filters(outcomes=_LOST, closed_from=since)
    page = list_deals(catalogue, request.scope, filters, Order("value"), None, _ASKED_FOR)
    seen = _find_seen(request, page.deals)
    unseen = [deal for deal in page.deals if deal.id not in seen]
    day = datetime.fromtimestamp(since, UTC).date().isoformat()
    return Section(
        name="losses",
        title=_("New losses to review"),
        rule=_("Closed in the last %(days)s days, and you have not opened their file yet. The largest first.")
        % {"days": NEW_DAYS},
        lines=[Line(deal, _say_loss(deal)) for deal in unseen[:SHOWN]],
        count=len(unseen),
        is_more=page.after is not None,
        all_query=urlencode(
            [("outcome", "lost"), ("outcome", "no_decision"), ("closed_from", day), ("sort", "-value")]
        ),
        nothing=_("You have opened every loss of the last %(days)s days.") % {"days": NEW_DAYS}
        if page.deals
        else _("No deal was lost in the last %(days)s days.") % {"days": NEW_DAYS},
    )


def _find_seen(request: Request, deals: Iterable[ListedDeal]) -> set[int]:
    ids = [str(deal.id) for deal in deals]
    seen = LogEntry.objects.filter(user_id_then=request.user.pk, kind="deal", act="saw", object_id__in=ids)
    return {int(deal) for deal in seen.values_list("object_id", flat=True)}


def _say_loss(deal: ListedDeal) -> str:
    count = ngettext("%(n)s finding", "%(n)s findings", deal.findings) % {"n": deal.findings}
    if deal.reason:
        return _("%(findings)s; the stated reason is “%(reason)s”") % {"findings": count, "reason": deal.reason}
    return _("%(findings)s; no reason is stated") % {"findings": count}


def list_silent(request: Request, catalogue: Catalogue) -> Section:
    """Open deals whose buyer has gone silent, out of the deal's own rhythm."""
    lines, count = _read_calls(request, catalogue, "silent")
    return Section(
        name="silent",
        title=_("Open deals gone silent"),
        rule=_(
            "The buyer has been silent for longer than is usual for the deal. Ordered by value times the probability "
            "that the silence is the end; deals without a value last."
        ),
        lines=[Line(deal, _say_silence(deal)) for deal in lines],
        count=min(count, MOST_COUNTED),
        is_more=count > MOST_COUNTED,
        all_query=urlencode([("outcome", "open"), ("signal", SILENT), ("sort", "-dead")]),
        nothing=_("No open deal is silent for longer than is usual for it."),
    )


def _say_silence(deal: ListedDeal) -> str:
    days = deal.silence_days or 0
    said = [ngettext("%(n)s day without a word", "%(n)s days without a word", days) % {"n": days}]
    if deal.usual_until is not None and deal.last_word_at is not None:
        usual = max(1, count_days(deal.last_word_at, deal.usual_until))
        said.append(ngettext("usual is up to %(n)s day", "usual is up to %(n)s days", usual) % {"n": usual})
    figures = (deal.p_dead, deal.p_share, deal.p_low, deal.p_high, deal.p_n, deal.p_deals)
    with speak(READER):
        said += say_chance(Quiet(deal.usual_until, *figures, hopeless_at=None))
    return "; ".join(said)


def list_debriefs(request: Request, catalogue: Catalogue) -> Section:
    """Lost deals whose buyer agreed to a debrief that was not held."""
    lines, count = _read_calls(request, catalogue, "debriefs")
    return Section(
        name="debriefs",
        title=_("Debriefs due"),
        rule=_("The buyer of a lost deal agreed to talk, and no talk is recorded. The latest close first."),
        lines=[Line(deal, _("agreed, not held")) for deal in lines],
        count=min(count, MOST_COUNTED),
        is_more=count > MOST_COUNTED,
        nothing=_("No buyer who agreed to talk is waiting for it."),
    )


def list_risks(request: Request, catalogue: Catalogue) -> Section:
    """Open deals in which signals fired that were seen more among lost deals."""
    deals, count = _read_calls(request, catalogue, "risk")
    is_weighed = any(signal.weight for signal in catalogue.signals.values())
    weighed = _(
        "Open deals that are not silent, in which signals fired that are associated with losing. Ordered by value "
        "times the number of these signals."
    )
    unweighed = _(
        "Open deals that are not silent, in which signals fired. No signal can be told yet to be associated with "
        "losing. Ordered by value times the number of signals."
    )
    return Section(
        name="risk",
        title=_("Open deals with warning signs"),
        rule=weighed if is_weighed else unweighed,
        lines=_name_signals(request, catalogue, deals),
        count=min(count, MOST_COUNTED),
        is_more=count > MOST_COUNTED,
        all_query=urlencode([("outcome", "open"), ("sort", "-findings")]),
        nothing=_("No signal has fired in an open deal of yours."),
    )


def list_wins_and_losses(request: Request, catalogue: Catalogue) -> tuple[list[Line], list[Line]]:
    """The latest wins and as many of the latest losses, each with what stood out."""
    both = [
        list_deals(catalogue, request.scope, Filters(), Order(name), None, SHOWN).deals for name in ("wins", "losses")
    ]
    wins, losses = (deals[: min(map(len, both))] if all(both) else deals for deals in both)
    return _name_signals(request, catalogue, wins), _name_signals(request, catalogue, losses)


def _read_calls(request: Request, catalogue: Catalogue, name: str) -> tuple[tuple[ListedDeal, ...], int]:
    deals = list_deals(catalogue, request.scope, Filters(), Order(name), None, SHOWN).deals
    return deals, count_calls(catalogue, request.scope, name) if len(deals) == SHOWN else len(deals)


def _name_signals(request: Request, catalogue: Catalogue, deals: Iterable[ListedDeal]) -> list[Line]:
    chosen = list(deals)
    hits = find_hits(catalogue, request.scope, [deal.place for deal in chosen])
    return [Line(deal, _count_hits(deal), tuple(_(s.title) for s in hits[deal.place][:2])) for deal in chosen]


def _count_hits(deal: ListedDeal) -> str:
    if not deal.findings:
        return _("no signal fired")
    return ngettext("%(n)s signal fired", "%(n)s signals fired", deal.findings) % {"n": deal.findings}

"""What stands in one person's digest: wins first, then what needs that person now."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.domain.spans import DAY
from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.listing import Order, list_deals
from assay.reports.catalogue.opening import Catalogue
from assay.web.home.sections import SHOWN, Line, Section, list_sections
from assay.web.home.standing import find_standing
from assay.web.people.letters import make_address
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.scoping import find_scope

#: the sections of today that ask something of this person, in the order in which they stand in a digest
_ASKED = ("told", "plays", "won_back", "tasks", "agreed", "losses")


@dataclass(frozen=True)
class Entry:
    """One line. address: the whole one, as it is typed."""

    name: str
    why: str
    address: str


@dataclass(frozen=True)
class Group:
    """Lines of one kind. more: how many besides these."""

    title: str
    entries: list[Entry]
    more: int


@dataclass(frozen=True)
class Digest:
    """as_of: of the results that it rests on. Empty groups: there is nothing to tell."""

    groups: list[Group]
    as_of: datetime


def make_request(user: User) -> Request:
    """What views are handed when `user` asks, without a browser."""
    request = Request()
    request.user = user
    request.scope = find_scope(user)
    request.method = "GET"
    return request


def gather_digest(user: User, days: int) -> Digest | None:
    """The digest of the last `days` days, in the language and time zone that are active; None before the first run."""
    catalogue = find_standing(settings.HOME).catalogue
    if catalogue is None:
        return None
    request = make_request(user)
    sections = {one.name: one for one in list_sections(request, catalogue) if one.lines}
    groups = [_group_wins(request, catalogue, days), *(_group(sections[name]) for name in _ASKED if name in sections)]
    as_of = datetime.fromtimestamp(int(catalogue.meta["as_of"]), UTC)
    return Digest([one for one in groups if one.entries], as_of)


def _group_wins(request: Request, catalogue: Catalogue, days: int) -> Group:
    """Deals won in these days, as far as the results go."""
    since = int(catalogue.meta["as_of"]) - days * DAY
    found = list_deals(
        catalogue, request.scope, Filters(outcomes=("won",), closed_from=since), Order("wins"), None, 100
    )
    entries = [_write(Line(deal, _("won"))) for deal in found.deals]
    return Group(_("Won"), entries[:SHOWN], max(0, len(entries) - SHOWN))


def _group(section: Section) -> Group:
    entries = [_write(line) for line in section.lines]
    return Group(section.title, entries, max(0, section.count - len(entries)))


def _write(line: Line) -> Entry:
    path = line.address or (reverse("deal", args=[line.deal.id]) if line.deal else reverse("home"))
    return Entry(line.label, line.why or ", ".join(line.titles), make_address(path))

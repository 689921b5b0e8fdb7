"""What may be offered in a play, and by which name: what its page shows, whatever a form or another program sends."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.rescue.offers.reading import read_offers
from assay.rescue.offers.references import propose_references
from assay.web.material.keeping import list_material
from assay.web.material.offering import name_measure
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.ties.manners import read_manners

#: the most that one play offers
MOST = 20


def choose_offers(request: Request, ask: Ask, deal_id: int, driver: str, sent: Sequence[str]) -> list[dict[str, str]]:
    """The offers that were sent, "kind:id" each, as a play keeps them.

    Raises InputError for one that is not offered against this driver here: a measure that was never taken, material of
    another reason or put away, or a person who may not be asked or is of a deal that the user may not see.
    """
    if not sent:
        return []
    names = name_offers(request, ask, deal_id, driver)
    for one in sent:
        if one not in names:
            raise InputError(
                _("“%(what)s” cannot be offered here: nobody may be asked, and nothing promised, that is not shown.")
                % {"what": one[:80]},
                fix=_("Choose from what is offered against this reason now."),
            )
    found = [(*one.split(":", 1), names[one]) for one in dict.fromkeys(sent)][:MOST]
    return [{"kind": kind, "id": number, "title": title[:200]} for kind, number, title in found]


def name_offer(offer: Mapping[str, object]) -> str:
    """The key of an offer that a play keeps."""
    return f"{offer.get('kind')}:{offer.get('id')}"


def change_offers(
    request: Request, kept: Sequence[dict[str, str]], deal_id: int, driver: str, sent: Sequence[str]
) -> list[dict[str, str]]:
    """The offers by their keys. Those kept stay as they were; raises InputError for others not offered now."""
    standing = {name_offer(one): one for one in kept}
    asked = list(dict.fromkeys(sent))
    fresh = [key for key in asked if key not in standing]
    chosen: list[dict[str, str]] = []
    if fresh:
        with open_reading() as reading:
            chosen = choose_offers(request, ask_through(reading.connection), deal_id, driver, fresh)
    known = standing | {name_offer(one): one for one in chosen}
    return [known[key] for key in asked]


def list_offers(request: Request, kept: Sequence[dict[str, str]], deal_id: int, driver: str) -> dict[str, str]:
    """By key what a play offers and what may be offered besides; before the first run what it offers alone."""
    standing = {name_offer(one): str(one.get("title") or one.get("id")) for one in kept}
    try:
        with open_reading() as reading:
            return standing | name_offers(request, ask_through(reading.connection), deal_id, driver)
    except InputError:
        return standing


def name_offers(request: Request, ask: Ask, deal_id: int, driver: str) -> dict[str, str]:
    """ "kind:id" of all that may be offered against a driver in this deal -> what it is called."""
    measures = {f"measure:{one.measure}": name_measure(one.measure) for one in read_offers(ask, driver)}
    material = {f"material:{one.pk}": one.title for one in list_material([driver])}
    people = propose_references(ask, driver, read_manners(), deal_id=deal_id, sight=request.scope.sight)
    asked = {
        f"reference:{one.person_id}": _("reference: %(name)s") % {"name": one.name}
        for one in people
        if not one.hindered
    }
    return measures | material | asked

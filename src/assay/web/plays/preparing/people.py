"""Whom at the buyer to call: those with whom the talk went both ways, and who may not be called."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.ask import ask_through
from assay.asking.capping import Cap
from assay.asking.whom import Candidate, propose_people
from assay.web.plays.preparing.parts import Prepared, PreparedPart
from assay.web.request import Request
from assay.web.results import Reading

_SHOWN = 8


def show_people(request: Request, prepared: Prepared) -> PreparedPart:
    """The buyer's people on the deal, the strongest tie first and chosen beforehand."""
    people = list_people(prepared.reading, prepared.deal_id)
    told = [
        {"person": one, "last_word": _moment(one.figures.last_word_at), "is_first": place == 0 and not one.hindered}
        for place, one in enumerate(people[:_SHOWN])
    ]
    defaults: dict[str, str | list[str]] = {}
    if people and not people[0].hindered:
        defaults["contact"] = str(people[0].person_id)
    return PreparedPart("people", _("Whom to call"), "plays/parts/people.html", 20, {"people": told}, defaults)


def list_people(reading: Reading, deal_id: int) -> list[Candidate]:
    """The buyer's people on the deal; those who must not be contacted are hindered and come last."""
    return propose_people(ask_through(reading.connection), deal_id, {}, timezone.localdate(), Cap())


def may_call(one: Candidate) -> bool:
    """Whether the person may be called: neither asked not to be contacted, nor without the consent that it takes."""
    return one.hindered not in ("do_not_contact", "consent")


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

"""Whether the texts of a play, or a template of scripts, give a buyer away, and what is said to whoever typed them."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.rescue.saying.buyers import Buyers, find_buyers
from assay.rescue.saying.scripts import PARTS
from assay.rescue.saying.secrecy import Leak, check_secrecy
from assay.rescue.saying.secrets import allow, read_secrets
from assay.web.people.sellers import find_deal
from assay.web.request import Request
from assay.web.results import open_reading

#: the texts of a play that a buyer may get to hear
CHECKED = (*PARTS, "offer_note")

TELLS: dict[str, str | Promise] = {
    "company": gettext_lazy("the name of the other buyer"),
    "person": gettext_lazy("the name of a person who took part there"),
    "domain": gettext_lazy("an address of the other buyer"),
    "deal": gettext_lazy("the name of the other deal"),
    "quote": gettext_lazy("words that were said about the other deal"),
    "amount": gettext_lazy("the sum of the other deal"),
    "figure": gettext_lazy("a figure from the other deal"),
    "day": gettext_lazy("a day of the other deal"),
    "title": gettext_lazy("a title that few people have, one of them there"),
    "product": gettext_lazy("a product that few buyers looked at, the other one among them"),
    "trait": gettext_lazy("a trade or country that few buyers share with the other one"),
}
INSTEAD: dict[str, str | Promise] = {
    "company": gettext_lazy("Name the issue alone, without saying who had it."),
    "person": gettext_lazy("Leave the name out: the issue needs nobody's name."),
    "domain": gettext_lazy("Leave the address out."),
    "deal": gettext_lazy("Leave the name of the deal out."),
    "quote": gettext_lazy("Say it in words of your own, as a question about this buyer."),
    "amount": gettext_lazy("Leave the sum out, or ask what it would be for this buyer."),
    "figure": gettext_lazy("Leave the figure out, or ask for this buyer's own."),
    "day": gettext_lazy("Leave the day out, or say “some time ago”."),
    "title": gettext_lazy("Leave the title out, or say “somebody in charge”."),
    "product": gettext_lazy("Speak of what this buyer is looking at."),
    "trait": gettext_lazy("Leave trade and country out."),
}
#: where no one loss is spoken about
TELLS_OF_ANY: dict[str, str | Promise] = {
    "company": gettext_lazy("the name of a buyer"),
    "person": gettext_lazy("the name of a person at a buyer"),
    "domain": gettext_lazy("an address of a buyer"),
    "quote": gettext_lazy("words that were said about one deal"),
    "amount": gettext_lazy("a sum, which can be of one deal alone"),
}
#: kinds that rest on words of whatever circle: what they are is told to those alone who see everything
_FROM_WORDS = frozenset({"quote", "figure"})


def find_leaks(
    ask: Ask, texts: Mapping[str, str], loss_id: int | None, deal_id: int, names: Iterable[str]
) -> dict[str, list[Leak]]:
    """The leaks of what is CHECKED among `texts`, by part; parts without any are left out.

    Without a loss, no buyer may be named whom we lost and never won.  names: who calls and who is called; they may be
    said.
    """
    said = {part: text for part in CHECKED if (text := texts.get(part) or "").strip()}
    if not said:
        return {}
    if loss_id is None:
        buyers = Buyers(deal_id=deal_id, allowed=tuple(name for name in names if name))
        found = {part: find_buyers(ask, text, buyers) for part, text in said.items()}
    else:
        secrets = allow(read_secrets(ask, loss_id, deal_id), names)
        found = {part: check_secrecy(text, secrets) for part, text in said.items()}
    return {part: leaks for part, leaks in found.items() if leaks}


def say_leaks(request: Request, leaks: Iterable[Leak], loss_id: int | None) -> list[str]:
    """A sentence on each. Whoever may not see the loss, or not all deals, is not told what it gives away."""
    if loss_id is None:
        return [_say(one, TELLS_OF_ANY, is_plain=request.scope.everything) for one in leaks]
    known = find_deal(loss_id)
    sees = known is not None and request.scope.holds(loss_id, known[1])
    return [
        _say(one, TELLS, is_plain=sees and (request.scope.everything or one.kind not in _FROM_WORDS)) for one in leaks
    ]


def _say(leak: Leak, tells: Mapping[str, str | Promise], *, is_plain: bool) -> str:
    # a sum that stands in the text tells nothing of any deal by being found there
    if not is_plain and not (tells is TELLS_OF_ANY and leak.kind == "amount"):
        return _("“%(quote)s” can give another buyer away. Leave it out, or say it in words of your own.") % {
            "quote": leak.quote
        }
    told = {"quote": leak.quote, "tells": tells[leak.kind], "instead": INSTEAD[leak.kind]}
    if leak.is_misspelt:
        return _("“%(quote)s”: %(tells)s, misspelt. %(instead)s") % told
    return _("“%(quote)s”: %(tells)s. %(instead)s") % told


def check_texts(
    request: Request, ask: Ask, texts: Mapping[str, str], loss_id: int | None, deal_id: int, names: Iterable[str]
) -> dict[str, list[str]]:
    """What is to be reworded, by part; empty where nothing gives a buyer away."""
    found = find_leaks(ask, texts, loss_id, deal_id, names)
    return {part: say_leaks(request, leaks, loss_id) for part, leaks in found.items()}


def check_standing(
    request: Request, texts: Mapping[str, str], loss_id: int | None, deal_id: int, names: Iterable[str]
) -> dict[str, list[str]]:
    """The same for a play that stands. Without a run nothing can be checked, and that is said of each text."""
    if not any(texts.get(part) for part in CHECKED):
        return {}
    try:
        with open_reading() as reading:
            return check_texts(request, ask_through(reading.connection), texts, loss_id, deal_id, names)
    except InputError:
        said = _("There is no finished run to check this against. Make a run, then send it again.")
        return {part: [said] for part in CHECKED if texts.get(part)}


def say_refused() -> str:
    """Why nothing was kept."""
    return _("Not kept yet: what you say would give another buyer away. Reword the places that are named.")

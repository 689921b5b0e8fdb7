"""The part of preparing a play that says what to say."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from assay.asking.ask import Ask, ask_through
from assay.rescue.saying.filling import choose_called, read_filling
from assay.rescue.saying.scripts import PARTS, fill_script
from assay.web.plays.allowing import find_doer
from assay.web.plays.preparing.parts import Prepared, PreparedPart
from assay.web.request import Request
from assay.web.scripts.checking import find_leaks
from assay.web.scripts.keeping import find_row
from assay.web.scripts.wording import find_wording

_PLACE = 40


def show_scripts(request: Request, prepared: Prepared) -> PreparedPart | None:
    """Opener, question, prompts and the script for whoever talks in our stead; None where no concern is known.

    What was sent stands in the fields again.
    """
    if not prepared.driver:
        return None
    ask = ask_through(prepared.reading.connection)
    texts = write_texts(request, ask, prepared, None)
    language = tell_language(request)
    context = {
        "texts": {part: request.POST.get(part, text) for part, text in texts.items()},
        "hear": name_hearing(prepared),
        "script": reverse("one_script", args=[prepared.driver, language]),
        "is_own": find_row(prepared.driver, language).is_own,
    }
    return PreparedPart("say", _("What to say"), "scripts/part.html", _PLACE, context, {**texts})


def name_hearing(prepared: Prepared) -> str:
    """The address that hears a text of this play as it is typed, up to the part, which is added to it."""
    loss = "" if prepared.loss_id is None else f"loss={prepared.loss_id:d}&"
    return f"{reverse('hear_prepared', args=[prepared.deal_id])}?{loss}"


def refill(
    request: Request, ask: Ask, prepared: Prepared, texts: Mapping[str, str], contact: int | None
) -> dict[str, str]:
    """The texts with those that nobody touched written anew for whoever was chosen to be called."""
    first = write_texts(request, ask, prepared, None)
    if contact is None or choose_called(ask, prepared.deal_id).person_id == contact:
        return dict(texts)
    anew = write_texts(request, ask, prepared, contact)
    return {name: anew[name] if name in PARTS and _same(text, first[name]) else text for name, text in texts.items()}


def write_texts(
    request: Request, ask: Ask, prepared: Prepared, contact: int | None, language: str = ""
) -> dict[str, str]:
    """Each part filled from the record for this person, the likeliest to answer for None.

    language: by default the one of the page.  Nothing that gives a buyer away is proposed: their own words fall away
    first, then the part itself.
    """
    called = choose_called(ask, prepared.deal_id, contact)
    spoken = language or tell_language(request)
    rep = find_doer(request, prepared.owner_id).name
    filling = read_filling(ask, prepared.deal_id, prepared.driver, prepared.driver_name, spoken, called, rep)
    template = find_wording(prepared.driver, spoken)
    texts = fill_script(template, filling).as_texts()
    names = list_names(request, prepared.owner_id, called.name, called.title)
    if find_leaks(ask, texts, prepared.loss_id, prepared.deal_id, names):
        texts = fill_script(template, filling | {"known": "", "role": ""}).as_texts()
        leaking = find_leaks(ask, texts, prepared.loss_id, prepared.deal_id, names)
        texts = {part: "" if part in leaking else text for part, text in texts.items()}
    return texts


def list_names(request: Request, owner_id: int | None, *called: str) -> list[str]:
    """The names that may be said: who calls, and who is called."""
    return [find_doer(request, owner_id).name, request.user.name, *called]


def tell_language(request: Request) -> str:
    """In which language scripts are written for the user: the own one, else English."""
    return "de" if request.LANGUAGE_CODE.startswith("de") else "en"


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()

"""A page of patterns for somebody: what it is asked, and what it shows, as made before or now."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils.translation import get_language

from assay.reports.catalogue.scope import Scope
from assay.web.patterns.asked import Asked, read_asked
from assay.web.patterns.building import make_section
from assay.web.patterns.drivers.lines import name_drivers
from assay.web.patterns.keeping import Made, Shelf, name_made
from assay.web.patterns.offered import Offered, list_offered
from assay.web.people.models import User
from assay.web.results import Reading


@dataclass(frozen=True)
class Opened:
    """A page as asked for, and what it is made from."""

    reading: Reading
    scope: Scope
    asked: Asked
    offered: Offered
    shelf: Shelf


def open_page(reading: Reading, user: User, scope: Scope, query: QueryDict) -> Opened:
    """What `query` asks for, as far as it is offered to this person."""
    offered = list_offered(reading, user, scope)
    asked = read_asked(query, reading, scope, offered)
    return Opened(reading, scope, asked, offered, Shelf(settings.HOME.path, reading.version))


def find_made(opened: Opened, section: str, signal: str = "") -> Made:
    """As made before for this scope, these filters and this language, or now.

    signal: of section drivers the code of a driver.
    Raises Http404 for a signal that was not asked, InputError for a field that may not be grouped by.
    """
    reading, asked = opened.reading, opened.asked
    if signal and signal not in (reading.run.signals if section == "signals" else name_drivers()):
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    key = name_made(f"{section}/{signal}", asked, opened.scope, reading.run.run_id, language)
    made = opened.shelf.find(key)
    if made is None:
        made = make_section(reading, section, asked, opened.offered, opened.scope, opened.shelf, signal)
        opened.shelf.keep(key, made)
    return made

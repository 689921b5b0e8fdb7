"""The pages of patterns made ahead, as a job: after each run, once for whoever sees the same deals."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from assay.jobs.kinds import work
from assay.jobs.models import State
from assay.jobs.progress import Progress
from assay.jobs.renewing import renew
from assay.jobs.turns import do_every
from assay.jobs.upkeep import is_run_whole
from assay.store import open_place
from assay.store.home import Home
from assay.tables.results import RESULT_TABLES
from assay.web.patterns.building import SECTIONS
from assay.web.patterns.dressing import list_drawings
from assay.web.patterns.opening import find_made, open_page
from assay.web.people.models import User
from assay.web.results import find_version, open_reading
from assay.web.scoping import find_scope

#: people whose pages are made ahead: those who signed in last
_MOST_PEOPLE = 100


@work("patterns", _("Preparing the patterns"), show="patterns")
def make_patterns(progress: Progress, versions: str = "") -> Mapping[str, Any]:
    """Every page of patterns without filters, as each of those who signed in last would see it, with its drawings.

    versions: of results and record, as it was asked for.
    """
    people = list(list_people())
    made = 0
    for place, user in enumerate(people):
        progress.report(place, len(people), gettext_noop("making pages"))
        made += make_pages(user)
    return {"pages": made}


def list_people() -> Iterator[User]:
    """Those who signed in last first."""
    yield from User.objects.filter(is_active=True).order_by("-last_login", "pk")[:_MOST_PEOPLE]


def make_pages(user: User) -> int:
    """The pages of one person; returns how many. What lies there already costs little."""
    with open_reading() as reading, override(user.language):
        opened = open_page(reading, user, find_scope(user), QueryDict(""))
        for section in SECTIONS:
            for html in find_made(opened, section).parts.values():
                for name, size in list_drawings(html):
                    opened.shelf.draw(name, size)
    return len(SECTIONS)


def renew_patterns() -> None:
    """Asks for the pages of the last run, once for each version."""
    if is_run_whole():
        renew("patterns", _find_due, but=State.values)


def _find_due(home: Home) -> Mapping[str, Any] | None:
    if open_place(home.results, RESULT_TABLES).version() == 0:
        return None
    return {"versions": find_version(home)}


do_every(20, "pages of patterns", renew_patterns)

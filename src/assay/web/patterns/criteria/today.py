"""What stands on the page of today: new deals that the rules speak against."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.domain.errors import InputError
from assay.domain.spans import DAY
from assay.reports.catalogue.opening import Catalogue
from assay.web.home.sections import SHOWN, Line, Section
from assay.web.patterns.criteria.models import Override
from assay.web.patterns.criteria.standing import Criteria, ask_open, read_criteria
from assay.web.request import Request
from assay.web.results import Reading, open_reading

#: a deal is new for so many days
_NEW_DAYS = 45


def list_doubtful(request: Request, catalogue: Catalogue) -> Section | None:
    """New open deals that meet rules to decline and about which nobody has decided; None where no such rule stands."""
    try:
        with open_reading() as reading:
            criteria = read_criteria(reading)
            if not any(one.direction == "decline" for one in criteria.standing):
                return None
            lines = _list_lines(request, reading, criteria)
    except InputError:
        return None
    return Section(
        name="criteria",
        title=_("New deals that your rules would decline"),
        rule=_("Opened in the last %(days)s days. Decide: leave the deal, or pursue it anyway and say why.")
        % {"days": _NEW_DAYS},
        lines=lines[:SHOWN],
        count=len(lines),
        all_at=reverse("criteria"),
        nothing=_("No new deal of yours meets a rule to decline."),
    )


def _list_lines(request: Request, reading: Reading, criteria: Criteria) -> list[Line]:
    answers = ask_open(reading, criteria)
    decline = [number for number, one in enumerate(criteria.standing) if one.direction == "decline"]
    met = {deal: sum(told[n] == 1 for n in decline) for deal, told in answers.items()}
    doubted = {deal: count for deal, count in met.items() if count}
    decided = set(Override.objects.filter(withdrawn_at=None).values_list("deal_id", flat=True))
    ids = ", ".join(map(str, doubted)) or "NULL"
    rows = reading.connection.execute(
        f"""SELECT d.id, d.name, d.owner_id FROM deal AS d JOIN moment AS m ON m.deal_id = d.id
        WHERE d.id IN ({ids}) AND m.as_of - m.opened_at <= {_NEW_DAYS * DAY} ORDER BY m.opened_at DESC, d.id"""
    ).fetchall()
    return [
        Line(name=str(name or deal), why=_say(doubted[deal]), address=reverse("deal", args=[deal]) + "#criteria")
        for deal, name, owner in rows
        if deal not in decided and request.scope.holds(deal, owner)
    ]


def _say(count: int) -> str:
    return ngettext("meets %(n)s of your rules to decline", "meets %(n)s of your rules to decline", count) % {
        "n": count
    }

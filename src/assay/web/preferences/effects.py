"""What a setting would change, in sentences, before it is saved."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.domain.errors import InputError
from assay.jobs.models import Turn
from assay.runs.quarters import name_quarter
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.preferences import store
from assay.web.preferences.retaining import count_expired

#: what goes within it is told beforehand
_SOON = timedelta(days=30)


def describe_company(home: Home, values: Mapping[str, str]) -> list[str]:
    """What pages would say then, which amounts could be shown, and in which quarter today lies."""
    said = []
    if values["company"] != home.settings.get("company", ""):
        said.append(_("Pages and letters name “%(name)s”.") % {"name": values["company"] or _("no company")})
    if values["home_currency"] != home.settings.get("home_currency", ""):
        said.append(_describe_currency(home, values["home_currency"]))
    if int(values["fiscal_year_start"]) != home.fiscal_start:
        was, will = (_name_today(start) for start in (home.fiscal_start, int(values["fiscal_year_start"])))
        said.append(_("Today lies in the quarter %(will)s; now it is called %(was)s.") % {"was": was, "will": will})
        said.append(_("The next run asks every signal of every deal anew."))
    return said or [_("Nothing changes.")]


def describe_retention(home: Home, values: Mapping[str, int]) -> list[str]:
    """How much would go with the next daily removal."""
    said, counts = [], count_expired(home, values)
    for one in store.RETENTION:
        if values[one.name] == 0:
            said.append(_("%(what)s: kept for ever.") % {"what": one.label})
        else:
            text = ngettext("%(what)s: %(n)s would go.", "%(what)s: %(n)s would go.", counts[one.name])
            said.append(text % {"what": one.label, "n": number_format(counts[one.name])})
    return said


def describe_coming(home: Home, values: Mapping[str, int]) -> list[str]:
    """What goes with the next daily removal, and what within a month, by the settings as they stand."""
    now, soon = count_expired(home, values), count_expired(home, values, ahead=_SOON)
    said = []
    for one in store.RETENTION:
        if soon.get(one.name):
            text = _("%(what)s: %(now)s with the next removal, %(soon)s within 30 days.")
            told = {"what": one.label, "now": number_format(now[one.name]), "soon": number_format(soon[one.name])}
            said.append(text % told)
    return said


def find_next_removal() -> datetime | None:
    """When that is; None where no worker has begun to count the days."""
    return Turn.objects.filter(name="retention").values_list("due_at", flat=True).first()


def describe_limits(values: Mapping[str, Any]) -> list[str]:
    """What would be let in."""
    said = [
        _("A file of up to %(file)s GB is taken, and %(whole)s GB in one import.")
        % {"file": number_format(values["import_file_gb"]), "whole": number_format(values["import_gb"])}
    ]
    folders = values["import_folders"]
    said.append(
        _("Administrators may have files read below %(folders)s.") % {"folders": folders.replace(":", ", ")}
        if folders
        else _("No folder of this server is read.")
    )
    if values["import_private_addresses"]:
        said.append(_("Whoever may import can reach machines of the own network through this server."))
    return said


def _describe_currency(home: Home, currency: str) -> str:
    if not currency:
        return _("The currency that most deals carry is taken.")
    try:
        with open_connection() as connection:
            open_place(home.record, TABLES).attach(connection)
            ((known, deals),) = connection.execute(
                """SELECT count(*) FILTER (currency = $1 OR ($1 IN (SELECT currency FROM exchange_rate)
                     AND currency IN (SELECT currency FROM exchange_rate))), count(*)
                   FROM deal WHERE amount IS NOT NULL AND currency IS NOT NULL AND NOT is_deleted""",
                [currency],
            ).fetchall()
    except InputError as error:
        return error.message
    return _("Of %(deals)s deals with an amount, %(known)s are in %(currency)s or have a rate of exchange.") % {
        "deals": number_format(deals),
        "known": number_format(known),
        "currency": currency,
    }


def _name_today(start: int) -> str:
    now = int(datetime.now(UTC).timestamp())
    with open_connection() as connection:
        ((name,),) = connection.execute(f"SELECT {name_quarter(str(now), start)}").fetchall()
    return str(name)

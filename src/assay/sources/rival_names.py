"""Other names of competitors, as a person gives them: shown as a table, and set."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.errors import InputError
from assay.sources.landing.draft import Draft
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

_LISTED = """
SELECT c.name, list(c.aliases ORDER BY c.id) FILTER (c.aliases IS NOT NULL), count(DISTINCT d.deal_id)
FROM competitor c LEFT JOIN deal_competitor d ON d.competitor_id = c.id AND NOT d.is_deleted
WHERE NOT c.is_deleted GROUP BY c.name ORDER BY lower(c.name), c.name"""


def list_competitors(home: Home) -> str:
    """The competitors with their other names, and in how many deals each is."""
    from rich.console import Console
    from rich.table import Table

    found = read_competitors(home)
    if not found:
        return "No competitors yet: import deals that name them, or a table of competitors."
    shown = Table("Competitor", "Also called", "Deals")
    for one in found:
        shown.add_row(one.name, "; ".join(one.others), str(one.deals))
    page = io.StringIO()
    Console(file=page, width=120).print(shown)
    return page.getvalue() + 'Give other names with: assay competitors "NAME=another name; a third"'


def read_list(text: str) -> list[str]:
    """The names in the cell of a record."""
    try:
        names = json.loads(text)
    except json.JSONDecodeError:
        return [text]
    return [str(name) for name in names] if isinstance(names, list) else [str(names)]


@dataclass(frozen=True)
class Named:
    """A competitor of the record with its other names, and in how many deals it is."""

    name: str
    others: tuple[str, ...]
    deals: int


def read_competitors(home: Home) -> list[Named]:
    """The competitors by name; those that several sources name alike are one."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(_LISTED).fetchall()
    return [
        Named(name, tuple(dict.fromkeys(one for text in aliases or () for one in read_list(text))), deals)
        for name, aliases, deals in rows
    ]


def set_competitors(home: Home, changes: Sequence[str]) -> None:
    """Give competitors other names, "NAME=another name; a third" each, in one commit.

    With none after the sign it loses those it has.  Raises InputError for a competitor that is not on
    record; then nothing is set.
    """
    give_names(home, dict(_parse(change) for change in changes))


def give_names(home: Home, names: Mapping[str, list[str]]) -> None:
    """Each competitor has these other names and no more. Raises as set_competitors, and RetryLater beside an import."""
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        draft = Draft(connection, TABLES)
        connection.execute("CREATE TABLE named (id BIGINT, aliases VARCHAR)")
        for name, others in names.items():
            _note_names(draft, name, others)
        connection.execute(
            f"DELETE FROM named n USING {draft.relation('competitor')} c"
            " WHERE c.id = n.id AND c.aliases IS NOT DISTINCT FROM n.aliases"
        )
        if draft.patch("competitor", "named", ("aliases",)):
            commit.replace(connection, "competitor", f"SELECT * FROM {draft.relation('competitor')}")
            commit.publish(note="competitors " + ", ".join(names))


def _note_names(draft: Draft, name: str, aliases: list[str]) -> None:
    competitors = draft.relation("competitor")
    ids = draft.connection.execute(
        f"SELECT id FROM {competitors} WHERE NOT is_deleted AND lower(trim(name)) = lower($1)", [name]
    ).fetchall()
    if not ids:
        known = draft.connection.execute(f"SELECT DISTINCT name FROM {competitors} WHERE NOT is_deleted ORDER BY 1")
        names = ", ".join(row[0] for row in known.fetchall()) or "none yet"
        raise InputError(f"There is no competitor {name!r}; the competitors are {names}.", fix="Write one of these.")
    written = json.dumps(aliases, ensure_ascii=False) if aliases else None
    draft.connection.execute("DELETE FROM named WHERE id IN (SELECT unnest(?::BIGINT[]))", [[row[0] for row in ids]])
    draft.connection.execute("INSERT INTO named SELECT unnest(?::BIGINT[]), ?", [[row[0] for row in ids], written])


def _parse(change: str) -> tuple[str, list[str]]:
    name, sign, aliases = change.partition("=")
    if not sign or not name.strip():
        raise InputError(
            f"{change!r} is no NAME=OTHER NAMES.", fix='Write for instance "Northwind=NW; Northwind Traders".'
        )
    return name.strip(), list(dict.fromkeys(one.strip() for one in aliases.split(";") if one.strip()))

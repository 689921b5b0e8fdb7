"""Other names of competitors, as a person gives them: shown as a table, and set."""

import io
import json
from collections.abc import Sequence

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

    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(_LISTED).fetchall()
    if not rows:
        return "No competitors yet: import deals that name them, or a table of competitors."
    shown = Table("Competitor", "Also called", "Deals")
    for name, aliases, deals in rows:
        others = dict.fromkeys(one for text in aliases or () for one in read_list(text))
        shown.add_row(name, "; ".join(others), str(deals))
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


def set_competitors(home: Home, changes: Sequence[str]) -> None:
    """Give competitors other names, "NAME=another name; a third" each, in one commit.

    With none after the sign it loses those it has.  Raises InputError for a competitor that is not on
    record; then nothing is set.
    """
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        draft = Draft(connection, TABLES)
        connection.execute("CREATE TABLE named (id BIGINT, aliases VARCHAR)")
        for change in changes:
            _note_names(draft, *_parse(change))
        connection.execute(
            f"DELETE FROM named n USING {draft.relation('competitor')} c"
            " WHERE c.id = n.id AND c.aliases IS NOT DISTINCT FROM n.aliases"
        )
        if draft.patch("competitor", "named", ("aliases",)):
            commit.replace(connection, "competitor", f"SELECT * FROM {draft.relation('competitor')}")
            commit.publish(note="competitors " + ", ".join(changes))


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

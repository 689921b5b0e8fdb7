"""What competitors did, as people type it in: kept in the record, dated and with its source."""

from dataclasses import dataclass

from assay.domain.errors import InputError
from assay.domain.key import make_key
from assay.sources.landing.draft import Draft
from assay.sources.person_codes import INSTANCE, SOURCE
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

#: what was typed once more is the same row again, and one that was taken back stands again
_ROW = """
CREATE TABLE made_act AS SELECT $id::BIGINT AS id, '{source}' AS source, '{instance}' AS instance,
  $source_id AS source_id, NULL::VARCHAR AS source_url, $known_at::BIGINT AS known_at, 'created' AS known_at_basis,
  false AS is_deleted, 0::BIGINT AS import_run, 0::BIGINT AS file_no, 0::BIGINT AS line, NULL::VARCHAR AS custom,
  $competitor_id::BIGINT AS competitor_id, $theme AS theme, $what AS what, $occurred_at::BIGINT AS occurred_at,
  $link AS link, $typed_by::BIGINT AS typed_by"""

_REMOVED = f"""
CREATE TABLE made_act AS SELECT * REPLACE (true AS is_deleted) FROM competitor_event
WHERE id = $1 AND source = '{SOURCE}' AND NOT is_deleted"""


@dataclass(frozen=True)
class TypedAct:
    """Something a competitor did. theme: None where it is about all.  occurred_at, typed_at: epoch seconds.

    link: where it can be read.  typed_by: the seller who typed it in; None for somebody who is none.
    """

    competitor_id: int
    theme: str | None
    what: str
    occurred_at: int
    link: str
    typed_at: int
    typed_by: int | None = None


def keep_act(home: Home, act: TypedAct) -> int:
    """Write it into the record; returns its id. Typed in twice it stands there once.

    Raises InputError for a competitor that is not on record, RetryLater while an import is at work.
    """
    source_id = f"{act.competitor_id} {act.theme or ''} {act.occurred_at} {act.what}"
    key = make_key(SOURCE, INSTANCE, "competitor_event", source_id)
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        known = "SELECT 1 FROM competitor WHERE id = $1 AND NOT is_deleted"
        if not connection.execute(known, [act.competitor_id]).fetchall():
            raise InputError("This competitor is on record no more.", fix="Choose one that is.")
        standing = "SELECT 1 FROM competitor_event WHERE id = $1 AND NOT is_deleted AND link = $2"
        if connection.execute(standing, [key, act.link]).fetchall():
            return key
        told = {"competitor_id": act.competitor_id, "theme": act.theme, "what": act.what, "link": act.link}
        when = {"occurred_at": act.occurred_at, "known_at": act.typed_at, "typed_by": act.typed_by}
        query = _ROW.format(source=SOURCE, instance=INSTANCE)
        connection.execute(query, told | when | {"id": key, "source_id": source_id})
        draft = Draft(connection, TABLES)
        draft.upsert("competitor_event", "made_act")
        commit.replace(connection, "competitor_event", f"SELECT * FROM {draft.relation('competitor_event')}")
        commit.publish(note="what a competitor did")
    return key


def remove_act(home: Home, key: int) -> bool:
    """Mark one that somebody typed in as deleted; whether there was one. Imported ones are for their source to delete.

    Raises RetryLater while an import is at work.
    """
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        connection.execute(_REMOVED, [key])
        draft = Draft(connection, TABLES)
        if not draft.has_rows("made_act"):
            return False
        draft.upsert("competitor_event", "made_act")
        commit.replace(connection, "competitor_event", f"SELECT * FROM {draft.relation('competitor_event')}")
        commit.publish(note="what a competitor did, taken back")
    return True


@dataclass(frozen=True)
class KeptAct:
    """One that the record holds. is_typed: somebody typed it in here, so that it can be taken back here."""

    key: int
    competitor: str
    theme: str | None
    what: str
    occurred_at: int | None
    link: str
    source: str
    is_typed: bool


_LISTED = f"""
SELECT v.id, c.name, v.theme, v.what, v.occurred_at, coalesce(v.link, v.source_url, ''), v.source,
  v.source = '{SOURCE}'
FROM competitor_event v JOIN competitor c ON c.id = v.competitor_id
WHERE NOT v.is_deleted AND NOT c.is_deleted ORDER BY v.occurred_at DESC, v.id"""

_RIVALS = """
SELECT min(id), any_value(name ORDER BY id) FROM competitor
WHERE NOT is_deleted GROUP BY lower(trim(name)) ORDER BY 2"""


def list_acts(home: Home) -> list[KeptAct]:
    """All that competitors did as the record holds it, the latest first."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        return [KeptAct(*row) for row in connection.execute(_LISTED).fetchall()]


def list_rivals(home: Home) -> dict[int, str]:
    """Each competitor of the record with its name; those that several sources name alike are one."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        return dict(connection.execute(_RIVALS).fetchall())

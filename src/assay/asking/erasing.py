"""Taking a person's words out of the record for good: no text stays, in no version of it that is still kept."""

from collections.abc import Collection

from assay.asking.finished import SOURCE
from assay.asking.forgetting.quotes import drop_quotes
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

#: what is emptied of each table
_EMPTIED = {
    "statement": "'' AS text, NULL AS speaker_id, true AS is_deleted",
    "statement_code": "NULL AS span, true AS is_deleted",
    "requirement": "'' AS what, true AS is_deleted",
    "buying_process": "'' AS how, NULL AS who_decides, true AS is_deleted",
}
_OF_STATEMENT = ("statement_code", "requirement", "buying_process")


def erase_answers(home: Home, answers: Collection[int]) -> int | None:
    """Empties every version of these answers, and what was coded in them or drawn from them; the rows stay as marks.

    Earlier versions of the record are let go of, since they hold the words too: an import before it cannot be taken
    back any more. The results quote them no longer, and pages made ahead go. Returns the new version, None where the
    record holds none of them. Raises RetryLater while another writer or a run is at work; done once more it goes on.
    """
    if not answers:
        return None
    names = ", ".join(f"'answer {number:d}'" for number in answers)
    own = f"source = '{SOURCE}' AND regexp_replace(source_id, '\\.[0-9]+$', '') IN ({names})"
    place = open_place(home.record, TABLES)
    if not place.version():
        return None
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        connection.execute(f"CREATE TEMP TABLE erased AS SELECT id FROM statement WHERE {own}")
        erased = [int(key) for (key,) in connection.execute("SELECT id FROM erased").fetchall()]
        if not erased:
            return None
        for name, emptied in _EMPTIED.items():
            column = "statement_id" if name in _OF_STATEMENT else "id"
            hit = f"{column} IN (SELECT id FROM erased)"
            if connection.execute(f"SELECT 1 FROM {name} WHERE {hit} LIMIT 1").fetchall():
                commit.replace(
                    connection,
                    name,
                    f"SELECT * REPLACE ({emptied}) FROM {name} WHERE {hit}"
                    f" UNION ALL BY NAME SELECT * FROM {name} WHERE NOT coalesce({hit}, false)",
                )
        commit.forget_earlier()
        version = commit.publish(note="erasure")
    drop_quotes(home, erased)
    return version

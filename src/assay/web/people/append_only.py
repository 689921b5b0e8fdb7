"""The log held append-only by the database itself, so that no code and no console changes a row of it unseen."""

from typing import Any

TABLE = "people_logentry"

_MAKE = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'rows of the log are never changed'); END"
        for act in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of the log are never changed'; END $$",
        f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
_LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}" for act in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
    ],
}


def guard_log(connection: Any) -> None:
    """Makes the triggers that refuse UPDATE and DELETE.

    Raises KeyError on a database that is neither SQLite nor PostgreSQL, which Assay does not run on.
    """
    _run(connection, _MAKE)


def lift_guard(connection: Any) -> None:
    """Takes the triggers away: for going back before the migration that made them, and for emptying a test's tables."""
    _run(connection, _LIFT)


def _run(connection: Any, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)

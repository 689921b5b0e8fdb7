"""Two source ids of one thing: merged deals, converted leads, the task that stands for an e-mail."""

import duckdb

from assay.sources.landing.draft import Draft


def delete_aliased(connection: duckdb.DuckDBPyConnection) -> None:
    """Staged rows under an old id stand as deleted: the thing goes on under its new id."""
    for (aliased,) in connection.execute("SELECT DISTINCT table_name FROM land_alias").fetchall():
        old = f"SELECT old_id FROM land_alias WHERE table_name = '{aliased}'"
        connection.execute(f"UPDATE land_{aliased} SET is_deleted = true WHERE id IN ({old})")


def follow_aliases(draft: Draft) -> None:
    """Let the record follow `land_alias`: what stands under an old id is deleted, what points there points to the new.

    References within the import point to the new id already.
    """
    rows = draft.connection.execute("SELECT DISTINCT table_name FROM land_alias").fetchall()
    for (aliased,) in rows:
        _mark_old(draft, aliased)
        for table in draft.tables.values():
            for column in table.columns:
                if table.common and column.refers == aliased:
                    _repoint(draft, table.name, column.name, aliased)


def _mark_old(draft: Draft, name: str) -> None:
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE alias_{name} AS SELECT t.id, true AS is_deleted FROM {draft.relation(name)} t
        JOIN land_alias a ON a.table_name = '{name}' AND a.old_id = t.id WHERE NOT t.is_deleted"""
    )
    draft.patch(name, f"alias_{name}", ("is_deleted",))


def _repoint(draft: Draft, name: str, column: str, aliased: str) -> None:
    patch = f"alias_{name}_{column}"
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE {patch} AS SELECT t.id, max(a.new_id) AS {column} FROM {draft.relation(name)} t
        JOIN land_alias a ON a.table_name = '{aliased}' AND a.old_id = t.{column} GROUP BY t.id"""
    )
    draft.patch(name, patch, (column,))

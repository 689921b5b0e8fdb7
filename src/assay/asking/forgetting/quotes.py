"""Passages of the results that quote rows which are gone."""

from collections.abc import Collection
from pathlib import Path

from assay.asking.forgetting.files import drop_made_ahead
from assay.asking.forgetting.places import publish_same_run
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.tables.results import RESULT_TABLES


def drop_quotes(home: Home, rows: Collection[int]) -> int:
    """Takes the passages of these rows out of the results and every version of them; how many there were.

    Pages made ahead go too, since they may show one. Raises RetryLater while a run is at work.
    """
    place = FolderPlace(Path(home.results), RESULT_TABLES)
    if not place.version() or not rows:
        return 0
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        connection.execute("CREATE TEMP TABLE gone AS SELECT unnest(?::BIGINT[]) AS id", [list(rows)])
        is_gone = "row_id IN (SELECT id FROM gone)"
        ((count,),) = connection.execute(f"SELECT count(*) FROM mention WHERE {is_gone}").fetchall()
        if count:
            commit.replace(connection, "mention", f"SELECT * FROM mention WHERE NOT {is_gone}")
        publish_same_run(commit)
    drop_made_ahead(home)
    return int(count)

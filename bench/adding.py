"""New rows for a share of a record's deals, as a day's import brings them."""

import sys
from contextlib import closing

import duckdb

from assay.sources.clustering import INPUTS, build_clustered
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.tables import CLUSTERED, TABLES

#: one of a hundred deals, drawn by the hash of its id
ONE_PERCENT = 100

_NEW = {
    "activity": """SELECT * REPLACE (id + 1 AS id, source_id || '+' AS source_id, occurred_at + 60 AS occurred_at,
        known_at + 60 AS known_at) FROM activity SEMI JOIN last ON last.activity_id = activity.id""",
    "activity_deal": """SELECT * REPLACE (id + 1 AS id, source_id || '+' AS source_id, activity_id + 1 AS activity_id,
        known_at + 60 AS known_at) FROM activity_deal SEMI JOIN last USING (activity_id)""",
    "activity_person": """SELECT * REPLACE (id + 1 AS id, source_id || '+' AS source_id, activity_id + 1 AS activity_id,
        known_at + 60 AS known_at) FROM activity_person SEMI JOIN last USING (activity_id)""",
}


def add_rows(record: str, one_in: int) -> int:
    """Repeats the last activity of one in `one_in` deals a minute later; returns the number of these deals."""
    place = open_place(record, TABLES)
    with place.writing() as commit, closing(open_connection()) as connection:
        place.attach(connection)
        connection.execute(
            f"""CREATE TEMP TABLE last AS SELECT deal_id, arg_max(activity_id, occurred_at) AS activity_id
            FROM deal_event WHERE hash(deal_id) % {one_in} = 0 GROUP BY deal_id"""
        )
        for name, query in _NEW.items():
            connection.execute(f"CREATE TEMP TABLE grown_{name} AS SELECT * FROM {name} UNION ALL {query}")
        build_clustered(connection, lambda name: f"grown_{name}" if name in _NEW else name)
        for name in _NEW:
            commit.replace(connection, name, f"SELECT * FROM grown_{name}")
        for table in CLUSTERED:
            commit.replace(connection, table.name, f"SELECT * FROM temp.{table.name}")
        commit.publish(note="bench: new rows")
        return _count(connection)


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    ((deals,),) = connection.execute("SELECT count(*) FROM last").fetchall()
    return int(deals)


if __name__ == "__main__":
    assert set(_NEW) <= set(INPUTS)
    print(add_rows(sys.argv[1], ONE_PERCENT))

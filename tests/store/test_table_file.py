"""What a table file refuses."""

from pathlib import Path

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.store.table_file import view_sql, write_table_file
from assay.tables.column import Table

GOOD = {
    "id": "1",
    "name": "'a'",
    "outcome": "'won'",
    "amount": "sum(1)",
    "opened_on": "NULL",
    "score": "2",
    "is_deleted": "NULL",
}


def select(**changes: str) -> str:
    columns = {**GOOD, **changes}
    return "SELECT " + ", ".join(f"{value} AS {name}" for name, value in columns.items() if value)


def test_sums_and_nulls_are_cast_to_the_declared_types(
    tmp_path: Path, tables: dict[str, Table], connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "deal.parquet"
    assert write_table_file(connection, tables["deal"], select(), path) == 1
    types = connection.execute(f"DESCRIBE FROM read_parquet('{path}')").fetchall()
    assert [row[1] for row in types] == [column.sql_type for column in tables["deal"].columns]


def test_a_query_may_begin_with_a_name_and_end_in_a_comment(
    tmp_path: Path, tables: dict[str, Table], connection: duckdb.DuckDBPyConnection
) -> None:
    query = f"WITH made AS ({select()}) FROM made -- the deals"
    assert write_table_file(connection, tables["deal"], query, tmp_path / "deal.parquet") == 1


def test_columns_beyond_the_table_are_left_out(
    tmp_path: Path, tables: dict[str, Table], connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "deal.parquet"
    write_table_file(connection, tables["deal"], select(order_no="3"), path)
    assert "order_no" not in {row[0] for row in connection.execute(f"DESCRIBE FROM read_parquet('{path}')").fetchall()}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": "", "name": ""}, "the query gives no name, score"),
        ({"id": "NULL"}, "id is required and empty in 1 rows"),
        ({"outcome": "'gone'"}, "outcome is \\['gone'\\], expected one of"),
    ],
)
def test_rows_that_break_the_definition_are_refused(
    tmp_path: Path,
    tables: dict[str, Table],
    connection: duckdb.DuckDBPyConnection,
    changes: dict[str, str],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        write_table_file(connection, tables["deal"], select(**changes), tmp_path / "deal.parquet")


def test_a_disk_that_refuses_is_said_so(
    tmp_path: Path, tables: dict[str, Table], connection: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_table_file(connection, tables["deal"], select(), tmp_path / "no" / "deal.parquet")


def test_one_deal_is_read_from_one_row_group(
    tmp_path: Path, tables: dict[str, Table], connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "event.parquet"
    events = "SELECT i % 3000 AS deal_id, i AS occurred_at FROM range(300000) t(i)"
    write_table_file(connection, tables["event"], events, path)
    connection.execute("CREATE VIEW event AS " + view_sql(tables["event"], [str(path)], tables["event"].names))
    plan = connection.execute("EXPLAIN ANALYZE SELECT * FROM event WHERE deal_id = 77").fetchall()[0][1]
    assert "Row Groups Scanned: 1 / 5" in plan

"""One table of the book, cut from a record written by hand for one deal and one moment."""

from contextlib import closing
from typing import Any

from assay.domain.book import SCHEMAS
from assay.runs.cutting import cut_rows
from assay.runs.record_tables import record_table
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.engine import compile_query
from runs.small_record import SmallRecord, on_day


def cut_table(
    record: SmallRecord, name: str, deal: int, *, as_of: float, known_by: float | None = None
) -> list[dict[str, Any]]:
    """The rows of book.`name` of `deal` on a day; known_by: the day up to which rows may have become known."""
    known = on_day(as_of if known_by is None else known_by)
    moment = f"""SELECT CAST({deal} AS BIGINT) AS deal_id, CAST({deal} AS BIGINT) AS record_id,
        CAST({on_day(as_of)} AS BIGINT) AS as_of,
        CAST({known} AS BIGINT) AS known_by, false AS may_snapshot, true AS is_open"""
    with closing(DuckDbEngine(open_connection())) as engine:
        for table, rows in record.rows.items():
            schema = {column: str(type_) for column, type_ in record_table(table).schema().items()}
            engine.put(table, schema, [[row.get(column) for column in schema] for row in rows])
        engine.make("cut_moment", moment)
        found = engine.rows(compile_query(cut_rows(name), engine.dialect))
    return [dict(zip(SCHEMAS[name], row, strict=True)) for row in found]

"""Source rows that cannot land: one reject a row, which names every cell that is wrong with it."""

import duckdb

from assay.sources.raw import RawTable
from assay.store.quoting import quote_name, quote_text


def put_rejects(connection: duckdb.DuckDBPyConnection, raw: RawTable, faults: str, file: str | None = None) -> None:
    """Keep every row of which there are faults whole, with what is wrong and what would mend it.

    faults: SQL of (row, number, field, value, message, fix), any number of them a row, in the order of their numbers;
    of one field the first counts.  file: SQL of the file's name over the raw row t, where it is not the raw table's.
    """
    pairs = ", ".join(f"{quote_text(heading)}, t.c{number}" for number, heading in enumerate(raw.headings))
    connection.execute(
        f"""INSERT INTO reject BY NAME
        WITH fault AS (
          SELECT * FROM ({faults}) QUALIFY row_number() OVER (PARTITION BY row, field ORDER BY number) = 1),
        told AS (
          SELECT *, row_number() OVER (PARTITION BY row, fix ORDER BY number) = 1 AS is_first_fix FROM fault),
        gathered AS (
          SELECT row, string_agg(field, '; ' ORDER BY number) AS field,
            string_agg(value, '; ' ORDER BY number) AS value,
            CASE WHEN count(*) = 1 THEN any_value(message)
              ELSE string_agg(field || ': ' || message, '; ' ORDER BY number) END AS message,
            string_agg(fix, ' ' ORDER BY number) FILTER (is_first_fix) AS fix
          FROM told GROUP BY row)
        SELECT t.row, {file or quote_text(raw.name)} AS file, t.line, g.field, g.value, g.message, g.fix,
          json_object({pairs})::VARCHAR AS row_json
        FROM gathered g JOIN {quote_name(raw.table)} t ON t.row = g.row"""
    )

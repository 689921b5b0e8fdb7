"""What a source says of a deal's end is kept as stated; the outcome and the close are derived from it."""

import duckdb

from assay.sources.landing.spoken import Spoken

_STATED = {"outcome": "outcome_stated", "closed_at": "closed_at_stated"}

_PROVIDE = """
INSERT INTO land_provides SELECT table_name, $stated, row_from, row_to FROM land_provides p
WHERE table_name = 'deal' AND column_name = $derived AND NOT EXISTS (
  SELECT 1 FROM land_provides o WHERE o.table_name = 'deal' AND o.column_name = $stated AND o.row_from = p.row_from)"""

#: An outcome that a mapping read from the name of the stage is no word of the source: the stage's class says the same.
_FORGET = """
UPDATE land_deal SET outcome_stated = NULL FROM (
  SELECT source, instance, coalesce(pipeline, '') AS pipeline, code FROM land_stage WHERE NOT primary_row
  GROUP BY ALL HAVING bool_and(class_basis <> 'source')) s
WHERE s.code = land_deal.stage AND s.pipeline = coalesce(land_deal.pipeline, '') AND s.source = land_deal.source
  AND s.instance = land_deal.instance AND NOT {stated}"""


def state_outcomes(connection: duckdb.DuckDBPyConnection) -> None:
    """Copy staged outcomes and closing times to the columns of what was stated, where a file does not fill them."""
    for derived, stated in _STATED.items():
        spoken = Spoken(connection, "deal")
        if spoken.sql(derived) == "false":
            continue
        connection.execute(f"UPDATE land_deal SET {stated} = {derived} WHERE NOT {spoken.sql(stated)}")
        if derived == "outcome":
            connection.execute(_FORGET.format(stated=spoken.sql(stated)))
        connection.execute(_PROVIDE, {"stated": stated, "derived": derived})

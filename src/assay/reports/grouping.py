"""Outcomes by the values of one field of the deal, or of one of the user's own."""

import duckdb

from assay.domain.errors import InputError
from assay.reports.team_file import Group
from assay.reports.wording import write_words

#: values shown one by one, those with most deals; the rest are put together
_MOST_GROUPS = 20

#: columns of deal by whose values deals can be grouped as they are
COLUMNS = ("currency", "deal_type", "forecast_category", "pipeline", "product", "segment", "source", "source_channel")

#: the 1-3-10 band of the amount, which the results hold
_SIZE = "size_band"

#: columns that are filled in once the outcome is known, or are the outcome
KNOW_THE_OUTCOME = ("closed_at", "loss_reason_stated", "outcome", "stage", "win_reason_stated")

#: people are not set beside each other by their win rate
PEOPLE = ("owner", "owner_id", "rep", "seller")

_GROUP = """
WITH valued AS (
  SELECT coalesce(nullif(trim({value}), ''), '(empty)') AS value, m.outcome, m.value AS worth
  FROM moment m JOIN deal d ON d.id = m.deal_id),
ranked AS (SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS place FROM valued GROUP BY value)
SELECT CASE WHEN r.place <= {most} THEN v.value ELSE '(other values)' END AS shown,
       count(*) FILTER (WHERE v.outcome = 'won'), count(*) FILTER (WHERE v.outcome = 'lost'),
       count(*) FILTER (WHERE v.outcome = 'no_decision'), count(*) FILTER (WHERE v.outcome = 'open'),
       coalesce(sum(v.worth) FILTER (WHERE v.outcome = 'won'), 0)
FROM valued v JOIN ranked r USING (value) GROUP BY shown ORDER BY min(r.place)"""


def read_groups(connection: duckdb.DuckDBPyConnection, field: str) -> list[Group]:
    """One group a value, the most frequent first.

    Raises InputError when there is no such field, when it is filled in once the outcome is known, or names a person.
    """
    name = field.strip()
    if name.lower() in PEOPLE:
        raise InputError(
            f"Win rates are not set side by side per person; {name!r} names people.", fix="Group by another field."
        )
    if name.lower() in KNOW_THE_OUTCOME:
        raise InputError(
            f"{name!r} is filled in once the outcome is known, so that a win rate by it says nothing.",
            fix="Group by a field that is known at the opening.",
        )
    query = _GROUP.format(value=_find_value(connection, name), most=_MOST_GROUPS)
    return [Group(*row) for row in connection.execute(query).fetchall()]


def name_field(field: str) -> str:
    """The field as a person reads it: our own columns in words, the user's own as they named them."""
    known = (*COLUMNS, _SIZE)
    return write_words(field.strip().lower()) if field.strip().lower() in known else field.strip()


def _find_value(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """SQL for the field's value in table d."""
    if name.lower() in COLUMNS:
        return f"d.{name.lower()}"
    if name.lower() == _SIZE:
        return "m.size_band"
    query = "SELECT DISTINCT unnest(json_keys(custom)) AS field FROM deal WHERE custom IS NOT NULL ORDER BY field"
    own = [row[0] for row in connection.execute(query).fetchall()]
    found = next((key for key in own if key == name), None) or next(
        (key for key in own if key.lower() == name.lower()), None
    )
    if found is None:
        raise InputError(
            f"No deal has a field {name!r}; {', '.join([*COLUMNS, _SIZE, *own])} can be grouped by.",
            fix="Take one of these.",
        )
    pointer = "/" + found.replace("~", "~0").replace("/", "~1")
    return "json_extract_string(d.custom, '{}')".format(pointer.replace("'", "''"))

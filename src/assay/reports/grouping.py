"""Outcomes by the values of one field of the deal, or of one of the user's own."""

from collections.abc import Iterable
from typing import Any

import duckdb

from assay.domain.errors import InputError
from assay.reports.patterns.floor import is_telling, part_few
from assay.reports.team_file import Group
from assay.reports.wording import write_words

#: values shown one by one, those with most deals; the rest are put together
_MOST_GROUPS = 20

_OTHERS = "(other values)"

#: columns of deal by whose values deals can be grouped as they are
COLUMNS = ("currency", "deal_type", "pipeline", "product", "segment", "source", "source_channel")

#: the 1-3-10 band of the amount, which the results hold
_SIZE = "size_band"

#: columns that are filled in once the outcome is known, or are the outcome
KNOW_THE_OUTCOME = (
    *("closed_at", "forecast_category", "loss_reason_stated", "outcome", "probability", "stage", "win_reason_stated"),
)

#: a field by whose values so many of the outcomes can be told was filled in by them
_TELLING = 0.97

#: ended deals of either kind that it takes to see that
_FEWEST = 5

#: people are not set beside each other by their win rate
PEOPLE = ("owner", "owner_id", "rep", "seller")

_GROUP = """
WITH valued AS (
  SELECT coalesce(nullif(trim({value}), ''), '(empty)') AS value, m.outcome, m.value AS worth, {hidden} AS is_hidden
  FROM moment m JOIN deal d ON d.id = m.deal_id),
ranked AS (SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS place FROM valued GROUP BY value)
SELECT CASE WHEN r.place <= {most} THEN v.value ELSE '{others}' END AS shown,
       count(*) FILTER (WHERE v.outcome = 'won'), count(*) FILTER (WHERE v.outcome = 'lost'),
       count(*) FILTER (WHERE v.outcome = 'no_decision'), count(*) FILTER (WHERE v.outcome = 'open'),
       coalesce(sum(v.worth) FILTER (WHERE v.outcome = 'won'), 0),
       count(*) FILTER (WHERE v.is_hidden), count(v.worth) FILTER (WHERE v.is_hidden AND v.outcome = 'won')
FROM valued v JOIN ranked r USING (value) GROUP BY shown ORDER BY min(r.place)"""


def read_groups(connection: duckdb.DuckDBPyConnection, field: str, *, is_narrowed: bool = False) -> list[Group]:
    """One group a value, the most frequent first.

    is_narrowed: of the deals that the connection was narrowed to. Values of few deals out of sight are put together.
    Raises InputError when there is no such field, when it is filled in once the outcome is known, or names a person.
    """
    name = field.strip()
    if name.lower() in PEOPLE:
        raise InputError(
            f"Win rates are not set side by side per person; {name!r} names people.", fix="Group by another field."
        )
    if name.lower() in KNOW_THE_OUTCOME:
        raise _refuse_hindsight(name)
    hidden = "m.is_hidden" if is_narrowed else "false"
    query = _GROUP.format(value=_find_value(connection, name), most=_MOST_GROUPS, others=_OTHERS, hidden=hidden)
    rows = connection.execute(query).fetchall()
    groups = _put_together(rows)
    if _tell_outcome(groups):
        raise _refuse_hindsight(name)
    return groups


def _put_together(rows: list[tuple[Any, ...]]) -> list[Group]:
    """Rows of value, won, lost, no decision, open, money won, deals out of sight, and those behind the money."""
    alone, few = part_few(rows, lambda row: int(row[-2]))
    if few:
        few += [row for row in alone if row[0] == _OTHERS]
        alone = [row for row in alone if row[0] != _OTHERS]
        alone.append((_OTHERS, *(sum(row[place] for row in few) for place in range(1, len(few[0])))))
    groups = []
    for value, won, lost, paused, still_open, worth, _hidden, behind in alone:
        groups.append(Group(value, won, lost, paused, still_open, None if is_telling(behind) else worth))
    return groups


def _tell_outcome(groups: Iterable[Group]) -> bool:
    """Whether the values alone tell how nearly all deals ended, as a reason entered at the close does."""
    sides = [(group.won, group.lost + group.no_decision) for group in groups]
    won, lost = (sum(side) for side in zip(*sides, strict=True)) if sides else (0, 0)
    return min(won, lost) >= _FEWEST and sum(max(side) for side in sides) >= _TELLING * (won + lost)


def _refuse_hindsight(name: str) -> InputError:
    return InputError(
        f"{name!r} is filled in once the outcome is known, so that a win rate by it says nothing.",
        fix="Group by a field that is known at the opening.",
    )


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

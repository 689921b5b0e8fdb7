"""Fields of the user's own whose name and values say what a signal could read in them: told, and never taken unasked.

The name alone would be confidently wrong, and so would the values: both must fit, in every row that is filled.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.cells import clean_sql
from assay.sources.headings import fold_heading
from assay.sources.raw import RawTable
from assay.store.quoting import quote_name


@dataclass(frozen=True)
class _Meaning:
    """name: a pattern of the whole folded heading.  kinds: types of field that fit.  column: what it would fill."""

    name: str
    kinds: tuple[str, ...]
    column: str
    says: str
    most: float | None = None


_DEBRIEF = r"(debrief|debriefing|winloss(interview|review|talk|call)?|lossreview)"
_DAY = r"(date|day|on|at)?"

#: of deals, by headings without their ending __c and other signs
_MEANINGS = (
    _Meaning(
        r"(discount|rabatt|nachlass|remise|descuento|sconto|korting)(percent|percentage|pct|prozent|rate|satz)?",
        ("number",),
        "deal.discount",
        "the discount in percent",
        most=100.0,
    ),
    _Meaning(
        rf"{_DEBRIEF}(announced|announcement){_DAY}",
        ("day", "time"),
        "debrief.announced_at",
        "the day on which the talk after the decision was announced",
    ),
    _Meaning(
        rf"{_DEBRIEF}(asked|requested|invited){_DAY}",
        ("day", "time"),
        "debrief.asked_at",
        "the day on which the buyer was asked for the talk after the decision",
    ),
    _Meaning(
        rf"{_DEBRIEF}(held|done|completed|conducted){_DAY}",
        ("day", "time"),
        "debrief.held_at",
        "the day of the talk after the decision",
    ),
)


def suggest_columns(connection: duckdb.DuckDBPyConnection, raw: RawTable, table: str, own: Sequence[str]) -> list[str]:
    """One sentence for each of a file's own fields that a rule of a mapping could read.

    table: what the fields belong to.  own: their headings, as source_field describes them.
    """
    if table != "deal" or not own:
        return []
    described = connection.execute(
        "SELECT field, type FROM land_source_field WHERE table_name = ? AND list_contains(?, field)", [table, list(own)]
    ).fetchall()
    kinds = dict(described)
    found = []
    for heading in own:
        meaning = _find_meaning(heading, kinds.get(heading, ""))
        rows = meaning and _count_fitting(connection, raw, heading, meaning)
        if meaning and rows:
            found.append(
                f"{heading} looks like {meaning.says} (all {rows:,} values fit); a rule for {meaning.column} in a "
                "mapping of your own, named by --mapping, would have it read"
            )
    return found


def _find_meaning(heading: str, kind: str) -> _Meaning | None:
    folded = fold_heading(heading, "loose")
    return next((one for one in _MEANINGS if kind in one.kinds and re.fullmatch(one.name, folded)), None)


def _count_fitting(connection: duckdb.DuckDBPyConnection, raw: RawTable, heading: str, meaning: _Meaning) -> int | None:
    """How many rows are filled, when all of them fit."""
    value = clean_sql(f"c{raw.headings.index(heading)}")
    fits = f"try_cast(v AS DOUBLE) BETWEEN 0 AND {meaning.most}" if meaning.most else "true"
    ((filled, fitting),) = connection.execute(
        f"SELECT count(v), count(v) FILTER ({fits}) FROM (SELECT {value} AS v FROM {quote_name(raw.table)})"
    ).fetchall()
    return int(filled) if filled == fitting else None

"""Finds the deal that a person means by an id, an id of the source, or a name."""

import duckdb

from assay.domain.errors import InputError

#: near matches offered when no deal fits
_OFFERED = 5

#: Salesforce spells the same id with 15 characters, or with 18 of which the last three are a checksum
_SHORT_ID, _LONG_ID = 15, 18


def choose_deal(connection: duckdb.DuckDBPyConnection, wanted: str) -> int:
    """The id of the one deal meant by `wanted`: its id, its source id, or its exact name.

    Raises InputError with near matches when no deal, or more than one, fits.
    """
    text = wanted.strip()
    for condition, values in _list_conditions(text):
        rows = connection.execute(
            f"SELECT id, source_id, name, source, instance FROM deal WHERE {condition} ORDER BY id LIMIT 20", values
        ).fetchall()
        if len(rows) == 1:
            return int(rows[0][0])
        if rows:
            raise _refuse_several(text, rows)
    raise _refuse_unknown(connection, text)


def _list_conditions(text: str) -> list[tuple[str, list[str]]]:
    conditions = [("source_id = ?", [text])]
    if len(text) == _LONG_ID and text.isalnum():
        conditions.append(("source_id = ?", [text[:_SHORT_ID]]))
    if len(text) == _SHORT_ID and text.isalnum():
        conditions.append((f"left(source_id, {_SHORT_ID}) = ? AND length(source_id) = {_LONG_ID}", [text]))
    if text.isdecimal() and len(text) <= 19:
        conditions.append(("id = CAST(? AS HUGEINT)", [text]))
    conditions.append(("name = ?", [text]))
    conditions.append(("lower(name) = lower(?)", [text]))
    return conditions


def _refuse_several(text: str, rows: list[tuple[object, ...]]) -> InputError:
    lines = [f"  {row[0]}  {row[2]} ({row[3]} {row[4]}, {row[1]})" for row in rows[:_OFFERED]]
    count = f"{len(rows)}" if len(rows) < 20 else "20 or more"
    return InputError(
        f"{count} deals are called {text!r}; one was expected:\n" + "\n".join(lines), fix="Name it by the first number."
    )


def _refuse_unknown(connection: duckdb.DuckDBPyConnection, text: str) -> InputError:
    near = connection.execute(
        """SELECT source_id, name FROM deal
        ORDER BY greatest(jaro_winkler_similarity(lower(coalesce(name, '')), lower($1)),
                          jaro_winkler_similarity(lower(source_id), lower($1)),
                          CASE WHEN contains(lower(coalesce(name, '')), lower($1)) THEN 0.95 ELSE 0 END) DESC, id
        LIMIT $2""",
        [text, _OFFERED],
    ).fetchall()
    if not near:
        return InputError(f"No deal is called {text!r}: the record holds no deals.", fix="Import some: assay import")
    lines = "\n".join(f"  {source_id}  {name or ''}" for source_id, name in near)
    return InputError(
        f"No deal is called {text!r}; an id or an exact name was expected. Nearest:\n{lines}",
        fix="Take one of these, in quotes if it holds spaces.",
    )

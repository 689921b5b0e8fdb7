"""Which call or deal a transcript belongs to, told by the name of its file.

A name that is an activity's id needs nothing here. One that holds the id of an activity belongs to it; one that holds
the id of a deal becomes an activity of that deal, on the day that the name holds.
"""

import re
from datetime import UTC, datetime

import duckdb

from assay.domain.key import make_key

_WORD = re.compile(r"[^\W_]+")
#: 2025-03-04, 20250304, GMT20250304-150000, 2025-03-04 15.00
_MOMENT = re.compile(
    r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])"
    r"(?:[T_ -]+([01]\d|2[0-3])[-_.:h]?([0-5]\d)(?:[-_.:]?([0-5]\d))?)?(?!\d)"
)

_LOOSE = """
SELECT id, source, instance, source_id, min(row), min(line), min(known_at) FROM land_activity a
WHERE id IN (SELECT activity_id FROM land_utterance) AND id NOT IN (SELECT id FROM activity)
GROUP BY ALL HAVING NOT bool_or(primary_row)"""

#: ids of the import and of the record that stand in the name; the longest says most
_HELD = """
SELECT p.id, arg_max(o.id, length(p.part)), arg_max(o.source_id, length(p.part))
FROM (SELECT unnest(?::BIGINT[]) AS id, unnest(?::VARCHAR[]) AS part) p
JOIN (SELECT id, source_id FROM {table} WHERE NOT is_deleted UNION
  SELECT id, source_id FROM land_{table} WHERE primary_row) o ON lower(o.source_id) = p.part
GROUP BY p.id, length(p.part) HAVING count(DISTINCT o.id) = 1
QUALIFY row_number() OVER (PARTITION BY p.id ORDER BY length(p.part) DESC) = 1"""


def place_transcripts(connection: duckdb.DuckDBPyConnection) -> None:
    """Attach staged transcripts whose file name is no activity's id to the activity or deal whose id it holds."""
    loose = {row[0]: row[1:] for row in connection.execute(_LOOSE).fetchall()}
    if not loose:
        return
    pairs = [(key, part) for key, (_, _, stem, *_) in loose.items() for part in split_name(stem)]
    activities, deals = (_find_held(connection, table, pairs) for table in ("activity", "deal"))
    for key, (source, instance, stem, row, line, known_at) in loose.items():
        if key in activities:
            _move(connection, key, activities[key][0])
            continue
        if moment := read_moment(stem):
            connection.execute("UPDATE land_activity SET occurred_at = ? WHERE id = ?", [moment, key])
        if key in deals:
            source_id = f"{stem}/{deals[key][1]}"
            link = make_key(source, instance, "activity_deal", source_id)
            connection.execute(_LINK, [link, source, instance, source_id, known_at, line, key, deals[key][0], row, row])


_LINK = """
INSERT INTO land_activity_deal (id, source, instance, source_id, known_at, known_at_basis, is_deleted, line,
  activity_id, deal_id, basis, row, order_no, primary_row)
VALUES (?, ?, ?, ?, ?, 'file_date', false, ?, ?, ?, 'source', ?, ?, false)"""


def _find_held(
    connection: duckdb.DuckDBPyConnection, table: str, pairs: list[tuple[int, str]]
) -> dict[int, tuple[int, str]]:
    keys, parts = [key for key, _ in pairs], [part for _, part in pairs]
    rows = connection.execute(_HELD.format(table=table), [keys, parts]).fetchall()
    return {key: (found, source_id) for key, found, source_id in rows}


def _move(connection: duckdb.DuckDBPyConnection, old: int, new: int) -> None:
    connection.execute("UPDATE land_utterance SET activity_id = ? WHERE activity_id = ?", [new, old])
    connection.execute("UPDATE land_activity_person SET activity_id = ? WHERE activity_id = ?", [new, old])
    connection.execute("DELETE FROM land_activity WHERE id = ?", [old])


def split_name(stem: str) -> list[str]:
    """The pieces of a file name that could be an id, in lower case: such as deal-007 in "Demo deal-007 (2)".

    A number alone counts from six figures on, and not when it reads as a day.
    """
    words = list(_WORD.finditer(stem))
    pieces = {stem[first.start() : last.end()].lower() for at, first in enumerate(words) for last in words[at : at + 6]}
    return sorted(piece for piece in pieces if _could_be_id(piece))


def _could_be_id(piece: str) -> bool:
    if len(piece) < 4 or not re.search(r"\d", piece) or _MOMENT.fullmatch(piece):
        return False
    return not piece.isdigit() or len(piece) >= 6


def read_moment(stem: str) -> int | None:
    """The day, or the time, that a file name holds, in epoch seconds UTC."""
    found = _MOMENT.search(stem)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
    except ValueError:  # the 31st of a month with thirty days
        return None

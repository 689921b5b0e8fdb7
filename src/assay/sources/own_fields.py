"""Columns that no rule uses: kept as fields of the user's own, with a typed description of each."""

from fnmatch import fnmatch

import duckdb

from assay.domain.key import make_key
from assay.sources import amounts, dates, language
from assay.sources.compile_value import FileCompiler
from assay.sources.headings import fold_heading
from assay.store.quoting import quote_text

#: rows from which the type of a field is told
LOOK_AT = 10_000
_CHUNK = 40
#: names that a note gives
_SHOWN = 5


def own_headings(compiler: FileCompiler, feed: language.Feed) -> list[int]:
    """Numbers of the headings that no rule uses and that the feed does not drop, those of rows above left out."""
    return [
        number
        for number, heading in enumerate(compiler.raw.headings)
        if number not in compiler.used
        and not heading.startswith("../")
        and not any(_is_dropped(heading, drop, compiler.mapping.headings) for drop in feed.drop)
    ]


def _is_dropped(heading: str, drop: str, way: str) -> bool:
    """Whether a heading fits a pattern as it stands, or a name as the mapping compares headings."""
    return fnmatch(heading.casefold(), drop.casefold()) or fold_heading(heading, way) == fold_heading(drop, way)


def own_fields_sql(compiler: FileCompiler, feed: language.Feed) -> str | None:
    """SQL of the JSON object of a row's own fields, empty cells left out; None when the file has no such column."""
    pairs = [f"{quote_text(compiler.raw.headings[n])}, s.c{n}" for n in own_headings(compiler, feed)]
    return f"nullif(json_merge_patch('{{}}', json_object({', '.join(pairs)}))::VARCHAR, '{{}}')" if pairs else None


def fill_source_fields(
    connection: duckdb.DuckDBPyConnection, compiler: FileCompiler, feed: language.Feed, base: str
) -> list[str]:
    """Describe each own field that holds a value: type, share of rows filled, up to five values; returns their names.

    The rows stand for the whole file: their `row` is NULL.
    """
    numbers, names = own_headings(compiler, feed), []
    for start in range(0, len(numbers), _CHUNK):
        for field in _describe(connection, compiler, base, numbers[start : start + _CHUNK]):
            _insert_field(connection, compiler, feed.custom, *field)
            names.append(field[0])
    return names


def say_own_fields(names: list[str]) -> str:
    """Which columns nothing was made of, for the report: somebody may miss one of them."""
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    kept = "1 column kept as a field" if len(names) == 1 else f"{len(names)} columns kept as fields"
    return f"{kept} of your own: {shown}"


def _describe(
    connection: duckdb.DuckDBPyConnection, compiler: FileCompiler, base: str, numbers: list[int]
) -> list[tuple[str, str, float, str]]:
    """(heading, type, fill share, examples as JSON) of each column that is not empty."""
    (rows, *counts) = connection.execute(
        f"SELECT count(*), {', '.join(f'count(s.c{n})' for n in numbers)} FROM ({base}) s"
    ).fetchall()[0]
    filled = {number: count for number, count in zip(numbers, counts, strict=True) if count}
    if not filled:
        return []
    first = compiler.raw.first_row
    looks = connection.execute(
        f"SELECT {', '.join(_look_sql(f's.c{n}') for n in filled)} "
        f"FROM ({base}) s WHERE s.row BETWEEN {first} AND {first + LOOK_AT - 1}"
    ).fetchall()[0]
    described = []
    for position, number in enumerate(filled):
        count, *kinds, examples = looks[_WIDTH * position : _WIDTH * (position + 1)]
        kind = next((name for name, hits in zip(_KINDS, kinds, strict=True) if count and hits == count), "text")
        described.append((compiler.raw.headings[number], kind, filled[number] / rows, examples))
    return described


_KINDS = ("yes_no", "number", "day", "time")
_WIDTH = 2 + len(_KINDS)


def _look_sql(cell: str) -> str:
    patterns = ("^(?i:true|false|yes|no)$", amounts.PLAIN, r"^\d{4}-\d{2}-\d{2}$", dates.ISO)
    hits = ", ".join(f"count(*) FILTER (WHERE regexp_matches({cell}, {quote_text(one)}))" for one in patterns)
    text = f"left({cell}, 200)"
    examples = f"(list(DISTINCT {text} ORDER BY {text}) FILTER (WHERE {cell} IS NOT NULL))[:5]"
    return f"count({cell}), {hits}, to_json({examples})::VARCHAR"


def _insert_field(
    connection: duckdb.DuckDBPyConnection,
    compiler: FileCompiler,
    table: str,
    heading: str,
    kind: str,
    fill_share: float,
    examples: str,
) -> None:
    source, raw = compiler.mapping.source, compiler.raw
    source_id = f"{table}/{heading}"
    values = {
        "id": make_key(source, compiler.instance, "source_field", source_id),
        "source": source,
        "instance": compiler.instance,
        "source_id": source_id,
        "known_at": raw.seen_at,
        "known_at_basis": "file_date",
        "is_deleted": False,
        "line": 1,
        "table_name": table,
        "field": heading,
        "type": kind,
        "fill_share": fill_share,
        "examples": examples,
        "order_no": raw.first_row,
        "primary_row": True,
    }
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO land_source_field ({', '.join(values)}) VALUES ({marks})",
        list(values.values()),
    )

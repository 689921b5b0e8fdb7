"""JSON and NDJSON: every array of objects becomes a raw table, whatever the nesting."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal

from assay.domain.errors import InputError
from assay.sources.dialect import name_headings
from assay.sources.encoding import TextFile, inspect_text
from assay.sources.intake import SHOWN, FoundFile, Intake
from assay.sources.raw import RawTable
from assay.sources.row_writer import Cell, RowWriter, write_value

LARGEST = 256 << 20
"""Bytes of a JSON document, which is held in memory whole; NDJSON has no limit."""
MOST_HEADINGS = 10_000

Fields = dict[str, object]


@dataclass(frozen=True)
class _Element:
    """One object in an array. path: of the array; around: the objects around it from near to far, with their paths."""

    path: str
    line: int
    fields: Fields | None
    around: tuple[tuple[str, Fields], ...] = ()
    problem: str = ""
    raw: str = ""


@dataclass
class _Shape:
    """The fields that objects at one path have, and those of them that are no arrays: what inner arrays may show."""

    fields: dict[str, None] = field(default_factory=dict)
    plain: dict[str, None] = field(default_factory=dict)
    has_rows: bool = False

    def learn(self, fields: Fields) -> None:
        self.fields.update(dict.fromkeys(fields))
        self.plain.update({name: None for name, value in fields.items() if not isinstance(value, list)})


def read_json_file(found: FoundFile, intake: Intake) -> list[RawTable]:
    """Read one JSON or NDJSON file: one raw table for each path at which arrays of objects stand.

    Headings are the fields of the objects; `a.b` for an object in it, `../x` for the object around the array.
    Raises InputError when the file is broken (with line and column), too large, or holds no object.
    """
    text = inspect_text(found.path, found.name)
    try:
        if _is_by_line(found, text):
            tables = _write_tables(found, text, intake, lambda: _walk_lines(text))
        else:
            document = _parse_document(text)
            tables = _write_tables(found, text, intake, lambda: _walk_document(document))
    except RecursionError as error:
        raise InputError(
            f"{found.name} is nested more deeply than can be read.", fix="Export it in a flatter form, such as CSV."
        ) from error
    intake.advance(text.size, found.name)
    return tables


def _write_tables(
    found: FoundFile, text: TextFile, intake: Intake, walk: Callable[[], Iterable[_Element]]
) -> list[RawTable]:
    """Walk twice: once to learn the headings, once to write the rows."""
    shapes = _learn_shapes(walk())
    if not any(shape.fields for shape in shapes.values()):
        raise InputError(f"{found.name} holds no object with fields.", fix="Export it again, or leave it out.")
    keys = {path: _list_keys(path, shapes) for path, shape in shapes.items() if shape.has_rows}
    with ExitStack() as stack:
        writers = {}
        for path, listed in keys.items():
            if len(listed) > MOST_HEADINGS:
                raise InputError(
                    f"{found.name}: the objects at {path or 'the top'} have {len(listed):,} different fields; at most "
                    f"{MOST_HEADINGS:,} are read.",
                    fix="Export it as a list of objects with the same fields.",
                )
            headings = name_headings(["../" * up + name for up, name in listed])
            writers[path] = stack.enter_context(
                RowWriter(intake, f"{found.name}#{path}" if path else found.name, headings)
            )
        for element in walk():
            _write_element(element, keys[element.path], writers[element.path])
        return [writer.finish("json", text.sha256, found.seen_at, (text.note,)) for writer in writers.values()]


def _learn_shapes(elements: Iterable[_Element]) -> dict[str, _Shape]:
    shapes: dict[str, _Shape] = {}
    for element in elements:
        shape = shapes.setdefault(element.path, _Shape())
        shape.has_rows = True
        shape.learn(element.fields or {})
        if "" not in shapes and element.around and element.around[-1][0] == "":  # the top object is no row of its own
            shapes[""] = _Shape()
            shapes[""].learn(element.around[-1][1])
    return shapes


def _list_keys(path: str, shapes: dict[str, _Shape]) -> list[tuple[int, str]]:
    """How far up, and which field there; a field that holds an array of objects elsewhere is a table, no cell."""
    keys = [(0, name) for name in shapes[path].fields if _inner_path(path, name) not in shapes]
    up = 0
    while path:
        path, up = _outer_path(path), up + 1
        if path in shapes:
            keys += [(up, name) for name in shapes[path].plain if _inner_path(path, name) not in shapes]
    return keys


def _write_element(element: _Element, keys: list[tuple[int, str]], writer: RowWriter) -> None:
    if element.fields is None:
        writer.reject(
            element.line, element.path, element.raw[:SHOWN], element.problem, "Mend or remove it.", element.raw
        )
        return
    levels = [element.fields, *(fields for _, fields in element.around)]
    writer.add(element.line, [_write_field(levels[up].get(name)) if up < len(levels) else None for up, name in keys])


def _write_field(value: object) -> Cell:
    return json.dumps(value, ensure_ascii=False, default=float) if isinstance(value, list) else write_value(value)


def _walk_document(document: object) -> Iterator[_Element]:
    """The elements of every array of objects; the top object itself when there is none."""
    counts: Counter[str] = Counter()
    if isinstance(document, list):
        yield from _walk_array(document, "[]", (), counts)
    elif isinstance(document, dict):
        fields, arrays = _flatten(document)
        for name, array in arrays:
            yield from _walk_array(array, _inner_path("", name), (("", fields),), counts)
        if not arrays:
            yield _Element("", 1, fields)


def _walk_array(
    array: list[object], path: str, around: tuple[tuple[str, Fields], ...], counts: Counter[str]
) -> Iterator[_Element]:
    for item in array:
        counts[path] += 1
        if not isinstance(item, dict):
            raw = json.dumps(item, ensure_ascii=False, default=float)
            yield _Element(path, counts[path], None, around, f"element {counts[path]} is no object", raw)
            continue
        yield from _walk_object(item, path, counts[path], around, counts)


def _walk_object(
    item: dict[str, object], path: str, line: int, around: tuple[tuple[str, Fields], ...], counts: Counter[str]
) -> Iterator[_Element]:
    fields, arrays = _flatten(item)
    yield _Element(path, line, fields, around)
    for name, array in arrays:
        yield from _walk_array(array, _inner_path(path, name), ((path, fields), *around), counts)


def _walk_lines(text: TextFile) -> Iterator[_Element]:
    """The objects of an NDJSON file, one a line, and the arrays in them."""
    counts: Counter[str] = Counter()
    with text.path.open("rb") as file, io.TextIOWrapper(file, text.encoding) as lines:
        file.seek(text.skip)
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                item = _parse_json(line)
            except ValueError as error:
                yield _Element("[]", number, None, (), f"the line is no JSON object: {error}", line.rstrip("\n"))
                continue
            if isinstance(item, dict):
                yield from _walk_object(item, "[]", number, (), counts)
            else:
                yield _Element("[]", number, None, (), "the line is no JSON object", line.rstrip("\n"))


def _flatten(item: dict[str, object]) -> tuple[Fields, list[tuple[str, list[object]]]]:
    """The fields of an object with those of objects in it, and the arrays of objects by name."""
    fields: Fields = {}
    arrays: list[tuple[str, list[object]]] = []

    def collect(prefix: str, current: dict[str, object]) -> None:
        for key, value in current.items():
            if isinstance(value, dict):
                collect(f"{prefix}{key}.", value)
            elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
                arrays.append((prefix + key, value))
            else:
                fields[prefix + key] = value

    collect("", item)
    return fields, arrays


def _inner_path(path: str, name: str) -> str:
    return f"{path}.{name}[]" if path else f"{name}[]"


def _outer_path(path: str) -> str:
    """The path of the array around the one at `path`: "a[]" for "a[].b.c[]"."""
    cut = path[:-2].rfind("[]")
    return path[: cut + 2] if cut >= 0 else ""


def _is_by_line(found: FoundFile, text: TextFile) -> bool:
    """True for NDJSON: by its ending, or because the first two lines are each a whole object."""
    if found.ending in (".ndjson", ".jsonl"):
        return True
    start = next(text.pieces(), b"").decode(errors="replace").lstrip()
    lines = [line for line in start.split("\n", 50) if line.strip()]
    try:
        return len(lines) > 1 and isinstance(json.loads(lines[0]), dict) and lines[1].lstrip().startswith("{")
    except ValueError:
        return False


def _parse_document(text: TextFile) -> object:
    try:
        return _parse_json(text.text(LARGEST))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{text.name} is broken JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            fix="It was cut off or edited: export it again.",
        ) from error
    except ValueError as error:
        raise InputError(f"{text.name} cannot be read as JSON: {error}.", fix="Export it again.") from error


def _parse_json(text: str) -> object:
    parsed: object = json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    return parsed

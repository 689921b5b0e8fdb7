"""How a separated file is laid out: its separator, the lines above its header, its headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assay.sources.records import Batch, RecordScanner, UnreadableRecord

SEPARATORS = {b",": "comma", b";": "semicolon", b"\t": "tab", b"|": "bar"}
#: what `name_headings` puts behind a repeated heading
_COPY = re.compile(r" \(\d+\)$")
TITLE_LINES = 20
_QUOTED_CELL = {
    mark.decode(): re.compile(rf' *"([^"]*+(?:""[^"]*+)*+)" *(?={re.escape(mark.decode())}|\Z)') for mark in SEPARATORS
}
_EXCEL_HINT = re.compile(rb'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """separator: one byte; skip: bytes before the first record (Excel's "sep=;" line) on `first_line - 1` lines."""

    separator: bytes
    skip: int = 0
    first_line: int = 1


def detect_dialect(sample: bytes, *, whole: bool, expected: bytes = b",") -> Dialect:
    """The separator under which the records of the sample have most alike widths, and more than one cell.

    sample: UTF-8 from the beginning of the file; whole: nothing follows it. `expected` serves where none separates.
    """
    if hint := _EXCEL_HINT.match(sample):
        return Dialect(hint.group(1), hint.end(), 2)
    scores = {mark: _score_separator(sample, mark, whole=whole) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: (*scores[mark], mark == expected))
    return Dialect(best if scores[best][2] else expected)


def split_record(record: bytes, separator: bytes) -> list[str]:
    """The cells of one record by the scanner's own rules: quotes taken off, doubled ones made single."""
    text, mark = record.decode(errors="replace"), separator.decode()
    cells, start = [], 0
    while True:
        quoted = _QUOTED_CELL[mark].match(text, start)
        end = quoted.end() if quoted else text.find(mark, start)
        end = len(text) if end < 0 else end
        cells.append(quoted.group(1).replace('""', '"') if quoted else text[start:end])
        if end >= len(text):
            return cells
        start = end + 1


def read_sample(sample: bytes, separator: bytes, *, whole: bool, first_line: int = 1) -> Batch:
    """The records of a sample. Raises UnreadableRecord."""
    scanner = RecordScanner(separator, first_line=first_line, held_back=0)
    return scanner.finish(sample) if whole else scanner.feed(sample)


def find_header(records: Sequence[Sequence[str]], width: int) -> int:
    """The index of the record that holds the headings: the first, unless title lines clearly stand above them.

    Titles are lines with a cell or two where the records below have three or more, and the first full record follows.
    """
    counts = [sum(1 for cell in cells if cell.strip()) for cells in records[: TITLE_LINES + 1]]
    first = next((index for index, filled in enumerate(counts) if filled), 0)
    for index, filled in enumerate(counts[first:], start=first):
        if len(records[index]) == width and filled * 2 > width:
            return index
        if filled > 2 or filled * 2 >= width:
            break
    return first


def fit_header(header: Sequence[str], width: int, *, open_ends: bool) -> list[str]:
    """The headings where header and records differ by a separator at the line's end: it belongs to no cell.

    width: of the records; open_ends: every record ends in a separator.
    """
    if len(header) == width + 1 and not header[-1].strip():
        return list(header[:-1])
    return [*header, ""] if len(header) + 1 == width and open_ends else list(header)


def name_headings(cells: Sequence[str | None]) -> tuple[str, ...]:
    """Headings without outer spaces; an empty one becomes "column 3", a repeated one gets " (2)"."""
    taken: set[str] = set()
    names = []
    for number, cell in enumerate(cells, start=1):
        plain = (cell or "").strip().removeprefix("\ufeff") or f"column {number}"
        name, copy = plain, 1
        while name in taken:
            copy += 1
            name = f"{plain} ({copy})"
        taken.add(name)
        names.append(name)
    return tuple(names)


def note_repeated(headings: Sequence[str]) -> list[str]:
    """Which headings stand several times, and under which name each copy is read."""
    repeated = [(heading, plain) for heading in headings if (plain := _COPY.sub("", heading)) in headings]
    return [f"the heading {plain!r} stands again: read as {name!r}" for name, plain in repeated if name != plain]


def usual_width(widths: Sequence[int]) -> int:
    """The commonest width, the larger of two that are as common; 0 for none."""
    counts = Counter(widths)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _score_separator(sample: bytes, mark: bytes, *, whole: bool) -> tuple[int, float, int]:
    """Is the first record as wide as the others; what share of records is; how wide."""
    try:
        batch = read_sample(sample, mark, whole=whole)
    except UnreadableRecord:
        return 0, 0.0, sample.split(b"\n", 1)[0].count(mark)
    widths = batch.cells[batch.ends > batch.starts].tolist()
    width = usual_width(widths)
    if width < 2:
        return 0, 0.0, 0
    first = [split_record(batch.record(index), mark) for index in range(min(len(batch), TITLE_LINES + 1))]
    header = find_header(first, width)
    if len(first[header]) != width:
        return 0, 0.0, width
    return int(header == 0), round(widths.count(width) / len(widths), 2), width

"""A source file as it came: cells of text under the file's own headings, in a DuckDB table."""

from dataclasses import dataclass
from pathlib import PurePosixPath

REJECT_COLUMNS = {
    "row": "BIGINT",
    "file": "VARCHAR",
    "line": "BIGINT",
    "field": "VARCHAR",
    "value": "VARCHAR",
    "message": "VARCHAR",
    "fix": "VARCHAR",
    "row_json": "VARCHAR",
}
"""The DuckDB table `reject`: source rows whose structure is broken, so that no raw table can hold them."""

LEFT_OUT_COLUMNS = {"file": "VARCHAR", "reason": "VARCHAR"}
"""The DuckDB table `left_out`: files found in a folder or a zip that hold no rows for us, each with the reason."""


@dataclass(frozen=True)
class RawTable:
    """One table of one file: a CSV file, a sheet, an array of objects, a transcript.

    name: file name, with the path below the folder or zip that was given, and `#part` for a part of a file.
    kind: csv, xlsx, parquet, json or transcript.
    table: the DuckDB table with columns row, line, c0..cN (all text, in the order of the headings). `row` numbers the
        rows of the whole import; `line` is the line, sheet row or element at which the row begins, counted from 1.
    headings: as in the file; a repeated one gets " (2)", an empty one is called "column 3".
    rows: source rows read, the broken ones that lie in `reject` included.
    first_row: the first `row`; this table's rows, broken ones included, are first_row .. first_row + rows - 1.
    sha256: of the bytes of the file.
    seen_at: epoch seconds, UTC: the day of the file, or of the entry in a zip.
    notes: what was decided on reading: encoding, separator, footer lines, sheet.
    """

    name: str
    kind: str
    table: str
    headings: tuple[str, ...]
    rows: int
    first_row: int
    sha256: str
    seen_at: int
    notes: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without folders, ending and part."""
        return PurePosixPath(self.name.split("#", 1)[0]).stem

    def column(self, heading: str) -> str:
        """The column that holds the cells under this heading, such as "c3". Raises KeyError when there is none."""
        try:
            return f"c{self.headings.index(heading)}"
        except ValueError:
            raise KeyError(heading) from None

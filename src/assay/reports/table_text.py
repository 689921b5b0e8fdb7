"""Tables of the command line as text for machines."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from assay.domain.formula import guard_formula


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A heading line and a line for each row; true and false in small letters, None empty.

    Texts that a spreadsheet would run as a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_write_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def write_json(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list with an object for each row."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=1) + "\n"


def _write_cell(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return guard_formula(cell) if isinstance(cell, str) else cell

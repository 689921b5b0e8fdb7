"""Excel files: every visible sheet with a header becomes a raw table."""

import itertools
import warnings
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assay.domain.errors import InputError
from assay.sources.dialect import TITLE_LINES, find_header, name_headings, note_repeated
from assay.sources.encoding import hash_file
from assay.sources.footer import count_footer, join_footer
from assay.sources.intake import FoundFile, Intake
from assay.sources.raw import RawTable
from assay.sources.row_writer import Cell, RowWriter, write_value
from assay.sources.spoilt_ids import note_spoilt_ids
from assay.sources.zip_file import open_zip

SAMPLE_ROWS = 100
HELD_BACK = 64
SheetCell = BookCell | MergedCell | ReadOnlyCell | EmptyCell

_OLE = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
)
"""What openpyxl raises on a damaged workbook, wherever the damage lies."""


@dataclass(frozen=True)
class _Row:
    """One row of a sheet. unsaved: formulas by column index whose value the file does not hold."""

    number: int
    cells: list[Cell]
    unsaved: dict[int, str]

    @property
    def is_blank(self) -> bool:
        return not self.unsaved and not any(cell and cell.strip() for cell in self.cells)


def read_xlsx_file(found: FoundFile, intake: Intake) -> list[RawTable]:
    """Read every visible sheet that holds a header; others are noted in `left_out`.

    Dates become ISO text, numbers their shortest decimal. A row with a formula whose value was never stored is
    rejected. Raises InputError when the file is damaged, encrypted, of the old kind, or holds no sheet with a header.
    """
    _refuse_ole(found)
    sha256 = hash_file(found.path)
    try:
        with _open_workbooks(found) as (values, formulas):
            tables = [
                table
                for sheet in values.worksheets
                if (table := _read_sheet(found, intake, sheet, formulas, sha256)) is not None
            ]
    except _DAMAGE as error:
        raise InputError(
            f"{found.name} cannot be read as an Excel file: it is damaged or was cut off ({error}).",
            fix="Open it in a spreadsheet, save it again as XLSX or CSV.",
        ) from error
    if not tables:
        raise InputError(f"{found.name} holds no sheet with headings.", fix="Export it again, or leave it out.")
    intake.advance(found.path.stat().st_size, found.name)
    return tables


def _refuse_ole(found: FoundFile) -> None:
    with found.path.open("rb") as file:
        start = file.read(1 << 16)
    if not start:
        raise InputError(f"{found.name} is empty.", fix="Export it again, or leave it out.")
    if start.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in found.path.read_bytes()
        what = "protected by a password" if locked else "an Excel file of the kind before 2007"
        raise InputError(f"{found.name} is {what}.", fix="Open it and save it as XLSX without a password, or as CSV.")


@contextmanager
def _open_workbooks(found: FoundFile) -> Iterator[tuple[Workbook, Workbook | None]]:
    """The workbook with stored values, and the one with formulas when there are any."""
    with open_zip(found.path, found.name) as archive:
        has_formulas = any(
            _holds_formula(archive, name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")
        )
    with warnings.catch_warnings(), found.path.open("rb") as file, found.path.open("rb") as again:
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validation rules, which hold no rows
        values = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(again, read_only=True) if has_formulas else None
        yield values, formulas


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as source:
        while piece := source.read(1 << 20):
            text = before + piece
            if b"<f>" in text or b"<f " in text:
                return True
            before = piece[-4:]
    return False


def _read_sheet(
    found: FoundFile, intake: Intake, sheet: Worksheet, formulas: Workbook | None, sha256: str
) -> RawTable | None:
    name = f"{found.name}#{sheet.title}"
    if sheet.sheet_state != "visible":
        intake.leave_out(name, "a hidden sheet")
        return None
    rows = _read_rows(sheet, formulas)
    sample = list(itertools.islice(rows, SAMPLE_ROWS))
    width = max((_last_filled(row.cells) for row in sample), default=0)
    if width == 0:
        intake.leave_out(name, "an empty sheet")
        return None
    padded = [_fit_cells(row.cells, width) for row in sample[: TITLE_LINES + 1]]
    header = find_header([[cell or "" for cell in cells] for cells in padded], width)
    headings = name_headings(padded[header][: _last_filled(padded[header])])
    notes = [f"sheet {sheet.title}", *note_repeated(headings)]
    if titles := [" ".join(filter(None, row.cells)) for row in sample[:header] if not row.is_blank]:
        notes.append(f"above the header: {' / '.join(titles)}")
    with RowWriter(intake, name, headings) as writer:
        notes += _write_rows(writer, itertools.chain(sample[header + 1 :], rows))
        raw = writer.finish("xlsx", sha256, found.seen_at, notes)
    return replace(raw, notes=(*notes, *note_spoilt_ids(intake.connection, raw.table, headings)))


def _write_rows(writer: RowWriter, rows: Iterator[_Row]) -> list[str]:
    """Write the rows between header and footer; what was noticed on the way."""
    held: deque[_Row] = deque()
    for row in rows:
        held.append(row)
        if len(held) > HELD_BACK:
            _write_row(writer, held.popleft())
    last = [row.cells[: _last_filled(row.cells)] for row in held]
    footer = count_footer(last, len(writer.headings))
    for row in itertools.islice(held, len(held) - footer):
        _write_row(writer, row)
    return [note] if (note := join_footer(last[len(last) - footer :])) else []


def _write_row(writer: RowWriter, row: _Row) -> None:
    if row.is_blank:
        return
    width = len(writer.headings)
    found = max(_last_filled(row.cells), max(row.unsaved, default=-1) + 1)
    if found > width:
        value = row.cells[found - 1] or ""
        message = f"the row has {found} cells, the header {width}"
        writer.reject(row.number, writer.headings[-1], value, message, "Give the extra cells a heading.", row.cells)
    elif row.unsaved:
        index, formula = min(row.unsaved.items())
        message = "a formula whose value was not stored in the file"
        fix = "Open the file in Excel and save it, or paste the values over the formulas."
        writer.reject(row.number, writer.headings[index], formula, message, fix, _fit_cells(row.cells, width))
    else:
        writer.add(row.number, _fit_cells(row.cells, width))


def _read_rows(sheet: Worksheet, formulas: Workbook | None) -> Iterator[_Row]:
    """The rows with their numbers; formulas are looked at beside the values only where a sheet holds some."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    if formulas is None:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield _convert_row(number, cells, ())
        return
    beside = formulas[sheet.title]
    beside.reset_dimensions()
    for number, (cells, written) in enumerate(zip(sheet.iter_rows(), beside.iter_rows(), strict=True), start=1):
        yield _convert_row(number, cells, written)


def _convert_row(number: int, cells: Sequence[SheetCell], written: Sequence[SheetCell]) -> _Row:
    unsaved = {
        index: str(formula.value)
        for index, (cell, formula) in enumerate(zip(cells, written, strict=False))
        if cell.value is None and formula.data_type == "f"
    }
    return _Row(number, [_write_cell(cell) for cell in cells], unsaved)


def _write_cell(cell: SheetCell) -> Cell:
    value = cell.value
    if isinstance(value, datetime) and value.time() == time.min and not _shows_time(cell):
        return value.date().isoformat()
    return write_value(value)


def _shows_time(cell: SheetCell) -> bool:
    return "h" in str(getattr(cell, "number_format", "")).lower()


def _last_filled(cells: Sequence[Cell]) -> int:
    """The number of cells up to the last that holds something."""
    return next((index for index in range(len(cells), 0, -1) if (cells[index - 1] or "").strip()), 0)


def _fit_cells(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *([None] * (width - len(cells)))]

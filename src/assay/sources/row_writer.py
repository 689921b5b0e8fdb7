"""Rows that Python reads cell by cell (sheets, JSON, transcripts) on their way into a raw table."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import TracebackType

from assay.sources.intake import LONGEST_CELL, SHOWN, Intake, Reject
from assay.sources.parsing import check_count, read_clean_sql, text_columns, write_record
from assay.sources.raw import RawTable

Cell = str | None


class RowWriter:
    """Takes rows of `headings` cells and makes a raw table of them. None is a missing cell, "" an empty one."""

    def __init__(self, intake: Intake, name: str, headings: Sequence[str]) -> None:
        self.name, self.headings = name, tuple(headings)
        self._intake = intake
        self.table = intake.next_table()
        self._path = intake.new_path()
        self._out = self._path.open("wb")
        self.rows = 0
        self._longest = 0
        self._rejects: list[Reject] = []

    def __enter__(self) -> "RowWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._out.close()
        self._path.unlink(missing_ok=True)

    def add(self, line: int, cells: Sequence[Cell]) -> None:
        """One row, with the line, sheet row or element where it begins; one that is too long is rejected."""
        record = write_record((str(line), *cells))
        if len(record) > LONGEST_CELL:
            index = max(range(len(cells)), key=lambda index: len(cells[index] or ""))
            size = len((cells[index] or "").encode(errors="replace"))
            self.reject(
                line,
                self.headings[index],
                (cells[index] or "")[:SHOWN],
                f"the cell has {size:,} bytes; a row may have {LONGEST_CELL:,}",
                "Shorten it.",
                cells,
            )
            return
        self._out.write(record)
        self.rows += 1
        self._longest = max(self._longest, len(record))

    def reject(self, line: int, field: str, value: str, message: str, fix: str, cells: Sequence[Cell] | str) -> None:
        """A row whose structure is broken: kept whole, counted as read."""
        raw: str | dict[str, str | None]
        if isinstance(cells, str):
            raw = cells
        else:
            names = [*self.headings, *(f"cell {number}" for number in range(len(self.headings) + 1, len(cells) + 1))]
            raw = {name: cell[:SHOWN] if cell else cell for name, cell in zip(names, cells, strict=False)}
        self._rejects.append(Reject(line, field, value, message, fix, raw))

    def finish(self, kind: str, sha256: str, seen_at: int, notes: Sequence[str] = ()) -> RawTable:
        """Load what was written; row numbers follow those of the tables before."""
        self._out.close()
        intake, table = self._intake, self.table
        first_row = intake.take_rows(self.rows + len(self._rejects))
        types = {"line": "BIGINT"} | text_columns(len(self.headings))
        source = read_clean_sql(self._path, ",", types, self._longest, null="")
        intake.connection.execute(f"CREATE OR REPLACE TABLE {table}_cells AS SELECT * FROM {source}")
        intake.connection.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT rowid + {first_row} AS row, * FROM {table}_cells"
        )
        check_count(intake.connection, table, self.rows)
        intake.reject(self.name, first_row + self.rows, self._rejects)
        return RawTable(
            name=self.name,
            kind=kind,
            table=table,
            headings=self.headings,
            rows=self.rows + len(self._rejects),
            first_row=first_row,
            sha256=sha256,
            seen_at=seen_at,
            notes=tuple(notes),
        )


def write_value(value: object) -> Cell:
    """A value as text: numbers as the shortest decimal, dates and times in ISO form, None as it is."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return _write_number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _write_number(value.total_seconds())
    return str(value)


def _write_number(value: float | Decimal) -> Cell:
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite():
        return None
    text = format(number, "f") if abs(number.adjusted()) < 30 else str(number)
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text

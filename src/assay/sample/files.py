"""Sheets of the CRM's weekly export: one CSV file for each object, API names, every cell quoted, UTF-8."""

import csv
from collections.abc import Iterable
from os import utime
from pathlib import Path

from assay.sample.clock import END, time_text

Cell = str | int


class Sheet:
    """One object of the export: its API name, its columns, its rows. The first row says which columns there are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: tuple[str, ...] = ()
        self.rows: list[tuple[Cell, ...]] = []

    def add(self, **cells: Cell) -> None:
        """Adds a row, given by column.

        raises  ValueError when the columns are not those of the first row.
        """
        columns = tuple(cells)
        if not self.rows:
            self.columns = columns
        elif columns != self.columns:
            raise ValueError(f"{self.name} has the columns {self.columns}, not {columns}")
        self.rows.append(tuple(cells.values()))


def stamp(by: str, created: int, changed: int | None = None) -> dict[str, Cell]:
    """Who entered a row and when it was entered and last changed."""
    first, last = time_text(created), time_text(created if changed is None else changed)
    return {"CreatedById": by, "CreatedDate": first, "LastModifiedDate": last, "SystemModstamp": last}


def yes_no(value: object) -> str:
    """How the export writes whether something holds."""
    return "true" if value else "false"


def date_file(path: Path) -> None:
    """Gives a file the day of the export: whoever asks when it was seen gets the same answer on every machine."""
    utime(path, (END, END))


def write_sheets(folder: Path, sheets: Iterable[Sheet]) -> int:
    """Writes each sheet as NAME.csv; returns how many rows in all."""
    written = 0
    for sheet in sheets:
        path = folder / f"{sheet.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(sheet.rows)
        date_file(path)
        written += len(sheet.rows)
    return written

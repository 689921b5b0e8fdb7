"""Writes sheets as CSV files in the manner of the CRM's weekly export: API names, every cell quoted, UTF-8."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One object of the export: its API name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


def make_sheet(name: str, columns: str, rows: Iterable[Row]) -> Sheet:
    """A sheet whose columns are given as words."""
    return Sheet(name, tuple(columns.split()), list(rows))


def write_sheets(folder: Path, sheets: Iterable[Sheet]) -> int:
    """Writes each sheet as NAME.csv; returns how many rows in all."""
    written = 0
    for sheet in sheets:
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(sheet.rows)
        written += len(sheet.rows)
    return written


def yes_no(value: object) -> str:
    return "true" if value else "false"

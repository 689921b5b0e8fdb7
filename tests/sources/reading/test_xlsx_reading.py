"""Excel files."""

import json
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assay.domain.errors import InputError
from sources.reading.reading_desk import ReadingDesk


def save_book(desk: ReadingDesk, sheets: dict[str, list[list[object]]], name: str = "book.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = desk.folder / name
    book.save(path)
    return path


def test_every_sheet_with_a_header_is_a_table(desk: ReadingDesk) -> None:
    path = save_book(desk, {"Deals": [["Id", "Name"], [1, "A"]], "None": [], "People": [["Id"], ["x"], ["y"]]})
    deals, people = desk.read(path)
    assert (deals.name, deals.kind, deals.headings, deals.rows) == ("book.xlsx#Deals", "xlsx", ("Id", "Name"), 1)
    assert (people.name, people.first_row, people.rows) == ("book.xlsx#People", 2, 2)
    assert desk.places(people) == [(2, 2), (3, 3)]
    assert desk.left_out() == {"book.xlsx#None": "an empty sheet"}


def test_a_hidden_sheet_is_left_out(desk: ReadingDesk) -> None:
    path = save_book(desk, {"Deals": [["Id"], [1]], "Lists": [["x"], [1]]})
    book = openpyxl.load_workbook(path)
    book["Lists"].sheet_state = "hidden"
    book.save(path)
    assert [raw.name for raw in desk.read(path)] == ["book.xlsx#Deals"]
    assert desk.left_out() == {"book.xlsx#Lists": "a hidden sheet"}


def test_values_become_iso_dates_and_shortest_numbers(desk: ReadingDesk) -> None:
    row = [
        date(2026, 3, 1),
        datetime.fromisoformat("2026-03-01T09:30:00"),
        datetime.fromisoformat("2026-03-01T00:00:00"),
        time(9, 30),
        12.0,
        0.1,
        1e-7,
        True,
        None,
    ]
    headings = ["day", "moment", "midnight", "clock", "whole", "tenth", "tiny", "flag", "nothing"]
    [raw] = desk.read(save_book(desk, {"S": [headings, row]}))
    assert desk.cells(raw) == [
        ("2026-03-01", "2026-03-01T09:30:00", "2026-03-01T00:00:00", "09:30:00", "12", "0.1", "0.0000001", "true", None)
    ]


def test_ids_that_excel_has_cut_to_fifteen_digits_are_noted(desk: ReadingDesk) -> None:
    rows: list[list[object]] = [["Text Id", "DealId", "Paid"]]
    rows += [[f"12345678901234567{n}", 123456789012345000 + 1000 * n, 10**17] for n in (1, 2)]
    [raw] = desk.read(save_book(desk, {"S": rows}))
    assert [cells[:2] for cells in desk.cells(raw)] == [
        ("123456789012345671", "123456789012346000"),
        ("123456789012345672", "123456789012347000"),
    ]
    assert raw.notes[1:] == ("DealId: all 2 long ids end in 0, as when Excel keeps 15 digits; export them as text",)


def test_titles_above_and_totals_below_are_notes(desk: ReadingDesk) -> None:
    rows: list[list[object]] = [
        ["Lost deals"],
        [],
        ["Id", "Name", "Amount"],
        [1, "A", 5],
        [],
        ["Grand Totals (1 records)"],
    ]
    [raw] = desk.read(save_book(desk, {"S": rows}))
    assert (raw.headings, raw.rows, desk.places(raw)) == (("Id", "Name", "Amount"), 1, [(1, 4)])
    assert raw.notes == ("sheet S", "above the header: Lost deals", "footer: Grand Totals (1 records)")


def test_blank_rows_in_between_are_no_rows_but_count_as_lines(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_book(desk, {"S": [["Id", "Name"], [1, "A"], [], [2, "B"]]}))
    assert desk.places(raw) == [(1, 2), (2, 4)]


def test_a_formula_without_a_stored_value_rejects_its_row(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_book(desk, {"S": [["Id", "Sum"], [1, 5], [2, "=B2+1"]]}))
    assert (raw.rows, desk.cells(raw)) == (2, [("1", "5")])
    assert desk.rejects() == [(3, "Sum", "a formula whose value was not stored in the file")]
    [(value, row)] = desk.rejects(("value", "row_json"))
    assert (value, json.loads(str(row))) == ("=B2+1", {"Id": "2", "Sum": None})


def test_a_formula_with_a_stored_value_is_that_value(desk: ReadingDesk) -> None:
    path = save_book(desk, {"S": [["Id", "Sum"], [1, "=1+1"]]})
    stored = desk.folder / "stored.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stored, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = (
                    content.replace(b"<v></v>", b"<v>2</v>")
                    .replace(b"<v />", b"<v>2</v>")
                    .replace(b"<v/>", b"<v>2</v>")
                )
            target.writestr(entry, content)
    [raw] = desk.read(stored)
    assert (desk.cells(raw), desk.rejects()) == ([("1", "2")], [])


def test_a_row_with_more_cells_than_headings_is_rejected(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_book(desk, {"S": [["Id", "Name"], [1, "A"], [2, "B", None, "extra"]]}))
    assert (raw.rows, desk.cells(raw)) == (2, [("1", "A")])
    assert desk.rejects() == [(3, "Name", "the row has 4 cells, the header 2")]


def test_three_hundred_unknown_columns_of_a_sheet_are_read(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_book(desk, {"S": [[f"Custom {n}" for n in range(300)], list(range(300))]}))
    assert desk.cells(raw) == [tuple(str(n) for n in range(300))]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_workbook_is_refused(desk: ReadingDesk, share: float) -> None:
    content = save_book(desk, {"S": [["Id"], [1]]}).read_bytes()
    with pytest.raises(InputError, match="cut off"):
        desk.read_one("cut.xlsx", content[: int(len(content) * share)])


def test_a_workbook_with_a_broken_sheet_is_refused(desk: ReadingDesk) -> None:
    path = save_book(desk, {"S": [["Id"], [1]]})
    broken = desk.folder / "broken.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry, content[:200] if entry.filename.startswith("xl/worksheets/") else content)
    with pytest.raises(InputError, match=r"broken\.xlsx cannot be read as an Excel file"):
        desk.read(broken)


def test_a_zip_under_the_ending_of_a_workbook_is_refused(desk: ReadingDesk) -> None:
    path = desk.folder / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x,y\n1,2\n")
    with pytest.raises(InputError, match="cannot be read as an Excel file"):
        desk.read(path)


def test_an_empty_workbook_file_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match=r"a\.xlsx is empty"):
        desk.read_one("a.xlsx", b"")


def test_a_workbook_of_empty_sheets_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="no sheet with headings"):
        desk.read(save_book(desk, {"S": []}))


def test_text_under_the_ending_of_a_workbook_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="damaged or was cut off"):
        desk.read_one("a.xlsx", "x,y\n1,2\n")


@pytest.mark.parametrize(
    ("inside", "what"),
    [("EncryptedPackage".encode("utf-16-le"), "protected by a password"), (b"Workbook", "of the kind before 2007")],
)
def test_locked_and_old_workbooks_are_refused_by_name(desk: ReadingDesk, inside: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        desk.read_one("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + inside)
    assert "save it as XLSX" in caught.value.fix


def test_an_old_workbook_is_refused_by_its_ending(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="before 2007; open it and save it as XLSX or CSV"):
        desk.read_one("a.xls", b"anything")


def test_a_workbook_that_unpacks_out_of_measure_is_refused(desk: ReadingDesk) -> None:
    path = desk.folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    with pytest.raises(InputError, match="would unpack to"):
        desk.read(path)


def test_a_cell_over_the_limit_rejects_its_row(desk: ReadingDesk) -> None:
    path = save_book(desk, {"S": [["Id", "Note"], [1, "a"], [2, "MARK"]]})
    large = desk.folder / "large.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(large, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            entry.compress_type = zipfile.ZIP_STORED
            target.writestr(entry, content.replace(b"MARK", b"ab" * (9 << 20)))
    [raw] = desk.read(large)
    assert (raw.rows, desk.cells(raw)) == (2, [("1", "a")])
    assert desk.rejects() == [(3, "Note", "the cell has 18,874,368 bytes; a row may have 16,777,216")]

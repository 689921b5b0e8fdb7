"""Damaged CSV files: one clear message, or rejected rows kept whole."""

import json

import pytest

from assay.domain.errors import InputError
from assay.sources import csv_file
from sources.reading.reading_desk import ReadingDesk


def test_a_row_with_too_many_cells_is_rejected_whole(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", "x,y\n1,2\n3,4,5\n6,7\n")
    assert (raw.rows, desk.cells(raw)) == (3, [("1", "2"), ("6", "7")])
    assert desk.places(raw) == [(1, 2), (2, 4)]
    [(file, line, field, value, message, fix, row)] = desk.rejects(
        ("file", "line", "field", "value", "message", "fix", "row_json")
    )
    assert (file, line, field, value) == ("a.csv", 3, "y", "3,4,5")
    assert message == "the record has 3 cells, the header 2"
    assert "quotes" in str(fix)
    assert json.loads(str(row)) == {"line": "3,4,5"}


def test_a_file_cut_inside_a_row_rejects_that_row(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", "x,y,z\n1,2,3\n4,5")
    assert (raw.rows, desk.rejects()) == (2, [(3, "y", "the record has 2 cells, the header 3")])


def test_a_quote_that_is_never_closed_is_refused_with_its_line(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="a quote opens on line 3 and is not closed"):
        desk.read_one("a.csv", 'x,y\n1,"a\n2"\n'.replace('2"\n', "2\n").replace('1,"a', '1,"b"\n2,"a') + "3,4\n" * 100)


def test_a_quote_closed_rows_later_by_another_cell_is_refused_with_its_line(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="a quote opens on line 3 "):
        desk.read_one("a.csv", 'x,y\n1,2\n3,"open\n5,6\n7,"def",8\n9,10\n')


def test_a_bare_quote_inside_a_quoted_cell_rejects_that_row_alone(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", 'x,y\n1,"he said "hi", twice"\n3,"4"\n')
    assert desk.cells(raw) == [("3", "4")]
    assert desk.rejects() == [(2, "y", "a quote stands inside a quoted cell")]


def test_an_empty_file_is_refused(desk: ReadingDesk) -> None:
    for content in (b"", b"\xef\xbb\xbf", b"\n\n \n"):
        with pytest.raises(InputError, match=r"a\.csv is empty"):
            desk.read_one("a.csv", content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n...", "a picture"),
        (b"PK\x03\x04rest", "a zip or an Excel file"),
        (b"\n<!DOCTYPE html><html>", "a web page"),
    ],
)
def test_another_kind_of_file_under_a_csv_ending_is_refused(desk: ReadingDesk, content: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        desk.read_one("a.csv", content)


def test_a_binary_file_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="NUL characters"):
        desk.read_one("a.csv", b"x,y\n1,2\n" + b"\x01\x00\x00\x02" * 3 + b"abc" * 400)


def test_utf8_cut_inside_a_character_is_refused_as_cut_off(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match=r"ends in the middle of a character \(line 3\)"):
        desk.read_one("a.csv", "x,y\n1,é\n2,é".encode()[:-1])


def test_a_file_of_two_encodings_is_refused_with_the_line(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="UTF-8 up to line 3, which holds the byte 0xe9"):
        desk.read_one("a.csv", "x,y\n1,é\n".encode() + "2,é\n".encode("cp1252"))


def test_bytes_of_no_known_encoding_are_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="its encoding cannot be told"):
        desk.read_one("a.csv", b"x,y\n1,\x81\x8d\n")


def test_utf16_cut_inside_a_character_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="encoding"):
        desk.read_one("a.csv", "x,y\n1,2\n".encode("utf-16")[:-1])


def test_a_row_longer_than_the_limit_is_rejected_and_cut(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", b"x,y\n1,2\n3," + b"a" * (17 << 20) + b"\n5,6\n")
    assert desk.cells(raw) == [("1", "2"), ("5", "6")]
    [(line, message, row)] = desk.rejects(("line", "message", "row_json"))
    assert (line, message) == (3, "the record has 17,825,794 bytes; at most 16,777,216 are read")
    assert len(str(row)) < 101_000


def test_a_cell_of_ten_megabytes_is_read(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", b'x,y\n1,"' + b"a," * (5 << 20) + b'"\n3,4\n')
    assert [len(cell or "") for _, cell in desk.cells(raw)] == [10 << 20, 1]


@pytest.mark.slow
def test_a_cell_of_a_hundred_megabytes_is_one_reject(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", b'x,y\n1,2\n3,"' + b"a\n" * (50 << 20) + b'"\n5,6\n')
    assert (raw.rows, desk.cells(raw)) == (3, [("1", "2"), ("5", "6")])
    assert desk.places(raw)[1] == (2, 4 + (50 << 20))


@pytest.mark.slow
def test_a_record_without_an_end_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="line 2 has no end within 128 MB"):
        desk.read_one("a.csv", b"x,y\n1," + b"a" * (140 << 20))


def test_a_file_without_any_line_end_in_its_first_megabyte_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="no line end"):
        desk.read_one("a.csv", b"a" * (2 << 20))


def test_a_file_whose_records_are_mostly_broken_is_refused(desk: ReadingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "MOST_REJECTS", 3)
    with pytest.raises(InputError, match="most records do not have the 3 cells of the header, 4 up to line 6"):
        desk.read_one("a.csv", "x,y,z\n1,2,3\n" + "4\n" * 4)


def test_many_broken_rows_are_kept_each(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.csv", "x,y\n" + '1,2\n3,"é"\n4\n' * 20_000)
    assert (raw.rows, len(desk.rejects())) == (60_000, 20_000)
    assert desk.rejects(("row", "line", "row_json"))[-1] == (60_000, 60_001, '{"line": "4"}')

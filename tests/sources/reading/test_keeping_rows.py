"""Source rows kept whole."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.keeping import keep_raw, read_kept
from sources.reading.reading_desk import ReadingDesk


def test_a_kept_row_comes_back_by_its_line_under_its_headings(desk: ReadingDesk, tmp_path: Path) -> None:
    content = 'Row,row,Line,name,Name,"a ""b"" \'c\'"\n1,2,3,x,"y\nz",\n4,5,6,u,v,w\n'
    keep_raw(desk.connection, desk.read_one("a.csv", content), tmp_path / "kept.parquet")
    assert read_kept(tmp_path / "kept.parquet", 2) == {
        "Row": "1",
        "row": "2",
        "Line": "3",
        "name": "x",
        "Name": "y\nz",
        "a \"b\" 'c'": "",
    }
    assert read_kept(tmp_path / "kept.parquet", 4)["a \"b\" 'c'"] == "w"


def test_a_missing_cell_comes_back_as_missing(desk: ReadingDesk, tmp_path: Path) -> None:
    keep_raw(desk.connection, desk.read_one("a.json", '[{"a": 1}, {"b": ""}]'), tmp_path / "kept.parquet")
    assert read_kept(tmp_path / "kept.parquet", 2) == {"a": None, "b": ""}


def test_a_line_that_was_not_kept_is_refused(desk: ReadingDesk, tmp_path: Path) -> None:
    keep_raw(desk.connection, desk.read_one("a.csv", "x,y\n1,2\n3\n"), tmp_path / "kept.parquet")
    with pytest.raises(InputError, match="Line 3 is not in the kept file"):
        read_kept(tmp_path / "kept.parquet", 3)


def test_a_damaged_kept_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="cannot be read"):
        read_kept(tmp_path / "kept.parquet", 1)

"""Evidence shows the row of the export from which it was read, as it stood."""

from pathlib import Path

import duckdb
import pytest

from assay.reports.deal_file import Standing
from assay.reports.source_rows import read_source_rows


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    rows = """SELECT 1 AS row, 2 AS line, 'A-1' AS "Id", '' AS "Note", 'a' AS "id "
        UNION ALL SELECT 2, 5, 'A-2', 'two words', NULL"""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({rows}) TO '{tmp_path / 'f-1.parquet'}' (FORMAT parquet)")
    return tmp_path


def read(kept: Path, *standings: Standing) -> dict[tuple[str, int], object]:
    with duckdb.connect() as connection:
        return dict(read_source_rows(connection, kept, standings))


def test_filled_cells_are_read_under_their_headings(kept: Path) -> None:
    found = read(kept, Standing("f.csv", 5, kept="f-1.parquet"), Standing("f.csv", 2, kept="f-1.parquet"))
    assert found == {
        ("f-1.parquet", 2): (("Id", "A-1"), ("id", "a")),
        ("f-1.parquet", 5): (("Id", "A-2"), ("Note", "two words")),
    }


def test_rows_that_were_not_kept_are_left_out(kept: Path) -> None:
    assert (
        read(kept, Standing("g.csv", 5, kept="g-1.parquet"), Standing("f.csv", 99, kept="f-1.parquet"), Standing())
        == {}
    )

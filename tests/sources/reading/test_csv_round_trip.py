"""Whatever a program writes as CSV comes back cell by cell, and every record is counted."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.errors import InputError
from assay.sources.reading import read_files
from assay.sources.records import RecordScanner

SEPARATORS = ",;\t|"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
TEXT = "ab 1,;\t|\"'\r\n#=\\é€"
CELL = st.text(TEXT, max_size=6)
FILLED = st.text("abc1é", min_size=1, max_size=3)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Headings and rows; the first cell of a row is filled, since a row without content is no row."""
    width = draw(st.integers(2, 5))
    headings = [f"field {draw(st.sampled_from('abcé'))}{number}" for number in range(width)]
    rows = draw(st.lists(st.lists(CELL, min_size=width - 1, max_size=width - 1), max_size=8))
    return [headings, *([draw(FILLED), *row] for row in rows)]


@settings(max_examples=60, deadline=None)
@given(
    tables(),
    st.sampled_from(SEPARATORS),
    st.sampled_from(ENCODINGS),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    st.booleans(),
)
def test_a_written_table_is_read_back_cell_by_cell(
    connection: duckdb.DuckDBPyConnection,
    table: list[list[str]],
    separator: str,
    encoding: str,
    line_end: str,
    quoting: int,
    ends_line: bool,
) -> None:
    if line_end == "\n" and any("\r" in cell for row in table for cell in row):
        quoting = csv.QUOTE_ALL  # Python 3.11 leaves a carriage return unquoted, which then looks like a line's end
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    text = written.getvalue() if ends_line else written.getvalue().removesuffix(line_end)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(text.encode(encoding))
        [raw] = read_files([path], connection)
        rows = connection.execute(f"SELECT * FROM {raw.table} ORDER BY row").fetchall()
        assert connection.execute("SELECT * FROM reject").fetchall() == []
    assert raw.headings == tuple(table[0])
    assert raw.rows == len(table) - 1
    assert [list(row[2:]) for row in rows] == table[1:]
    assert [row[0] for row in rows] == list(range(1, len(table)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=12), st.integers(1, 20))
def test_records_do_not_depend_on_how_the_text_is_cut(rows: list[list[str]], size: int) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = written.getvalue().encode()
    whole = RecordScanner(b",").finish(text)
    scanner = RecordScanner(b",", held_back=2)
    batches = [scanner.feed(text[start : start + size]) for start in range(0, len(text), size)]
    batches.append(scanner.finish())
    assert [batch.record(index) for batch in batches for index in range(len(batch))] == [
        whole.record(index) for index in range(len(whole))
    ]
    assert np.concatenate([batch.lines for batch in batches]).tolist() == whole.lines.tolist()
    assert np.concatenate([batch.cells for batch in batches]).tolist() == whole.cells.tolist()


@settings(max_examples=60, deadline=None)
@given(st.text('a",;\r\n ', max_size=60))
def test_no_text_is_read_without_all_its_records_being_counted(
    connection: duckdb.DuckDBPyConnection, body: str
) -> None:
    """Arbitrary text below a header: refused as a whole, or rows and rejects add up to the rows read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(f"one,two,three\n{body}", newline="")
        try:
            [raw] = read_files([path], connection)
        except InputError as error:
            refused = error.message
        else:
            refused = ""
            [(good,)] = connection.execute(f"SELECT count(*) FROM {raw.table}").fetchall()
            [(rejected,)] = connection.execute("SELECT count(*) FROM reject").fetchall()
    assert "a quote opens on line" in refused if refused else raw.rows == good + rejected

"""Parquet files."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from sources.reading.reading_desk import ReadingDesk


def save_parquet(desk: ReadingDesk, query: str, name: str = "a.parquet") -> Path:
    path = desk.folder / name
    desk.connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_every_value_becomes_text(desk: ReadingDesk) -> None:
    query = """SELECT 'a' AS text, 5::BIGINT AS whole, 5.0::DOUBLE AS float_whole, 0.1::DOUBLE AS tenth, 1e20::DOUBLE AS
        large, 'nan'::DOUBLE AS nothing, 1.50::DECIMAL(9,2) AS money, true AS flag, DATE '2026-03-01' AS day,
        TIMESTAMP '2026-03-01 09:30:10' AS local, TIMESTAMPTZ '2026-03-01 09:30:10.5+02' AS moment,
        {'a': 1, 'b': [1, 2]} AS nested, ['x', 'y'] AS listed, NULL::VARCHAR AS missing, '' AS empty"""
    [raw] = desk.read(save_parquet(desk, query))
    assert dict(zip(raw.headings, desk.cells(raw)[0], strict=True)) == {
        "text": "a",
        "whole": "5",
        "float_whole": "5",
        "tenth": "0.1",
        "large": "1e+20",
        "nothing": None,
        "money": "1.50",
        "flag": "true",
        "day": "2026-03-01",
        "local": "2026-03-01T09:30:10",
        "moment": "2026-03-01T07:30:10.500000Z",
        "nested": '{"a":1,"b":[1,2]}',
        "listed": '["x","y"]',
        "missing": None,
        "empty": "",
    }


def test_moments_do_not_depend_on_the_zone_of_the_session(desk: ReadingDesk) -> None:
    path = save_parquet(desk, "SELECT TIMESTAMPTZ '2026-03-01 09:30:10+00' AS moment")
    desk.connection.execute("SET TimeZone = 'America/New_York'")
    [raw] = desk.read(path)
    assert desk.cells(raw) == [("2026-03-01T09:30:10Z",)]


def test_rows_keep_their_order_and_numbers(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_parquet(desk, "SELECT i AS id FROM range(300000) t(i)"))
    [(rows, wrong)] = desk.connection.execute(
        f"SELECT count(*), count(*) FILTER (c0::BIGINT + 1 <> row OR line <> row) FROM {raw.table}"
    ).fetchall()
    assert (raw.rows, rows, wrong) == (300_000, 300_000, 0)


def test_a_parquet_file_without_rows_is_a_table(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_parquet(desk, "SELECT 1 AS id WHERE false"))
    assert (raw.headings, raw.rows) == (("id",), 0)


def test_text_that_is_not_marked_as_text_is_read(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_parquet(desk, "SELECT encode('é') AS name"))
    assert desk.cells(raw) == [("é",)]


@pytest.mark.parametrize("size", [0, 3, 100])
def test_a_truncated_parquet_file_is_refused(desk: ReadingDesk, size: int) -> None:
    content = save_parquet(desk, "SELECT i AS id FROM range(1000) t(i)").read_bytes()
    with pytest.raises(InputError, match=r"cut\.parquet cannot be read as Parquet"):
        desk.read_one("cut.parquet", content[:size])


def test_a_parquet_file_without_its_end_is_refused(desk: ReadingDesk) -> None:
    content = save_parquet(desk, "SELECT i AS id FROM range(1000) t(i)").read_bytes()
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        desk.read_one("cut.parquet", content[:-10])


def test_three_hundred_unknown_columns_of_parquet_are_read(desk: ReadingDesk) -> None:
    [raw] = desk.read(save_parquet(desk, "SELECT " + ", ".join(f"{n} AS custom_{n}" for n in range(300))))
    assert desk.cells(raw) == [tuple(str(n) for n in range(300))]

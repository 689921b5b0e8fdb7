"""Quarters of the calendar and of a fiscal year."""

from datetime import UTC, datetime

import duckdb
import pytest

from assay.runs.quarters import name_numbered, name_quarter, number_quarter


@pytest.mark.parametrize(
    ("day", "start", "named"),
    [
        ("2026-08-31", 1, "2026-Q3"),
        ("2026-04-01", 4, "FY2027-Q1"),
        ("2026-03-31", 4, "FY2026-Q4"),
        ("2026-08-31", 9, "FY2026-Q4"),
        ("2026-09-01", 9, "FY2027-Q1"),
        ("2026-12-31", 12, "FY2027-Q1"),
    ],
)
def test_a_fiscal_year_bears_the_year_in_which_it_ends(day: str, start: int, named: str) -> None:
    moment = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {name_quarter(str(moment), start)}").fetchone() == (named,)
        ((number,),) = connection.execute(f"SELECT {number_quarter(str(moment), start)}").fetchall()
    assert name_numbered(number, start) == named

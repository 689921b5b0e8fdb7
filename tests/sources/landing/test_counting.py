"""However rows repeat, break and spread over files, every one of them is counted once."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.sources.landing.counting import Counts, count_rows
from assay.sources.staging import create_staging
from assay.store.duckdb_engine import open_connection

#: source rows: which account, which name, or a row that is rejected
ROWS = st.lists(st.one_of(st.none(), st.tuples(st.sampled_from("abc"), st.sampled_from(["Acme", "Beta"]))), max_size=8)


def land_files(make_record: Any, imports: list[list[list[Any]]]) -> list[Counts]:
    record = make_record()
    found = []
    for files in imports:
        for rows in files:
            record.stage("account", *(row and {"source_id": row[0], "name": row[1]} for row in rows))
        found.append(record.land())
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(imports=st.lists(st.lists(ROWS, min_size=1, max_size=3), min_size=1, max_size=2))
def test_every_source_row_is_counted_once(new_record: Any, imports: list[list[list[Any]]]) -> None:
    held: dict[str, str] = {}
    for files, counts in zip(imports, land_files(new_record, imports), strict=True):
        rows = [row for rows in files for row in rows]
        kept = [row for row in rows if row is not None]
        final = dict(kept)
        landed = sum(held.get(account) != name for account, name in final.items())
        assert counts == Counts(len(rows), landed, len(final) - landed, len(kept) - len(final), len(rows) - len(kept))
        held |= final


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(ROWS, min_size=1, max_size=3))
def test_a_second_import_of_the_same_rows_lands_nothing(new_record: Any, files: list[list[Any]]) -> None:
    first, second = land_files(new_record, [files, files])
    assert (second.landed, second.unchanged) == (0, first.landed)
    assert (second.merged, second.rejected) == (first.merged, first.rejected)


def test_a_row_that_is_not_accounted_for_stops_the_import() -> None:
    with open_connection() as connection:
        create_staging(connection)
        with pytest.raises(ArithmeticError, match="read 1, landed 0, unchanged 0, merged 0, rejected 0"):
            count_rows(connection, [], read=1)


def test_skipped_rows_count_as_merged() -> None:
    with open_connection() as connection:
        create_staging(connection)
        connection.execute("INSERT INTO land_skip VALUES (1, 'a copy')")
        assert count_rows(connection, [], read=1) == Counts(1, 0, 0, 1, 0)


def test_a_row_counts_by_what_it_brings_of_its_own(record: Any) -> None:
    record.stage("seller", {"source_id": "s", "name": "Moses"})
    record.land()
    record.stage("deal", {"source_id": "d", "name": "Deal"})
    # the same source row also names the seller, who stands in the record already
    record.add_by_product("seller", {"source_id": "s", "name": "Moses"})
    assert record.land() == Counts(1, 1, 0, 0, 0)


def test_the_line_names_every_count() -> None:
    assert str(Counts(5, 2, 1, 1, 1)) == "read 5, landed 2, unchanged 1, merged 1, rejected 1"

"""Names of competitors are read from the record, those of several sources together."""

import duckdb
import pytest

from assay.words.rivals import find_rivals, list_rivals, read_names


@pytest.fixture
def record() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE competitor (id BIGINT, name VARCHAR, aliases VARCHAR, is_deleted BOOLEAN)")
    connection.execute(
        """INSERT INTO competitor VALUES (1, 'Zenith', '["ZN", "Zenith One"]', false), (2, 'zenith', NULL, false),
           (3, 'Apexia', 'Apx', false), (4, 'Gone & Co', NULL, true)"""
    )
    return connection


def test_other_names_are_a_list_or_one(record: duckdb.DuckDBPyConnection) -> None:
    assert {rival.id: rival.aliases for rival in list_rivals(record)} == {1: ("ZN", "Zenith One"), 2: (), 3: ("Apx",)}


def test_a_competitor_of_two_sources_is_one(record: duckdb.DuckDBPyConnection) -> None:
    found = find_rivals("Zenith One and APX, no Gone & Co", read_names(record))
    assert [(one.competitor_id, one.basis) for one in found] == [(1, "alias"), (3, "alias")]


def test_another_name_changes_the_fingerprint(record: duckdb.DuckDBPyConnection) -> None:
    before = read_names(record).fingerprint
    assert read_names(record).fingerprint == before
    record.execute('UPDATE competitor SET aliases = \'["Apx", "AX9"]\' WHERE id = 3')
    assert read_names(record).fingerprint != before

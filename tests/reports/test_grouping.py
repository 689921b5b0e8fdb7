"""Outcomes by a field: which fields may be used, and what comes of it."""

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.reports.grouping import read_groups


def test_a_field_of_the_users_own_groups_all_deals(company: duckdb.DuckDBPyConnection) -> None:
    groups = read_groups(company, "region")
    assert {group.value for group in groups} == {"North", "South"}
    assert sum(group.decided + group.open for group in groups) == 60


def test_groups_stand_in_the_order_of_their_size(company: duckdb.DuckDBPyConnection) -> None:
    sizes = [group.decided + group.open for group in read_groups(company, "source_channel")]
    assert sizes == sorted(sizes, reverse=True)


def test_an_empty_value_is_a_group_of_its_own(company: duckdb.DuckDBPyConnection) -> None:
    assert [group.value for group in read_groups(company, "product")] == ["(empty)"]


@pytest.mark.parametrize("field", ["owner", "Owner_id", "rep"])
def test_people_are_not_set_side_by_side(company: duckdb.DuckDBPyConnection, field: str) -> None:
    with pytest.raises(InputError, match="per person"):
        read_groups(company, field)


@pytest.mark.parametrize("field", ["loss_reason_stated", "stage", "outcome"])
def test_a_field_that_knows_the_outcome_is_refused(company: duckdb.DuckDBPyConnection, field: str) -> None:
    with pytest.raises(InputError, match="once the outcome is known"):
        read_groups(company, field)


def test_an_own_field_that_was_filled_in_by_the_outcome_is_refused() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            """CREATE TABLE deal AS SELECT i AS id, '{"Forecast": "' || forecast || '"}' AS custom
               FROM (SELECT i, CASE WHEN i % 3 = 0 AND i > 0 THEN 'Closed' ELSE 'Omitted' END AS forecast
                     FROM range(90) t(i))"""
        )
        connection.execute(
            """CREATE TABLE moment AS SELECT i AS deal_id, CASE WHEN i % 3 > 0 THEN 'lost' ELSE 'won' END AS outcome,
                 0.0 AS value FROM range(90) t(i)"""
        )
        with pytest.raises(InputError, match="once the outcome is known"):
            read_groups(connection, "Forecast")


@pytest.mark.parametrize("field", ["colour", "Re'gion", "$..x", "name; DROP TABLE deal"])
def test_an_unknown_field_is_refused_with_those_that_there_are(company: duckdb.DuckDBPyConnection, field: str) -> None:
    with pytest.raises(InputError, match="Region"):
        read_groups(company, field)


def test_a_field_name_may_hold_any_character() -> None:
    with duckdb.connect() as connection:
        connection.execute("""CREATE TABLE deal AS SELECT 1::BIGINT AS id, '{"A/b~''c.d": "x"}' AS custom""")
        connection.execute("CREATE TABLE moment AS SELECT 1::BIGINT AS deal_id, 'won' AS outcome, 5.0 AS value")
        (group,) = read_groups(connection, "A/b~'c.d")
    assert (group.value, group.won, group.won_value) == ("x", 1, 5.0)


def test_rare_values_are_put_together() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE deal AS SELECT i AS id, '{}' AS custom, 'P' || i AS product FROM range(30) t(i)"
        )
        connection.execute(
            "CREATE TABLE moment AS SELECT i AS deal_id, 'lost' AS outcome, 0.0 AS value FROM range(30) t(i)"
        )
        groups = read_groups(connection, "product")
    assert {group.value: group.lost for group in groups}["(other values)"] == 10
    assert len(groups) == 21

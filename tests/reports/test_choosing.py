"""How a deal is named on the command line."""

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.reports.choosing import choose_deal
from reports.collected_record import Record


def open_deals(*deals: tuple[str, str]) -> tuple[duckdb.DuckDBPyConnection, list[int]]:
    record = Record()
    ids = [record.add("deal", source_id, name=name, outcome="open") for source_id, name in deals]
    return record.open(), ids


def test_a_source_id_names_its_deal() -> None:
    connection, ids = open_deals(("D-1", "Roof"), ("D-2", "Wall"))
    assert choose_deal(connection, "D-2") == ids[1]


@pytest.mark.parametrize("wanted", ["006A000000abcde", "006A000000abcdeIAA"])
@pytest.mark.parametrize("kept", ["006A000000abcde", "006A000000abcdeIAA"])
def test_a_salesforce_id_may_have_fifteen_or_eighteen_characters(wanted: str, kept: str) -> None:
    connection, ids = open_deals((kept, "Roof"), ("006A000000abcdf", "Wall"))
    assert choose_deal(connection, wanted) == ids[0]


def test_our_own_id_names_its_deal() -> None:
    connection, ids = open_deals(("D-1", "Roof"), ("D-2", "Wall"))
    assert choose_deal(connection, str(ids[0])) == ids[0]


def test_an_exact_name_in_any_case_names_its_deal() -> None:
    connection, ids = open_deals(("D-1", "Roof"), ("D-2", "Wall"))
    assert choose_deal(connection, " wall ") == ids[1]


def test_a_name_that_two_deals_bear_is_refused_with_both() -> None:
    connection, ids = open_deals(("D-1", "Roof"), ("D-2", "Roof"))
    with pytest.raises(InputError) as caught:
        choose_deal(connection, "Roof")
    assert all(str(deal) in caught.value.message for deal in ids)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    connection, _ = open_deals(("D-1", "Roof of the mill"), ("D-2", "Wall"))
    with pytest.raises(InputError, match="D-1  Roof of the mill"):
        choose_deal(connection, "Rof of the mill")


def test_an_empty_record_says_so() -> None:
    connection, _ = open_deals()
    with pytest.raises(InputError, match="holds no deals"):
        choose_deal(connection, "Roof")

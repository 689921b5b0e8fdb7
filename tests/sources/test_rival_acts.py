"""What competitors did, in and out of the record."""

from dataclasses import replace
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.rival_acts import TypedAct, keep_act, list_acts, list_rivals, remove_act
from assay.store.home import Home
from runs.small_record import SmallRecord, on_day


@pytest.fixture
def home(tmp_path: Path) -> Home:
    record = SmallRecord()
    for source in ("one", "two"):
        record.add("competitor", source, known=on_day(0), name="Northwind")
    home = Home(tmp_path, {})
    record.write(home)
    return home


@pytest.fixture
def act(home: Home) -> TypedAct:
    (rival,) = list_rivals(home)
    return TypedAct(rival, "price", "cut its prices", on_day(5), "https://example.org/news", on_day(9))


def test_what_is_typed_twice_stands_once(home: Home, act: TypedAct) -> None:
    assert keep_act(home, act) == keep_act(home, act)
    assert [(one.competitor, one.what, one.is_typed) for one in list_acts(home)] == [
        ("Northwind", "cut its prices", True)
    ]


def test_what_is_taken_back_is_gone_and_can_be_typed_again(home: Home, act: TypedAct) -> None:
    key = keep_act(home, act)
    assert remove_act(home, key)
    assert not remove_act(home, key)
    assert list_acts(home) == []
    keep_act(home, act)
    assert len(list_acts(home)) == 1


def test_a_competitor_that_is_not_on_record_is_refused(home: Home, act: TypedAct) -> None:
    with pytest.raises(InputError, match="on record no more"):
        keep_act(home, replace(act, competitor_id=1))


def test_rows_that_name_one_company_are_one_competitor(home: Home) -> None:
    assert list(list_rivals(home).values()) == ["Northwind"]

"""Changes to the taxonomy: what may be changed, and that old codes can be read ever after."""

from dataclasses import replace

import pytest

from assay.domain.errors import InputError
from assay.words.taxonomy import Driver, Group, load_taxonomy, parse_taxonomy
from assay.words.taxonomy.editing import (
    LASTING,
    add_driver,
    change_driver,
    keep_group,
    merge_drivers,
    restore_driver,
    retire_driver,
    split_driver,
)
from assay.words.taxonomy.outcomes import find_outcome
from assay.words.taxonomy.writing import write_taxonomy

SHIPPED = load_taxonomy()


def _make(code: str, name: str) -> Driver:
    return replace(SHIPPED.by_code["price_too_high"], code=code, name=name)


def test_what_is_written_is_read_as_the_same() -> None:
    changed = retire_driver(merge_drivers(SHIPPED, "timing", "indecision", take_examples=True), "usability")
    read = parse_taxonomy(write_taxonomy(changed))
    assert replace(read, digest="") == replace(changed, digest="")


def test_a_new_driver_stands_with_its_group() -> None:
    changed = add_driver(SHIPPED, _make("discounting", "Discounts"))
    codes = [driver.code for driver in changed.drivers if driver.group == "price"]
    assert codes[-1] == "discounting"
    assert [d.group for d in changed.drivers] == sorted(
        (d.group for d in changed.drivers), key=[g.code for g in changed.groups].index
    )


@pytest.mark.parametrize("code", ["timing", "price_too_high"])
def test_a_code_is_never_used_for_another_thing(code: str) -> None:
    before = merge_drivers(SHIPPED, "timing", "indecision", take_examples=False)
    with pytest.raises(InputError, match="never means another thing"):
        add_driver(before, _make(code, "Another"))


def test_a_name_stands_there_once() -> None:
    with pytest.raises(InputError, match="called"):
        add_driver(SHIPPED, _make("dear", SHIPPED.by_code["timing"].name.upper()))


def test_codes_of_a_merged_driver_are_read_as_the_other() -> None:
    changed = merge_drivers(SHIPPED, "timing", "indecision", take_examples=True)
    assert changed.read_code("timing") == ("indecision",)
    assert "timing" not in {driver.code for driver in changed.in_use}
    assert set(SHIPPED.by_code["timing"].examples) <= set(changed.by_code["indecision"].examples)
    assert not set(changed.by_code["indecision"].examples) & set(changed.by_code["indecision"].counter_examples)


def test_codes_of_a_split_driver_may_be_either() -> None:
    parts = [_make("list_price", "List price"), _make("discount", "Discount")]
    changed = split_driver(SHIPPED, "price_too_high", parts)
    assert changed.read_code("price_too_high") == ("list_price", "discount")


def test_codes_of_a_retired_driver_stay_its_own() -> None:
    changed = retire_driver(SHIPPED, "usability")
    assert changed.read_code("usability") == ("usability",)
    assert "usability" not in {driver.code for driver in changed.in_use}
    with pytest.raises(InputError, match="retired"):
        changed.find("usability")


def test_what_was_merged_can_be_had_back() -> None:
    changed = restore_driver(merge_drivers(SHIPPED, "timing", "indecision", take_examples=False), "timing")
    assert changed == SHIPPED


@pytest.mark.parametrize("code", LASTING)
def test_unknown_and_other_stay(code: str) -> None:
    for change in (
        lambda: retire_driver(SHIPPED, code),
        lambda: merge_drivers(SHIPPED, code, "timing", take_examples=False),
        lambda: split_driver(SHIPPED, code, [_make("a1", "A"), _make("b1", "B")]),
    ):
        with pytest.raises(InputError, match="cannot be"):
            change()


def test_a_driver_is_split_into_two_at_least() -> None:
    with pytest.raises(InputError, match="split into 1"):
        split_driver(SHIPPED, "timing", [_make("later", "Later")])


def test_a_name_may_change_and_the_code_stays() -> None:
    changed = change_driver(SHIPPED, replace(SHIPPED.by_code["timing"], name="Not now"))
    assert changed.by_code["timing"].name == "Not now"


def test_a_group_is_named_anew_or_added() -> None:
    changed = keep_group(keep_group(SHIPPED, Group("price", "Money")), Group("legal", "Legal"))
    assert {group.code: group.name for group in changed.groups}["price"] == "Money"
    assert changed.groups[-1] == Group("legal", "Legal")


@pytest.mark.parametrize(
    "name",
    [
        "Lost to a competitor",
        "lost to competition",
        "Competitor",
        "The competition",
        "Went with the competitor",
        "Chose a cheaper competitor",
        "Competitor won",
        "Lost",
        "Closed lost",
        "No decision",
    ],
)
def test_how_a_deal_ended_is_no_driver(name: str) -> None:
    assert "outcome" in find_outcome(_make("some_code", name))
    changed = add_driver(SHIPPED, _make("some_code", name))
    with pytest.raises(InputError, match="is an outcome"):
        parse_taxonomy(write_taxonomy(changed))


def test_every_shipped_driver_says_why() -> None:
    assert [driver.code for driver in SHIPPED.in_use if find_outcome(driver)] == []
    assert find_outcome(_make("rival_cheaper", "Competitor's relationship")) == ""


def test_the_mark_of_no_reason_is_no_driver() -> None:
    assert find_outcome(_make("none", "Nothing"))

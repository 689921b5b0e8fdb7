"""The shipped taxonomy, one of one's own, and codes that were merged or split."""

from pathlib import Path

import pytest
import yaml

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy, parse_taxonomy
from assay.words.taxonomy.checking import FEWEST_EXAMPLES

EXAMPLES = [f"example {number}" for number in range(FEWEST_EXAMPLES)]


def driver(code: str, **more: object) -> dict[str, object]:
    return {
        "code": code,
        "name": code,
        "group": "all",
        "definition": "what it means",
        "whose": "ours",
        "examples": EXAMPLES,
        **more,
    }


def write(*drivers: dict[str, object], **more: object) -> str:
    told = {
        "version": "7",
        "themes": [{"code": "price", "name": "Price", "definition": "cost"}],
        "groups": [{"code": "all", "name": "All"}],
        "drivers": [*drivers, driver("other"), driver("unknown")],
        **more,
    }
    return yaml.safe_dump(told)


def test_the_shipped_file_stands_every_check() -> None:
    shipped = Path(__file__).parents[3] / "src/assay/tables/taxonomy.yml"
    taxonomy = parse_taxonomy(shipped.read_text(encoding="utf-8"))
    assert taxonomy == load_taxonomy()
    assert {group.code for group in taxonomy.groups} == {driver.group for driver in taxonomy.drivers}


def test_no_example_of_the_shipped_file_stands_twice() -> None:
    told = [text.lower() for driver in load_taxonomy().drivers for text in driver.examples]
    assert len(told) == len(set(told))


def test_every_shipped_driver_says_what_it_is_not() -> None:
    lacking = [driver.code for driver in load_taxonomy().drivers if not driver.counter_examples]
    assert lacking == []


def test_the_file_in_the_home_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.yml").write_text(write(driver("weather")), encoding="utf-8")
    taxonomy = load_taxonomy(Home(tmp_path, {}))
    assert taxonomy.version == "7"
    assert [driver.code for driver in taxonomy.drivers] == ["weather", "other", "unknown"]


def test_a_home_without_a_file_has_the_shipped_one(tmp_path: Path) -> None:
    assert load_taxonomy(Home(tmp_path, {})) is load_taxonomy()


def test_a_merged_code_is_read_as_the_one_that_stays() -> None:
    taxonomy = parse_taxonomy(write(driver("old", replaced_by=["now"]), driver("now")))
    assert taxonomy.read_code("old") == ("now",)
    assert taxonomy.find("old").code == "now"
    assert [driver.code for driver in taxonomy.in_use] == ["now", "other", "unknown"]


def test_a_split_code_is_read_as_its_parts_and_cannot_be_used() -> None:
    taxonomy = parse_taxonomy(write(driver("old", replaced_by=["one", "two"]), driver("one"), driver("two")))
    assert taxonomy.read_code("old") == ("one", "two")
    with pytest.raises(InputError, match="split into one, two"):
        taxonomy.find("old")


def test_replacing_is_followed_to_its_end() -> None:
    taxonomy = parse_taxonomy(
        write(driver("first", replaced_by=["second"]), driver("second", replaced_by=["third"]), driver("third"))
    )
    assert taxonomy.read_code("first") == ("third",)


def test_a_code_may_be_written_with_its_group() -> None:
    assert load_taxonomy().read_code("price.no_budget") == ("no_budget",)


def test_a_code_that_never_was_stands_for_nothing() -> None:
    assert load_taxonomy().read_code("moon_phase") == ()


def test_a_changed_definition_is_another_digest() -> None:
    before, after = (parse_taxonomy(write(driver("now", definition=told))) for told in ("one", "two"))
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("drivers: [", "not valid YAML"),
        ("- a list", "at its top"),
        (write(driver("late", whose="mine")), "late > whose"),
        (write(driver("late", weight=3)), "weight"),
        (write(driver("late", group="none")), "the groups are all"),
        (write(driver("late", theme="colour")), "the themes are price"),
        (write(driver("late", examples=["one"])), "has 1 examples"),
        (write(driver("late"), driver("late")), "late stands there 2 times"),
        (write(driver("late", replaced_by=["gone"])), "'gone', which is not in the file"),
        (write(driver("one", replaced_by=["two"]), driver("two", replaced_by=["one"])), "in a circle"),
        (write().replace("code: unknown", "code: unclear"), "the driver unknown is needed"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_taxonomy(text, name="mine.yml")

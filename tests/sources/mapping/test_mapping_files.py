"""Mapping files are read strictly: what is wrong is named with the file and the place in it."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.language import Cell, First
from assay.sources.mapping import load_mapping, parse_mapping
from assay.sources.profiles import FOLDER, shipped_mappings
from sources.mapping.conftest import parse_feed

DEAL = "rows: [{table: deal, id: Id, set: {name: Name}}]"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: x\nsource: y\nfeeds: []", "feeds: a list of feeds is needed"),
        ("name: x\nfeeds: [{}]", "the key source is missing"),
        ("name: x\nsource: y\ncolour: red\nfeeds: [{}]", "colour: this key is not known here"),
        ("name: [\n", "is not valid YAML"),
        ("just a text", "is not a set of keys"),
    ],
)
def test_a_mapping_with_a_fault_is_refused(text: str, place: str) -> None:
    with pytest.raises(InputError, match=f"^x.yml.*{place}"):
        parse_mapping(text, "x.yml")


@pytest.mark.parametrize(
    ("feed", "place"),
    [
        ("require: [Id]", "a feed makes rows or says why it is left out"),
        ("require: [Id]\nrows: [{table: deals, id: Id}]", r"rows / \[1\] / table: there is no table 'deals'"),
        (
            "require: [Id]\nrows: [{table: deal, id: Id, set: {size: A}}]",
            r"set / size: the table deal has no such column",
        ),
        ("require: [Id]\nrows: [{table: deal}]", "the key id is missing"),
        ("require: [Id]\nrows: [{table: deal, id: Id, primary: false}]", "every row is a by-product"),
        ("require: [Id]\nrows: [{table: deal, id: {colum: Id}}]", "one of col, const, first.* is needed"),
        ("require: [Id]\nrows: [{table: deal, id: {col: Id, unit: weeks}}]", "unit: 'weeks' is not one of"),
        ("require: [Id]\nrows: [{table: deal, id: {col: Id, lookup: [a]}}]", "lookup: pairs are needed"),
        ("require: [Id]\nrows: [{table: deal, id: {col: Id, const: a}}]", "found col, const"),
        ("require: [Id]\nrows: [{table: deal, id: Id, when: {A: {near: b}}}]", "near: this key is not known here"),
        ("require: [Id]\nrows: [{table: deal, id: Id, must: perhaps}]", "must: 'perhaps' is not true or false"),
        ("require: [Id]\nrows: [{table: deal, id: '?'}]", "id: this is still to be decided"),
        ("require: [Id]\nrows: [{table: deal, id: Id, known_at: {seen: A}}]", "seen: this key is not known here"),
        ("require: []\n" + DEAL, "would read every file"),
    ],
)
def test_a_feed_with_a_fault_is_refused(feed: str, place: str) -> None:
    with pytest.raises(InputError, match=f"made.yml: .*{place}") as refused:
        parse_feed(feed)
    assert refused.value.fix


def test_a_heading_may_be_a_list_of_choices_or_the_first_filled() -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: [A, {first: [B, C]}], set: {name: [D, E]}}]")
    rule = mapping.feeds[0].rows[0]
    assert rule.id == (Cell(("A",)), First((Cell(("B",)), Cell(("C",)))))
    assert rule.set["name"] == Cell(("D", "E"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_every_shipped_profile_is_valid_and_named_like_its_file(path: Path) -> None:
    assert load_mapping(path).name == path.stem


def test_no_two_feeds_of_a_profile_share_a_name() -> None:
    for mapping in shipped_mappings():
        names = [feed.name for feed in mapping.feeds]
        assert len(names) == len(set(names)), mapping.name


def test_a_mapping_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_mapping(tmp_path / "none.yml")

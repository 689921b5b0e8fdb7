"""Drivers are named in the language of the reader; a name that the team gave stays as typed."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils.translation import override

from assay.store.home import Home
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import load_taxonomy, taxonomy_path
from assay.words.taxonomy.editing import change_driver
from assay.words.taxonomy.writing import write_taxonomy

#: words that German writes as English does
ALIKE = {"integration"}


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Home:
    settings.HOME = Home(tmp_path, {})
    return settings.HOME


def test_every_shipped_driver_has_a_german_name_of_its_own() -> None:
    with override("de"):
        german = {one.code: one.name for one in speak_taxonomy().drivers}
    same = {one.code for one in load_taxonomy().drivers if german[one.code] == one.name}
    assert same == ALIKE
    assert len(set(german.values())) == len(german)


def test_every_shipped_definition_is_german_and_one_that_the_team_wrote_stays_as_typed(home: Home) -> None:
    shipped = load_taxonomy()
    with override("de"):
        spoken = speak_taxonomy()
    english = {one.definition for one in (*shipped.drivers, *shipped.themes)}
    assert [one.code for one in (*spoken.drivers, *spoken.themes) if one.definition in english] == []
    own = replace(shipped.by_code["no_budget"], definition="No budget line was set aside.")
    path = taxonomy_path(home)
    path.write_text(write_taxonomy(change_driver(shipped, own)), encoding="utf-8")
    with override("de"):
        assert speak_taxonomy().by_code["no_budget"].definition == own.definition


def test_groups_and_themes_are_named_in_german() -> None:
    with override("de"):
        spoken = speak_taxonomy()
    assert {one.code: one.name for one in spoken.groups}["our_selling"] == "Unser Verkaufen"
    assert {one.code: one.name for one in spoken.themes}["price"] == "Preis"


def test_english_readers_and_codes_see_the_taxonomy_as_it_is() -> None:
    with override("en"):
        assert speak_taxonomy() == load_taxonomy()
    with override("de"):
        assert [one.code for one in speak_taxonomy().drivers] == [one.code for one in load_taxonomy().drivers]


def test_a_name_that_the_team_gave_stays_as_typed(home: Home) -> None:
    shipped = load_taxonomy()
    # the name of another driver in the catalogue, which would be translated were it not the team's own
    renamed = change_driver(shipped, replace(shipped.by_code["timing"], name="No budget this year"))
    renamed = change_driver(renamed, replace(shipped.by_code["indecision"], name="Reputation"))
    renamed = change_driver(renamed, replace(shipped.by_code["reputation"], name="Good name"))
    taxonomy_path(home).write_text(write_taxonomy(renamed), encoding="utf-8")
    with override("de"):
        names = {one.code: one.name for one in speak_taxonomy().drivers}
    assert (names["timing"], names["indecision"], names["reputation"]) == (
        "No budget this year",
        "Reputation",
        "Good name",
    )
    assert names["price_too_high"] == "Preis zu hoch"

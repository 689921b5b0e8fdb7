"""Every feed of the profiles knows its own file, by the headings alone, and no profile takes another's."""

import re
from dataclasses import replace

import pytest

from assay.sources.language import Feed
from assay.sources.profiles import shipped_mappings
from assay.sources.raw import RawTable
from assay.sources.recognise import recognise
from sources.profiles.examples import PROFILES, feeds_of, map_example


def reader(raw: RawTable) -> str:
    """ "profile feed" of the only feed that reads these headings, else why there is none."""
    found = recognise([raw], shipped_mappings())
    if found.unknown:
        return found.unknown[0].reason
    return f"{found.assignments[0].mapping.name} {found.assignments[0].feed.name}"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_file_is_known_by_its_headings_alone(profile: str) -> None:
    raws = [raw for raw in map_example(profile).raws if raw.kind == "csv"]
    assert {raw.name: reader(replace(raw, name="export.csv")) for raw in raws} == {
        raw.name: f"{profile} {raw.name.removesuffix('.csv')}" for raw in raws
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_every_feed_has_an_example(profile: str) -> None:
    read = {one.feed.name for one in map_example(profile).recognised.assignments}
    adopted = set(feeds_of("salesforce_api")) if profile == "fivetran_salesforce" else set()
    assert set(feeds_of(profile)) - adopted <= read


@pytest.mark.parametrize("profile", PROFILES)
def test_every_row_of_an_example_lands_or_is_skipped_for_a_reason(profile: str) -> None:
    mapped = map_example(profile)
    assert mapped.unaccounted() == []
    assert mapped.rejects == []


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("__c", "_c")).lower()


def loaded_headings(feed: Feed) -> tuple[str, ...]:
    return tuple(snake_case(choices[0]) for choices in feed.require if not choices[0].startswith("_"))


ADOPTED = [feed for one in shipped_mappings() if one.name == "salesforce_api" for feed in one.feeds]


@pytest.mark.parametrize("feed", ADOPTED, ids=lambda feed: str(feed.name))
def test_an_object_of_salesforce_is_known_from_a_loader(feed: Feed) -> None:
    raw = RawTable("export.csv", "csv", "raw_1", (*loaded_headings(feed), "_fivetran_synced"), 0, 1, "", 0)
    assert reader(raw) == f"fivetran_salesforce {feed.name}"

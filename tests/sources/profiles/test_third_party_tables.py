"""The raw tables of Salesforce and HubSpot as a well-known loader lands them: each is read, or left out for a reason."""

from functools import cache
from pathlib import Path

import duckdb
import pytest

from assay.sources.profiles import shipped_mappings
from assay.sources.reading import read_files
from assay.sources.recognise import Recognised, recognise

THIRD_PARTY = Path(__file__).parents[3].parent / "shared" / "data"
SEEDS = {"fivetran_salesforce_seeds": "fivetran_salesforce", "fivetran_hubspot_seeds": "fivetran_hubspot"}
#: what is no part of a deal's story
LEFT_OUT = ("ticket", "order", "product", "line_item", "property", "pipeline_data", "email_event", "engagement_company")


@cache
def recognise_folder(folder: Path) -> Recognised:
    return recognise(read_files([folder], duckdb.connect()), shipped_mappings())


@pytest.fixture(params=SEEDS)
def seeds(request: pytest.FixtureRequest) -> tuple[Recognised, str]:
    folder = THIRD_PARTY / request.param
    if not folder.is_dir():
        pytest.skip(f"third-party data {request.param} is not at ../shared/data")
    return recognise_folder(folder), SEEDS[request.param]


def test_every_table_is_known_by_its_own_profile(seeds: tuple[Recognised, str]) -> None:
    recognised, profile = seeds
    assert [one.reason for one in recognised.unknown] == []
    assert {one.mapping.name for one in recognised.assignments} == {profile}


def test_what_is_left_out_is_no_part_of_a_deals_story(seeds: tuple[Recognised, str]) -> None:
    left_out = [one.raw.name for one in seeds[0].assignments if one.feed.ignore]
    assert [name for name in left_out if not any(word in name for word in LEFT_OUT)] == []

"""A JSON document of deals, with contacts, calls and threads inside, through a mapping as a person keeps it."""

from pathlib import Path

import duckdb
import pytest

from assay.sources.mapping import load_mapping
from sources.profiles.conftest import Mapped, map_paths

DATA = Path(__file__).parents[4] / "shared" / "data" / "lost_deals_demo" / "demo_10_deals.json"
KEPT = Path(__file__).parents[2] / "cases" / "mappings" / "lost_deals_demo.yml"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="third-party data is not here")


@pytest.fixture(scope="module")
def mapped() -> Mapped:
    return map_paths(duckdb.connect(), [DATA], [load_mapping(KEPT)])


def test_every_row_lands(mapped: Mapped) -> None:
    assert (mapped.rejects, mapped.skipped, mapped.unaccounted()) == ([], [], [])
    assert len(mapped.readers) == 4


def test_the_totals_are_those_of_the_document(mapped: Mapped) -> None:
    assert mapped.rows("deal", "outcome, count(*), sum(amount)::BIGINT", "true GROUP BY ALL") == [
        ("lost", 8, 563000),
        ("won", 2, 79000),
    ]


def test_the_buying_group_has_its_roles(mapped: Mapped) -> None:
    assert mapped.rows("deal_person", "role, count(*)", "true GROUP BY ALL") == [
        ("blocker", 1),
        ("champion", 6),
        ("economic_buyer", 5),
        ("evaluator", 7),
        ("influencer", 2),
    ]


def test_calls_and_threads_become_activities_with_everyone_named(mapped: Mapped) -> None:
    assert mapped.rows("activity", "kind, count(*), min(direction)", "true GROUP BY ALL") == [
        ("call", 17, "unknown"),
        ("demo", 8, "unknown"),
        ("email", 10, "unknown"),
        ("meeting", 2, "unknown"),
    ]
    assert mapped.rows("activity_person", "count(*)", "named_as = 'Tom Martinez (CC only)'") == [(1,)]


def test_a_deal_was_opened_as_long_before_its_close_as_it_took(mapped: Mapped) -> None:
    assert mapped.rows("deal", "(epoch(close_date_stated)::BIGINT - opened_at) // 86400", "source_id = 'DEAL-001'") == [
        (62,)
    ]


def test_reasons_and_notes_become_statements_of_the_rep(mapped: Mapped) -> None:
    assert mapped.rows("statement", "origin, side, count(*)", "true GROUP BY ALL") == [
        ("crm_note", "rep", 10),
        ("crm_reason", "rep", 8),
    ]
